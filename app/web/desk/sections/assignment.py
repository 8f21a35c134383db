"""Section of a dossier's page: which agent has it in charge, and how to change that."""

from dataclasses import dataclass

from flask import url_for

from app.core.language import _
from app.usecases.desk.process import Case
from app.web.desk import address
from app.web.desk.sections.section import Section, Typed


@dataclass(frozen=True, slots=True)
class Assignment:
    """`who` is a name in words. `others_url` is where a colleague is chosen."""

    who: str
    url: str
    others_url: str
    mine: bool
    free: bool
    me: str


def _load(case: Case, typed: Typed) -> Assignment:
    assigned, reference = case.beside.assigned, case.dossier.reference
    mine = assigned is not None and assigned.account_id == case.reader
    return Assignment(
        who=_("vous") if mine else assigned.name if assigned else _("personne"),
        url=address.of_case("desk.assign", reference),
        others_url=url_for("desk.choose_agent", reference=reference),
        mine=mine,
        free=not case.dossier.assigned_to,
        me=case.reader,
    )


SECTION = Section(
    name="assignment",
    title=lambda: _("Attribution"),
    anchor="attribution",
    template="desk/case_assignment.html",
    load=_load,
    place="side",
)
