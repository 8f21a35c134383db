"""Drafts begun by another program: JSON in, the address of a prefilled draft out.

It answers JSON only, reads no session and gives no right beyond the address that it returns.
"""

from typing import Any

from flask import Response, jsonify, request

from app.core.errors import NotFound, Throttled
from app.core.language import _
from app.usecases.fill import prefill
from app.web.access import ports
from app.web.public.blueprint import blueprint

LARGEST = 64 * 1024  # bytes of one JSON post


@blueprint.post("/demarches/<slug>/preremplir")
def receive(slug: str) -> tuple[Response, int]:
    """/demarches/<slug>/preremplir · anyone: begins a draft from JSON answers"""
    if request.mimetype != "application/json":
        return _refused(_("Envoyez vos réponses en JSON (Content-Type : application/json)."), 415)
    if (request.content_length or 0) > LARGEST:
        return _refused(_("Ces réponses sont trop longues : {n} octets au maximum.").format(n=LARGEST), 413)
    try:
        given = prefill.read_given(request.get_data())
        begun = prefill.begin(ports(), slug, given, sender=request.remote_addr or "")
    except prefill.PrefillRefused as refusal:
        return _refused(str(refusal), 400)
    except NotFound:
        return _refused(_("Cette démarche n’existe pas."), 404)
    except Throttled as refusal:
        return _refused(str(refusal), 429)
    return jsonify(_told(begun)), 201


def _told(begun: prefill.Begun) -> dict[str, Any]:
    """What became of each value. `url` is secret: it opens the draft."""
    return {
        "reference": begun.dossier.reference,
        "url": begun.url,
        "filled": list(begun.prefill.filled),
        "unfit": [
            {"path": one.path, "code": one.code, "message": one.message, "kept": one.kept}
            for one in begun.prefill.unfit
        ],
    }


def _refused(message: str, status: int) -> tuple[Response, int]:
    return jsonify({"error": message}), status
