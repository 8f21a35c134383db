"""Fills the templates of pdf_templates/: a Paper in, HTML out.

An undefined name in a template is an error, every answer is escaped; it refuses to know PDF.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from re import compile as pattern
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from app.adapters.documents import wording
from app.adapters.documents.frames import frames
from app.adapters.documents.places import Place, places
from app.adapters.documents.qr_codes import qr_place
from app.adapters.documents.runs import side_by_side
from app.adapters.documents.sheet import Measures, Sheet
from app.adapters.documents.slots import (
    MADE,
    MADE_ON,
    NO_CONTROLS,
    SENT,
    Slots,
    frames_without_answers,
    without_answers,
)
from app.adapters.documents.widths import breadth, halves, room
from app.core import french
from app.core.definition import Service
from app.core.language import _, ngettext
from app.core.legal_time import day_in_words, moment_in_words
from app.core.texts.letters import appeal
from app.usecases.ports import Paper

GENERIC = "cerfa"  # the layout of any form; a folder named by a form's slug replaces it
FITTED = "fitted.css"  # in that folder: the places of its paper
FILLED_IN = ("form", "blank")
_HYPHENED = pattern(r"\S*\w-\w\S*")
TITLE, TITLE_POINTS = 84.0, 15.5  # millimetres and points of a form's title: bold is a little wider
SHORTEST_WORDS = 20.0  # millimetres that two lines must leave, or they would be cut again
SMALL_WORDS = 8.5  # points: a little more than those of a label
MOST_ALONE = 3  # words
LONGEST_WHOLE = 24  # characters: a longer one (an e-mail address) would not fit a narrow column


class Pages:
    """The templates, loaded once."""

    def __init__(self, templates_dir: Path, measures: Callable[[], Measures], logo: str = "") -> None:
        """`measures` is called for a fitted layout only; `logo` is the data: address of the operator's."""
        self._folder, self._measures = templates_dir, measures
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
            of=french.of, side_by_side=side_by_side, whole=whole, balanced=balanced, halves=halves,
            qr_place=qr_place,
        )  # fmt: skip
        environment.globals["logo"] = logo
        self._environment = environment
        self._places = lru_cache(maxsize=None)(self._read_places)

    def layout(self, paper: Paper) -> str:
        """The folder that draws this paper: a form's own wins over the generic one."""
        if paper.template != GENERIC or paper.kind not in FILLED_IN or paper.definition is None:
            return paper.template
        own = paper.definition.slug
        return own if (self._folder / own / "template.html").is_file() else paper.template

    def html(self, paper: Paper, *, unprintable: str = "") -> str:
        """The page of this paper; the characters of `unprintable` are replaced by the sign � and told."""
        names = context(paper)
        if known := self._places(self.layout(paper)):
            names["sheet"] = self._sheet(paper, known, unprintable)
        return self.filled(self.layout(paper), names, unprintable=unprintable)

    def filled(
        self, name: str, names: dict[str, Any], *, unprintable: str = "", slots: Slots | None = None
    ) -> str:
        """The page that a template makes of these names; `slots` holds the answers that were taken out."""
        template = self._environment.get_template(f"{name}/template.html")
        text = template.render(names, unprintable=bool(unprintable), slots=slots)
        return text.translate(_printable(unprintable))

    def is_fitted(self, paper: Paper) -> bool:
        """True when its answers are set in the places of an official paper."""
        return bool(self._places(self.layout(paper)))

    def _sheet(self, paper: Paper, known: Mapping[str, Place], unprintable: str) -> Sheet:
        notes = [wording.declared(paper), wording.unprintable() if unprintable else ""]
        return Sheet(
            paper.sections, known, self._measures(),
            blank=paper.kind == "blank", notes=tuple(filter(None, notes)), replaced=_printable(unprintable),
        )  # fmt: skip

    def _read_places(self, layout: str) -> Mapping[str, Place]:
        """Those of a fitted layout, none for another."""
        sheet = self._folder / layout / FITTED
        return places(sheet.read_text(encoding="utf-8")) if sheet.is_file() else {}


def _printable(unprintable: str) -> Mapping[int, Any]:
    return {**NO_CONTROLS, **dict.fromkeys(map(ord, unprintable), "�")}


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
            "appeal": appeal(definition),
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


def whole(text: str, width: str = "") -> str:
    """Printed words with a hyphen ("Saint-Aubin") are not cut at it: it would look like a hyphenation.

    `width`: that of the cell, when these are small words; a line that they do not fill is not cut at all.
    """
    if width and breadth(text, SMALL_WORDS) < room(width):
        return text
    said, done = Markup(), 0
    for found in _HYPHENED.finditer(text):
        if len(found[0]) <= LONGEST_WHOLE:
            said += text[done : found.start()] + Markup('<span class="whole">{}</span>').format(found[0])
            done = found.end()
    return said + text[done:]


def balanced(text: str) -> str:
    """A title too long for one line as two lines of about one length, rather than one and a word."""
    words = text.split(" ")
    if not TITLE < breadth(text, TITLE_POINTS) < 2 * TITLE - SHORTEST_WORDS or len(words) < MOST_ALONE:
        return whole(text)
    halves = ((" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words)))
    pair = min(halves, key=lambda pair: max(breadth(line, TITLE_POINTS) for line in pair))
    return Markup(" ").join(Markup('<span class="whole">{}</span>').format(line) for line in pair)


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
    if instant is MADE:
        return MADE_ON
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
