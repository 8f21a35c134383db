"""Walk a form in a real browser from scenario data, as a person does: page after page.

The data is that of tests/forms/<slug>/*.json; the walker knows HTML names, not the form.
"""

import json
import time
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page
from pypdf import PdfReader

from app.usecases.operate.demonstrate import PASSWORD
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.looking import violations

FORMS = Path(__file__).parents[1] / "forms"
Json = Any


def scenario(slug: str, case: int | str = 0) -> Mapping[str, Json]:
    """A scenario file of a form: by its name, or by its number in the order of names."""
    files = sorted((FORMS / slug).glob("*.json"))
    path = files[case] if isinstance(case, int) else FORMS / slug / f"{case}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def check_accessible(page: Page) -> None:
    """Axe finds nothing on this page, and nothing sticks out at the side."""
    page.wait_for_load_state()
    found = violations(page)
    assert not found, "\n".join([page.url, *found])
    assert_no_sideways_scroll(page)


def check_both_widths(page: Page) -> None:
    """The same, as the page is on a phone then on a wide screen; it comes back to its own width."""
    _at_both_widths(page, check_accessible)


def narrow_and_wide(page: Page) -> None:
    """Nothing scrolls sideways on a phone nor on a wide screen."""
    _at_both_widths(page, assert_no_sideways_scroll)


def _at_both_widths(page: Page, look: Callable[[Page], None]) -> None:
    own = page.viewport_size
    assert own
    for width in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width["width"], "height": width["height"]})
        look(page)
    page.set_viewport_size(own)


def assert_no_sideways_scroll(page: Page) -> None:
    """WCAG 1.4.10: no horizontal scrolling at the width of the window."""
    page.wait_for_load_state()
    widths = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert widths[0] <= widths[1], f"{page.url} is {widths[0]} px wide in a window of {widths[1]} px"


def fill_step(page: Page, values: Mapping[str, Json]) -> None:
    """Give each answer to the control that carries its name; rows are added when they are missing."""
    for name, value in values.items():
        if "[" in name and page.locator(f'[name="{name}"]').count() == 0:
            page.locator(f'button[value^="ajouter:{name.partition("[")[0]}"]').click()
        give(page, name, value)


def give(page: Page, name: str, value: Json) -> None:
    """Type, choose or tick, by the kind of control found."""
    for wanted in value if isinstance(value, list) else [value]:
        control = page.locator(f'[name="{name}"]').first
        kind = control.get_attribute("type") or control.evaluate("node => node.tagName.toLowerCase()")
        if kind in ("radio", "checkbox"):
            page.locator(f'[name="{name}"][value="{wanted}"]').check()
        elif kind == "select":
            control.select_option(str(wanted))
        else:
            control.fill(str(wanted))


def walk(page: Page, typed: list[Mapping[str, Json]], *, look: Callable[[Page], None]) -> None:
    """Fill the steps in order; `look` is called on each page before it is left."""
    for step in typed:
        page.wait_for_url(f"**/etapes/{step['step']}*")
        fill_step(page, step["values"])
        look(page)
        page.get_by_role("button", name="Continuer", exact=True).click()
    page.wait_for_url("**/verifier*")


def start(page: Page, title: str) -> None:
    """From the catalogue to the first step, as a visitor finds it."""
    page.goto("/")
    page.get_by_role("link", name=title).click()
    page.get_by_role("button", name="Commencer ma demande").click()


def sign_in(page: Page, email: str) -> None:
    """Staff sign in with a demonstration account."""
    page.goto("/connexion")
    page.get_by_label("Adresse électronique professionnelle").fill(email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url(lambda url: "/connexion" not in url)


def reload_until(page: Page, selector: str, count: int) -> None:
    """Come back to the page until the worker has made what is awaited."""
    deadline = time.monotonic() + 30
    while page.locator(selector).count() < count:
        assert time.monotonic() < deadline, f"{page.url}: {selector} is not there {count} times"
        page.wait_for_timeout(300)
        page.reload()


def downloaded(page: Page, link: Locator) -> str:
    """The text of the PDF behind this link, fetched with the visitor's own session."""
    answer = page.request.get(link.get_attribute("href") or "")
    assert answer.ok, answer.status
    assert answer.headers["content-type"] == "application/pdf"
    pages = PdfReader(BytesIO(answer.body())).pages
    return " ".join(" ".join(sheet.extract_text().split()) for sheet in pages)
