"""Is this document true? Anybody may ask, by the printed code, by the QR code, or with the file.

A file is read in the request and forgotten with it.
"""

from flask import Response, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from app.core.language import _
from app.usecases.documents import verifying
from app.usecases.documents.verifying import Confirmed, MarkRefused
from app.web.access import ports
from app.web.filters import size
from app.web.posted import only
from app.web.public.blueprint import blueprint

CODE, FILE = "code", "fichier"
LONGEST_CODE = 40  # characters given back in a page
KEYS_KEPT = 300  # seconds: a new key is known everywhere soon after


@blueprint.get("/verification")
def verification() -> str:
    """/verification · anyone"""
    return _entry()


@blueprint.post("/verification")
def verify() -> str | BaseResponse:
    """/verification · anyone: a code leads to its document, a file is compared with it"""
    only(request.form, CODE)
    code, given = request.form.get(CODE, "").strip(), request.files.get(FILE)
    content = given.stream.read(ports().max_upload + 1) if given is not None else b""
    where = FILE if content and not code else CODE
    try:
        if not content:
            return _led_to(code, given is not None and bool(given.filename))
        return _compared(content, code)
    except MarkRefused as refusal:
        return make_response(_entry(code, {where: str(refusal)}), 422)


@blueprint.get("/verification/<mark>")
def verified(mark: str) -> str | Response:
    """/verification/<mark> · anyone: a code, or the whole address of a QR code"""
    try:
        confirmed = verifying.by_address(ports(), mark, _sender())
    except MarkRefused as refusal:
        return make_response(_entry(mark, {CODE: str(refusal)}), 422)
    return _page(confirmed)


@blueprint.get("/.well-known/jwks.json")
def keys() -> Response:
    """/.well-known/jwks.json · anyone: the public keys, old ones too (JWK Set)"""
    answer = jsonify(verifying.published_keys(ports()))
    answer.mimetype = "application/jwk-set+json"
    answer.headers["Cache-Control"] = f"public, max-age={KEYS_KEPT}"
    return answer


def _led_to(code: str, empty_file: bool) -> BaseResponse:
    """A right code has an address of its own, which can be kept and opened again."""
    if empty_file and not code:
        raise MarkRefused(_("Ce fichier est vide. Choisissez le fichier PDF du document."))
    if not code:
        raise MarkRefused(_("Saisissez le code imprimé sur le document, ou choisissez son fichier."))
    found = verifying.by_code(ports(), code, _sender())
    return redirect(url_for("public.verified", mark=found.code), code=303)


def _compared(content: bytes, code: str) -> str:
    if len(content) > ports().max_upload:
        raise MarkRefused(_("Ce fichier dépasse {size}.").format(size=size(ports().max_upload)))
    found = verifying.compare(ports(), content, code, _sender())
    return _page(found.confirmed, found)


def _page(confirmed: Confirmed | None, comparison: verifying.Comparison | None = None) -> str:
    return render_template("public/verified.html", confirmed=confirmed, comparison=comparison, limit=_limit())


def _entry(code: str = "", errors: dict[str, str] | None = None) -> str:
    told = [(f"champ-{name}", error) for name, error in (errors or {}).items()]
    return render_template(
        "public/verification.html", code=code[:LONGEST_CODE], errors=errors or {}, page_errors=told,
        limit=_limit(),
    )  # fmt: skip


def _limit() -> str:
    return size(ports().max_upload)


def _sender() -> str:
    return request.remote_addr or ""
