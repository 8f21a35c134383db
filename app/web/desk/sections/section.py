"""What a section of a dossier's page is; it refuses to know which ones there are.

A section is one module here (what it shows), one template `desk/case_<name>.html` (how), one entry in
`case_page.SECTIONS` (where). What it posts to is a route of its own, which answers a refusal with
`case_page(opened, typed={name: Typed(...)}), 422`: what was typed comes back to the section.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from app.usecases.desk.process import Case

Shown = Any  # whatever the template of the section reads


@dataclass(frozen=True, slots=True)
class Typed:
    """What was posted to a section and refused: values by name, and (id of the input, sentence) errors."""

    values: Mapping[str, str] = field(default_factory=dict)
    errors: tuple[tuple[str, str], ...] = ()

    def error(self, input_id: str) -> str:
        """The sentence for this input, "" when nothing is wrong with it."""
        return dict(self.errors).get(input_id, "")


NOTHING = Typed()


@dataclass(frozen=True, slots=True)
class Section:
    """`title` is worded when the page is drawn; `anchor` is the id of its heading.

    `load` gives what the template reads, as `section.shown`; None leaves the section out of the page.
    `place` is "main" (to read, at the left) or "side" (under the actions). `count` is how many things there
    are in what is shown, told in the list of sections when there are some.
    """

    name: str
    title: Callable[[], str]
    anchor: str
    template: str
    load: Callable[[Case, Typed], Shown | None]
    place: Literal["main", "side"] = "main"
    count: Callable[[Shown], int] = lambda shown: 0


@dataclass(frozen=True, slots=True)
class Loaded:
    """A section ready to be drawn."""

    name: str
    title: str
    anchor: str
    template: str
    place: str
    shown: Shown
    count: int
    typed: Typed


def loaded(section: Section, case: Case, typed: Typed = NOTHING) -> Loaded | None:
    """The section with what it shows of this dossier, None when it has no place there."""
    shown = section.load(case, typed)
    if shown is None:
        return None
    count = section.count(shown)
    return Loaded(
        section.name, section.title(), section.anchor, section.template, section.place, shown, count, typed
    )
