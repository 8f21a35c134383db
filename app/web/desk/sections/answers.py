"""Section of a dossier's page: the answers, by step."""

from app.core.language import _
from app.web.desk.sections.section import Section

SECTION = Section(
    name="answers",
    title=lambda: _("Réponses"),
    anchor="reponses",
    template="desk/case_answers.html",
    load=lambda case, typed: case.sections,
)
