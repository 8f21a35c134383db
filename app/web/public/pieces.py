"""Files of a dossier: taken from a step's post, and handed over to those who may read them."""

from collections.abc import Iterator, Set

from flask import Response

from app.core.answers import FieldError
from app.core.errors import FileRefused, NotFound
from app.usecases import attach
from app.usecases.filling import StepPage
from app.web.access import current_acting, may_open, ports
from app.web.posted import REMOVE_FILE, Posted
from app.web.public.blueprint import blueprint
from app.web.public.documents import on_duty_for


@blueprint.get("/pieces/<attachment_id>")
def piece(attachment_id: str) -> Response:
    """/pieces/<id> · holder, or agent of the service once it was sent"""
    found = attach.read(ports(), attachment_id)
    if not may_open(found.dossier.id) and not (found.sent and on_duty_for(found.dossier)):
        raise NotFound
    answer = Response(found.content, mimetype=found.attachment.media_type)
    # Always saved, never shown by the site: what somebody gave must not run in its name.
    answer.headers.set("Content-Disposition", "attachment", filename=found.attachment.name)
    return answer


def change(opened: StepPage, posted: Posted) -> tuple[FieldError, ...]:
    """Take away what the button says, keep each file that came, and tell those that were refused."""
    dossier_id, step_id = opened.dossier.id, opened.step.id
    if posted.action == REMOVE_FILE:
        attach.remove(ports(), dossier_id, posted.button.attachment_id, current_acting())
    errors: dict[str, FieldError] = {}
    for path, name, content in _received(posted, opened.verdict.visible):
        try:
            attach.add(ports(), dossier_id, step_id, path, name, content, current_acting())
        except FileRefused as refusal:
            errors.setdefault(path, FieldError(path, refusal.reason, str(refusal), step_id))
    return tuple(errors.values())


def _received(posted: Posted, visible: Set[str]) -> Iterator[tuple[str, str, bytes]]:
    """(path, name, content). A question that another window has hidden since asks for nothing any more."""
    for path in posted.files.keys() & visible:
        for item in posted.files[path]:
            # One byte more than the limit is enough to be refused.
            yield path, item.filename or "", item.stream.read(ports().max_upload + 1)
