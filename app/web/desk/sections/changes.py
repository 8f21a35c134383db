"""Section of a dossier's page: what has changed since this agent last opened it, if anything."""

from dataclasses import dataclass
from datetime import datetime

from app.core.desk.changes import Change
from app.core.language import _
from app.usecases.desk.process import Case
from app.web.desk.sections.section import Section, Typed


@dataclass(frozen=True, slots=True)
class Changes:
    """`since` is when this agent was here before."""

    since: datetime
    answers: tuple[Change, ...]


def _load(case: Case, typed: Typed) -> Changes | None:
    since = case.visit.before_at
    return Changes(since, case.changes) if since is not None and case.changes else None


SECTION = Section(
    name="changes",
    title=lambda: _("Depuis votre dernière visite"),
    anchor="changements",
    template="desk/case_changes.html",
    load=_load,
)
