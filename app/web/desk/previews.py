"""`/bureau/dossiers/<reference>/pieces/…`: a file given by the citizen, looked at in the page.

What somebody gave is shown under a policy of its own, where nothing runs and nothing is fetched.
"""

from flask import Response, render_template, stream_with_context, url_for

from app.core.dossier import spell_reference
from app.core.language import _
from app.core.media_types import PDF
from app.usecases.desk import preview
from app.web.access import ports, require_account
from app.web.desk import address
from app.web.desk.blueprint import blueprint
from app.web.headers import POLICY
from app.web.streams import chunks

# An opaque origin without scripts, forms or links; only our own page may frame it.
ALONE = "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
WITH_PDF = f"{POLICY}; object-src 'self'; frame-src 'self'"
UNSEEN = {
    "waiting": lambda: _("L’antivirus n’a pas encore vu ce fichier. Revenez dans quelques minutes."),
    "infected": lambda: _("Ce fichier est écarté : il n’est pas sûr."),
    "file-locked": lambda: _("Ce PDF est protégé par un mot de passe : il ne peut pas être montré ici."),
    "file-broken": lambda: _("Ce fichier ne peut pas être montré ici : il semble abîmé."),
}


@blueprint.get("/dossiers/<reference>/pieces/<attachment_id>")
def look(reference: str, attachment_id: str) -> Response:
    """/bureau/dossiers/<reference>/pieces/<id> · agent of the service: the file and those around it"""
    found = preview.preview(ports(), require_account(), reference, attachment_id)
    around = [one and _url(reference, one.id) for one in (found.before, found.after)]
    page = render_template(
        "desk/preview.html",
        found=found,
        reference=spell_reference(found.dossier.reference),
        most_pages=preview.MOST_PAGES,
        is_pdf=found.attachment.media_type == PDF.name,
        unseen=UNSEEN[found.unseen]() if found.unseen else "",
        drawn_url=url_for("desk.drawn", reference=reference, attachment_id=attachment_id),
        case_url=address.of_case("desk.case", found.dossier.reference, _anchor="pieces"),
        before_url=around[0],
        after_url=around[1],
    )
    answer = Response(page)
    answer.headers["Content-Security-Policy"] = WITH_PDF
    return answer


@blueprint.get("/dossiers/<reference>/pieces/<attachment_id>/apercu")
def drawn(reference: str, attachment_id: str) -> Response:
    """/bureau/dossiers/<reference>/pieces/<id>/apercu · agent of the service: what the page shows of it"""
    media_type, stream = preview.drawn(ports(), require_account(), reference, attachment_id)
    answer = Response(stream_with_context(chunks(stream)), mimetype=media_type)
    answer.headers["Content-Disposition"] = "inline"
    answer.headers["Content-Security-Policy"] = ALONE
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


def _url(reference: str, attachment_id: str) -> str:
    return address.of_case("desk.look", reference, attachment_id=attachment_id)
