"""Section of a dossier's page: all that happened, in plain words."""

from app.core.language import _
from app.web.desk.sections.section import Section

SECTION = Section(
    name="history",
    title=lambda: _("Historique"),
    anchor="historique",
    template="desk/case_history.html",
    load=lambda case, typed: case.history,
)
