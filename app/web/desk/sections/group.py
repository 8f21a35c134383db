"""Section of a dossier's page: the group that deals with it, when the service has groups."""

from dataclasses import dataclass

from app.core.language import _
from app.usecases.desk.process import Case
from app.web.desk import address
from app.web.desk.sections.section import Section, Typed


@dataclass(frozen=True, slots=True)
class GroupShown:
    """`current` is an id, "" for no group."""

    name: str
    current: str
    options: tuple[tuple[str, str], ...]
    url: str


def _load(case: Case, typed: Typed) -> GroupShown | None:
    if not case.beside.known_groups:
        return None
    group = case.beside.group
    return GroupShown(
        name=group.name if group else _("Aucun groupe"),
        current=group.id if group else "",
        options=tuple((one.id, one.name) for one in case.beside.known_groups),
        url=address.of_case("desk.put_in_group", case.dossier.reference),
    )


SECTION = Section(
    name="group",
    title=lambda: _("Groupe"),
    anchor="groupe",
    template="desk/case_group.html",
    load=_load,
    place="side",
)
