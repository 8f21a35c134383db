"""Section of a dossier's page: the internal notes, and one more."""

from dataclasses import dataclass

from app.core.desk.casework import NOTE, Written
from app.core.language import _
from app.usecases.desk.process import Case
from app.web.desk import address
from app.web.desk.sections.section import Section, Typed


@dataclass(frozen=True, slots=True)
class Notes:
    """`url` takes a new note; `strike_url` a struck one, after its id."""

    notes: tuple[Written, ...]
    url: str
    strike_urls: tuple[str, ...]


def _load(case: Case, typed: Typed) -> Notes:
    notes = tuple(text for text in case.texts if text.kind == NOTE)
    reference = case.dossier.reference
    return Notes(
        notes,
        address.of_case("desk.write_note", reference),
        tuple(address.of_case("desk.strike_note", reference, note_id=note.id) for note in notes),
    )


SECTION = Section(
    name="notes",
    title=lambda: _("Notes internes"),
    anchor="notes",
    template="desk/case_notes.html",
    load=_load,
    count=lambda shown: sum(note.struck is None for note in shown.notes),
)
