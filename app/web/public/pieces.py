"""Files of a dossier: taken from a step's post or piece by piece, handed over to those who may have them.

The pieces are a road of the page's script alone; whatever it brings is judged as any other file.
"""

from collections.abc import Iterator
from typing import BinaryIO

from flask import Response, jsonify, make_response, request, stream_with_context

from app.core.answers import FieldError
from app.core.errors import FileRefused, GuichetError, NotFound, Throttled, UnknownAnswers
from app.core.rows.ids import PageRows
from app.core.rows.placing import where
from app.usecases.fill import attach, piecemeal
from app.usecases.fill.attach import GivenFile
from app.usecases.fill.filling import StepPage
from app.usecases.ports import PictureRefused
from app.web.access import current_acting, may_open, open_dossier, ports
from app.web.buttons import REMOVE_FILE
from app.web.errors import STATUS
from app.web.posted import Posted, page_rows
from app.web.public.blueprint import blueprint
from app.web.public.documents import on_duty_for
from app.web.public.opinion import shown_to_expert
from app.web.streams import chunks

MOST_DIGITS = 12


@blueprint.get("/pieces/<attachment_id>")
def piece(attachment_id: str) -> Response:
    """/pieces/<id> · holder; once it was sent, agent of the service, or expert who is asked"""
    found, stream = _handed_over(attachment_id)
    answer = Response(stream_with_context(chunks(stream)), mimetype=found.attachment.media_type)
    answer.content_length = found.attachment.size
    # Always saved, never shown by the site: what somebody gave must not run in its name.
    answer.headers.set("Content-Disposition", "attachment", filename=found.attachment.name)
    return answer


@blueprint.get("/pieces/<attachment_id>/vignette")
def thumbnail(attachment_id: str) -> Response:
    """/pieces/<id>/vignette · as the file itself: a small picture drawn by us, for pictures only"""
    found, stream = _handed_over(attachment_id)
    with stream:
        if not found.attachment.media_type.startswith("image/"):
            raise NotFound
        try:
            small = ports().pictures.thumbnail(stream)
        except PictureRefused:
            raise NotFound from None
    answer = Response(small, mimetype="image/jpeg")
    answer.headers.set("Content-Disposition", "inline")
    return answer


def _handed_over(attachment_id: str) -> tuple[GivenFile, BinaryIO]:
    """The file and its content, for whoever may have them."""
    found = attach.read(ports(), attachment_id)
    own = may_open(found.dossier.id)
    if not own and not (found.sent and (on_duty_for(found.dossier) or shown_to_expert(found.attachment))):
        raise NotFound
    return found, attach.content(ports(), found, own=own)


# --- in one post, with the answers ------------------------------------------------------------


def change(opened: StepPage, posted: Posted) -> tuple[FieldError, ...]:
    """Take away what the button says, keep each file that came, and tell those that were refused."""
    dossier_id, step_id = opened.dossier.id, opened.step.id
    if posted.action == REMOVE_FILE:
        attach.remove(ports(), dossier_id, posted.button.attachment_id, current_acting())
    errors: dict[str, FieldError] = {}
    for path, name, stream in _received(posted):
        try:
            attach.add(
                ports(), dossier_id, step_id, path, name, chunks(stream), current_acting(),
                rows=posted.based_on.rows,
            )  # fmt: skip
        except FileRefused as refusal:
            now = where(path, posted.based_on, opened.dossier) or path
            errors.setdefault(now, FieldError(now, refusal.reason, str(refusal), step_id))
        except UnknownAnswers:
            continue  # another window has hidden the question since: it asks for nothing any more
    return tuple(errors.values())


def _received(posted: Posted) -> Iterator[tuple[str, str, BinaryIO]]:
    """(path, name, stream)."""
    for path, items in posted.files.items():
        for item in items:
            yield path, item.filename or "", item.stream  # type: ignore[misc]


# --- piece by piece ---------------------------------------------------------------------------


@blueprint.post("/dossiers/<reference>/etapes/<step_id>/envois")
def begin_upload(reference: str, step_id: str) -> Response:
    """/dossiers/<reference>/etapes/<step>/envois · holder: room for a file (path, size), answers its id"""
    dossier_id = open_dossier(reference)
    try:
        size = _number(request.form.get("size"))
        path = request.form.get("path", "")
        id_ = piecemeal.begin(ports(), dossier_id, step_id, path, size, current_acting(), rows=_rows())
    except GuichetError as refusal:
        return _refused(refusal)
    return make_response(jsonify(id=id_, offset=0, piece=piecemeal.PIECE), 201)


@blueprint.route("/dossiers/<reference>/envois/<upload_id>", methods=["GET", "PATCH", "DELETE"])
def upload(reference: str, upload_id: str) -> Response:
    """/dossiers/<reference>/envois/<id> · holder: where it stands, the next piece, or no more of it"""
    dossier_id = open_dossier(reference)
    try:
        if request.method == "DELETE":
            piecemeal.cancel(ports(), dossier_id, upload_id)
            return make_response("", 204)
        if request.method == "GET":
            return jsonify(offset=piecemeal.offset(ports(), dossier_id, upload_id))
        at = _number(request.headers.get("Upload-Offset"))
        content = request.stream.read(piecemeal.PIECE + 1)
        end = piecemeal.append(ports(), dossier_id, upload_id, at, content)
    except GuichetError as refusal:
        return _refused(refusal)
    return make_response(jsonify(offset=end), 200 if end == at + len(content) else 409)


@blueprint.post("/dossiers/<reference>/etapes/<step_id>/envois/<upload_id>")
def finish_upload(reference: str, step_id: str, upload_id: str) -> Response:
    """/dossiers/<reference>/etapes/<step>/envois/<id> · holder: all has arrived, judge it (path, name)"""
    dossier_id = open_dossier(reference)
    path, name = request.form.get("path", ""), request.form.get("name", "")
    try:
        given = piecemeal.finish(
            ports(), dossier_id, upload_id, step_id, path, name, current_acting(), rows=_rows()
        )
    except GuichetError as refusal:
        return _refused(refusal)
    return make_response(jsonify(id=given.id, name=given.name), 201)


def _rows() -> PageRows:
    """The rows of the page that sends, for the question may be in one of them."""
    return page_rows(request.form.get("_rows", ""))


def _refused(refusal: GuichetError) -> Response:
    """The sentence of the refusal, for the script to show beside the question."""
    status = next((STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS), None)
    if status is None:
        raise refusal
    answer = make_response(jsonify(error=refusal.code, message=str(refusal)), status)
    if isinstance(refusal, Throttled):
        answer.headers["Retry-After"] = str(refusal.retry_in)
    return answer


def _number(text: str | None) -> int:
    """A whole number that somebody may have made up."""
    if text is None or len(text) > MOST_DIGITS or not (text.isascii() and text.isdecimal()):
        raise UnknownAnswers(["size"])
    return int(text)
