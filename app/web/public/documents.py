"""Handing over a produced PDF to those who may read it."""

from flask import Response, request

from app.core.dossier import Document, Dossier
from app.core.errors import NotFound
from app.usecases.desk import archive_paper
from app.usecases.fill import follow
from app.web.access import current_account, may_open, ports
from app.web.public.blueprint import blueprint

DOWNLOAD = "telecharger"  # in the address: save it rather than show it
# No "sandbox": the PDF readers of browsers may refuse it. The file is ours, and holds no script.
ALONE = "default-src 'none'; object-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@blueprint.get("/documents/<document_id>.pdf")
def document(document_id: str) -> Response:
    """/documents/<id>.pdf · holder, or agent of the service"""
    found, dossier, content = follow.document(ports(), document_id)
    if not _may_read(found, dossier):
        raise NotFound
    return pdf(content, _file_name(found, dossier), download=DOWNLOAD in request.args)


def pdf(content: bytes, name: str, *, download: bool = False) -> Response:
    """Shown by the browser, or saved under this name."""
    answer = Response(content, mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "attachment" if download else "inline", filename=name)
    answer.headers["Content-Security-Policy"] = ALONE
    return answer


def _may_read(found: Document, dossier: Dossier) -> bool:
    """What was not sent yet is no agent's business; what names agents is no citizen's."""
    theirs = found.kind != archive_paper.KIND and may_open(dossier.id)
    return theirs or (on_duty_for(dossier) and dossier.submitted_at is not None)


def on_duty_for(dossier: Dossier) -> bool:
    """True for an agent of the dossier's service."""
    account = current_account()
    return account is not None and dossier.service_id in account.desk_services()


def _file_name(found: Document, dossier: Dossier) -> str:
    """What the file is called in a folder of downloads."""
    names = {
        "form": "formulaire",
        "receipt": "accuse-de-reception",
        "decision": "decision",
        "mandate": "mandat",
        "summary": "synthese",
    }
    return f"{names.get(found.kind, found.kind)}-{dossier.reference}.pdf"
