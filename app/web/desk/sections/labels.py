"""Section of a dossier's page: the labels it carries, and those of the service that it could."""

from dataclasses import dataclass

from app.core.desk.casework import Label
from app.core.language import _
from app.usecases.desk.process import Case
from app.web.desk import address
from app.web.desk.sections.section import Section, Typed


@dataclass(frozen=True, slots=True)
class Labels:
    """`seen` are the ids that the page shows as carried: what is posted is read against them."""

    carried: tuple[Label, ...]
    options: tuple[tuple[str, str], ...]
    seen: tuple[str, ...]
    url: str


def _load(case: Case, typed: Typed) -> Labels | None:
    if not case.beside.known_labels:
        return None
    carried = case.beside.labels
    return Labels(
        carried=carried,
        options=tuple((label.id, label.name) for label in case.beside.known_labels),
        seen=tuple(label.id for label in carried),
        url=address.of_case("desk.put_labels", case.dossier.reference),
    )


SECTION = Section(
    name="labels",
    title=lambda: _("Étiquettes"),
    anchor="etiquettes",
    template="desk/case_labels.html",
    load=_load,
    place="side",
)
