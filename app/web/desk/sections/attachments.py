"""Section of a dossier's page: the files that the answers refer to."""

from app.core.language import _
from app.web.desk.sections.section import Section

SECTION = Section(
    name="attachments",
    title=lambda: _("Pièces justificatives"),
    anchor="pieces",
    template="desk/case_attachments.html",
    load=lambda case, typed: case.attachments,
)
