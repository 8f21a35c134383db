"""The rules of the house that a page alone can break, checked on every page that a test opens."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from tests.plain import plain
from tests.web.page import NOT_TYPED, Page


def police(page: Page) -> None:
    """Every rule of the house that a page alone can break."""
    for rule in (
        _head,
        _headings,
        _ids,
        _labels,
        _descriptions,
        _errors,
        _self_contained,
        _headers,
        _typography,
    ):
        for complaint in rule(page):
            raise AssertionError(f"{page.url}: {complaint}")


Complaints = Iterator[str]


def _head(page: Page) -> Complaints:
    if page.tree.get("lang") != "fr":
        yield "no lang=fr"
    if page.heading not in page.title:
        yield f"the title {page.title!r} does not say the h1 {page.heading!r}"
    if bool(page.errors) != page.title.startswith("Erreur :"):
        yield "the title says Erreur when, and only when, the page has errors"
    if not page.tree.xpath("//meta[@name='viewport']"):
        yield "no viewport"


def _headings(page: Page) -> Complaints:
    if len(page.tree.xpath("//h1")) != 1:
        yield "not exactly one h1"
    if len(page.tree.xpath("//main")) != 1:
        yield "not exactly one main"
    levels = [int(h.tag[1]) for h in page.tree.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading jumps from h{before} to h{after}"
    if any(
        not plain(h.text_content())
        for h in page.tree.xpath("//h1|//h2|//h3|//h4|//legend|//button|//a[@href]")
    ):
        yield "an empty heading, legend, button or link"


_SAFE = re.compile(r"[A-Za-z][\w-]*")


def _ids(page: Page) -> Complaints:
    ids = Counter(page.ids())
    for id_ in sorted(id_ for id_, times in ids.items() if times > 1):
        yield f"the id {id_} is used twice"
    for id_ in ids:
        if not _SAFE.fullmatch(id_):
            yield f"the id {id_!r} is not safe in CSS and fragments"
    for link in page.tree.xpath("//a[starts-with(@href, '#')]/@href"):
        if link[1:] not in ids:
            yield f"{link} leads nowhere"


def _labels(page: Page) -> Complaints:
    labels_of: dict[str, list[Any]] = {}
    for label in page.tree.iter("label"):
        labels_of.setdefault(label.get("for", ""), []).append(label)
    for item in page.tree.iter("input", "textarea", "select"):
        if item.get("type") in NOT_TYPED:
            continue
        labels = labels_of.get(item.get("id") or "?", [])
        if len(labels) != 1 or not plain(labels[0].text_content()):
            yield f"the field {item.get('name')} has no label of its own"
    for item in page.tree.xpath("//input[@type='radio']"):
        if not item.xpath("ancestor::fieldset[legend]"):
            yield f"the radio button {item.get('name')} is not in a fieldset with a legend"
    for group in page.tree.xpath("//nav|//aside"):
        if not group.get("aria-label") and not group.get("aria-labelledby"):
            yield f"a {group.tag} without a name"


def _descriptions(page: Page) -> Complaints:
    ids = set(page.ids())
    for attribute in ("aria-describedby", "aria-labelledby", "for"):
        for value in page.tree.xpath(f"//@{attribute}"):
            for target in value.split():
                if target not in ids:
                    yield f"{attribute}={target} does not exist"
    for item in page.tree.xpath("//*[@aria-invalid='true']"):
        if not item.get("aria-describedby"):
            yield f"{item.get('name')} is wrong and nothing says why"


def _errors(page: Page) -> Complaints:
    for link in page.tree.xpath("//*[@id='erreurs']//a/@href"):
        target = page.tree.xpath("//*[@id=$id]", id=link[1:])
        to_row = bool(target) and "/lignes/" in target[0].get("href", "")  # what is wrong is on another page
        if not target or not (to_row or target[0].tag in ("input", "textarea", "select", "button", "h2")):
            yield f"the error summary's {link} does not lead to a field"
    resumed = "/etapes/" in page.url  # a step shows again what was typed and not understood
    if page.errors and page.status not in (409, 422, 429) and not resumed:
        yield f"errors with status {page.status}"


def _self_contained(page: Page) -> Complaints:
    if page.tree.xpath("//style|//@style|//script[not(@src)]"):
        yield "inline style or script"
    if page.tree.xpath("//@*[starts-with(name(), 'on')]"):
        yield "inline event handler"
    for url in _fetched(page.tree):
        if urlsplit(url).netloc or not url.startswith("/"):
            yield f"{url} is fetched from elsewhere"


def _fetched(tree: Any) -> Sequence[str]:
    found: list[str] = tree.xpath("//script/@src|//img/@src|//link/@href|//form/@action|//iframe/@src")
    return found


_A_TEST = "//section[@class='trial' and not(ancestor::main)]"  # shown in frames of the studio


def _headers(page: Page) -> Complaints:
    policy = page.headers.get("Content-Security-Policy", "")
    for directive in (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'self'" if page.tree.xpath(_A_TEST) else "frame-ancestors 'none'",
    ):
        if directive not in policy:
            yield f"the policy lacks {directive}"
    if "unsafe" in policy:
        yield "the policy allows something unsafe"
    if page.headers.get("X-Content-Type-Options") != "nosniff":
        yield "no nosniff"
    if page.headers.get("Cache-Control") != "no-store":
        yield "the page may stay on a shared machine"


_STRAIGHT = re.compile(r"[A-Za-zÀ-ÿ]'[A-Za-zÀ-ÿ]")
_LOOSE = re.compile(r"(?<=\S) [;?!:](?=\s|$)")


def _typography(page: Page) -> Complaints:
    """French typography in what we write ourselves: labels, headings, legends, buttons, links."""
    for item in page.tree.iter("h1", "h2", "h3", "legend", "label", "button", "a", "title", "p"):
        if item.tag == "p" and item.get("class") != "hint":
            continue
        words = item.text_content()
        if _STRAIGHT.search(words):
            yield f"a straight apostrophe in {words.strip()!r}"
        if _LOOSE.search(words):
            yield f"a breaking space before : ; ? ! in {words.strip()!r}"
