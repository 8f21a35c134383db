"""Section of a dossier's page: the documents made, those that are being made, those that failed."""

from dataclasses import dataclass

from app.core.editions import Editions, editions
from app.core.language import _
from app.usecases.desk.process import Case
from app.web.desk.address import of_case
from app.web.desk.sections.section import Section, Typed


@dataclass(frozen=True, slots=True)
class Documents:
    """`preparing` and `failed` are titles; `summary_url` has the summary for the archive made."""

    made: Editions
    preparing: tuple[str, ...]
    failed: tuple[str, ...]
    summary_url: str


def _load(case: Case, typed: Typed) -> Documents:
    return Documents(
        made=editions(case.documents),
        preparing=_titles(case, "pending", "running"),
        failed=_titles(case, "failed"),
        summary_url=of_case("desk.summarise", case.dossier.reference),
    )


def _titles(case: Case, *statuses: str) -> tuple[str, ...]:
    titles = {
        "form": _("Formulaire rempli"),
        "receipt": _("Accusé de réception"),
        "decision": _("Lettre de décision"),
        "mandate": _("Mandat"),
        "summary": _("Synthèse du dossier"),
    }
    names = [e.name for e in case.effects if e.name.startswith("document:") and e.status in statuses]
    return tuple(titles.get(name.partition(":")[2], _("Document")) for name in names)


SECTION = Section(
    name="documents",
    title=lambda: _("Documents"),
    anchor="documents",
    template="desk/case_documents.html",
    load=_load,
)
