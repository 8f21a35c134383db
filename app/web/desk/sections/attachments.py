"""Section of a dossier's page: the files that the answers refer to, each with the page that shows it."""

from app.core.dossier import Attachment
from app.core.language import _
from app.usecases.desk.process import Case
from app.web.desk import address
from app.web.desk.sections.section import Section, Typed


def _load(case: Case, typed: Typed) -> tuple[tuple[Attachment, str], ...]:
    reference = case.dossier.reference
    return tuple(
        (piece, address.of_case("desk.look", reference, attachment_id=piece.id)) for piece in case.attachments
    )


SECTION = Section(
    name="attachments",
    title=lambda: _("Pièces justificatives"),
    anchor="pieces",
    template="desk/case_attachments.html",
    load=_load,
    count=lambda shown: len(shown),
)
