"""Fills the templates of pdf_templates/: a Paper in, HTML out.

An undefined name in a template is an error, every answer is escaped; it refuses to know PDF.
"""

from datetime import UTC, date, datetime
from pathlib import Path
from re import compile as pattern
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from app.adapters.documents import wording
from app.adapters.documents.frames import frames
from app.adapters.documents.qr_codes import qr_place
from app.adapters.documents.runs import side_by_side
from app.adapters.documents.slots import NO_CONTROLS, SENT, Slots, frames_without_answers, without_answers
from app.core import french
from app.core.definition import Service
from app.core.language import _, ngettext
from app.core.legal_time import day_in_words, moment_in_words
from app.usecases.ports import Paper

_HYPHENED = pattern(r"\S*\w-\w\S*")
LONGEST_WHOLE = 24  # characters: a longer one (an e-mail address) would not fit a narrow column


class Pages:
    """The templates, loaded once."""

    def __init__(self, templates_dir: Path) -> None:
        environment = Environment(
            loader=FileSystemLoader(templates_dir),
            autoescape=True,
            undefined=StrictUndefined,
            extensions=["jinja2.ext.i18n"],
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.install_gettext_callables(_, ngettext, newstyle=True)  # type: ignore[attr-defined]
        environment.filters.update(
            day=day, moment=moment, w3c=w3c, lines=lines, spaced=french.spaced,
            of=french.of, side_by_side=side_by_side, whole=whole, qr_place=qr_place,
        )  # fmt: skip
        self._environment = environment

    def html(self, paper: Paper, *, unprintable: str = "") -> str:
        """The page of this paper; the characters of `unprintable` are replaced by the sign � and told."""
        return self.filled(paper.template, context(paper), unprintable=unprintable)

    def filled(
        self, name: str, names: dict[str, Any], *, unprintable: str = "", slots: Slots | None = None
    ) -> str:
        """The page that a template makes of these names; `slots` holds the answers that were taken out."""
        template = self._environment.get_template(f"{name}/template.html")
        text = template.render(names, unprintable=bool(unprintable), slots=slots)
        return text.translate({**NO_CONTROLS, **dict.fromkeys(map(ord, unprintable), "�")})


def context(paper: Paper, slots: Slots | None = None) -> dict[str, Any]:
    """The names that templates may use."""
    sections, helped = paper.sections, wording.helped(paper)
    if slots is not None:
        paper = without_answers(paper, slots)
        helped = slots.text(helped) if helped else ""
    definition = paper.definition
    service = definition.service if definition else Service(id="", name="")
    names: dict[str, Any] = {
        "paper": paper,
        "definition": definition,
        "service": service,
        "facts": paper.facts,
        "issuer": service.organisation or service.name or "Guichet",
        "footer": footer(paper),
        "helped": helped,
    }
    if definition is not None:
        framed = frames(definition, sections, blank=paper.kind == "blank")
        names |= {
            "legal": definition.legal,
            "hints": definition.paper,
            "frames": framed if slots is None else frames_without_answers(framed, slots),
            "signatures": wording.signatures(definition),
            "administration": wording.administration(definition),
            "notices": wording.notices(definition),
            "data_protection": tuple(wording.data_protection(definition)),
            "appeal": wording.appeal(definition),
            "contact": wording.contact(definition),
        }
    return names


def footer(paper: Paper) -> str:
    """At the foot of every page, so that a sheet that was separated finds its dossier again."""
    parts = [paper.title]
    if paper.definition is not None and paper.kind in ("form", "blank"):
        parts.append(_("version {n}").format(n=paper.definition.version))
    if paper.reference:
        parts.append(_("dossier n° {reference}").format(reference=paper.reference))
    return " · ".join(parts).replace("n° ", f"n°{french.NO_BREAK}")


def lines(text: str) -> list[str]:
    """An address as lines: authors separate them by line ends or commas followed by a space."""
    return [part.strip() for chunk in text.splitlines() for part in chunk.split(", ") if part.strip()]


def whole(text: str) -> Markup:
    """Printed words with a hyphen ("Saint-Aubin") are not cut at it: it would look like a hyphenation."""
    said, done = Markup(), 0
    for found in _HYPHENED.finditer(text):
        if len(found[0]) <= LONGEST_WHOLE:
            said += text[done : found.start()] + Markup('<span class="whole">{}</span>').format(found[0])
            done = found.end()
    return said + text[done:]


@pass_context
def moment(page: Context, instant: datetime) -> str:
    """An instant in words, which differs from one paper to the next."""
    slots: Slots | None = page.get("slots")
    return slots.sent[0] if slots is not None and instant is SENT else moment_in_words(instant)


@pass_context
def day(page: Context, value: date | datetime) -> str:
    """A day in words, or that of an instant."""
    slots: Slots | None = page.get("slots")
    return slots.sent[1] if slots is not None and value is SENT else day_in_words(value)


def w3c(instant: datetime) -> str:
    """An instant as PDF metadata want it."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
