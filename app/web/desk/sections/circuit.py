"""Section of a dossier's page: the picture of its workflow, and where it stands there."""

from app.core.language import _
from app.core.workflow.picture import drawn
from app.web.desk.sections.section import Section

SECTION = Section(
    name="circuit",
    title=lambda: _("Circuit de traitement"),
    anchor="circuit",
    template="desk/case_circuit.html",
    load=lambda case, typed: drawn(case.workflow, case.dossier.state),
)
