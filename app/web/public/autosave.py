"""The page saves a few of its fields by itself while it is filled in; the answer is JSON for its script.

The post is read like that of the page, with the same rights. It refuses to reproach and to lead anywhere.
"""

from typing import Any

from flask import Response, current_app, jsonify, make_response, request

from app.core.definition import Step
from app.core.errors import GuichetError, Throttled
from app.usecases.fill import autosave as autosaving
from app.usecases.fill.autosave import Autosaved
from app.usecases.fill.keeping import Given
from app.web.access import current_acting, open_dossier, ports
from app.web.errors import STATUS
from app.web.filters import FILTERS
from app.web.posted import Posted, collect
from app.web.public.blueprint import blueprint
from app.web.public.conflict import sides
from app.web.public.renewal import autosave_late, is_late

MOST = 240  # saves of one draft in a minute, by process: nobody types so fast
MINUTE = 60


@blueprint.post("/dossiers/<reference>/etapes/<step_id>/enregistrement-auto")
def autosave(reference: str, step_id: str) -> Response:
    """/dossiers/<reference>/etapes/<step>/enregistrement-auto · holder: saves a few fields, answers JSON"""
    dossier_id = open_dossier(reference)
    if is_late():
        return autosave_late(dossier_id, step_id)
    posts: list[Posted] = []

    def given(step: Step) -> Given:
        posts.append(collect(step, request.form, request.files))
        return posts[-1].typed, posts[-1].based_on

    try:
        _require_patience(dossier_id)
        kept = autosaving.save(ports(), dossier_id, step_id, given, current_acting())
    except GuichetError as refusal:
        return _refused(refusal)
    return _told(kept, posts[-1])


def _told(kept: Autosaved, posted: Posted) -> Response:
    paths = {now: path for path, now in kept.moved.items()}  # the page numbers rows as it shows them
    given = {kept.moved.get(path, path): typed for path, typed in posted.typed.items()}
    conflicts = [
        {
            "path": paths[side.path],
            "name": side.name,
            "yours": side.yours,
            "theirs": side.theirs,
            "mark": side.mark,
            "inputs": {
                paths[side.path] + name.removeprefix(side.path): held
                for name, held in side.their_inputs.items()
            },
        }
        for side in sides(kept.step, kept.dossier, given, kept.conflicts)
    ]
    told: dict[str, Any] = {
        "revision": kept.dossier.revision,
        "saved": [paths[path] for path in kept.saved],
        "not_understood": {paths[path]: message for path, message in kept.not_understood.items()},
        "conflicts": conflicts,
        "lost": kept.lost,
        "marks": {paths[path]: mark for path, mark in kept.marks.items()},
        "at": FILTERS["hour"](kept.dossier.updated_at),
    }
    status = 409 if conflicts or kept.lost else 422 if kept.not_understood else 200
    return make_response(jsonify(told), status)


def _refused(refusal: GuichetError) -> Response:
    """The reason, for the script to say; what the table does not know is a failure like any other."""
    status = next((STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS), None)
    if status is None:
        raise refusal
    response = make_response(jsonify({"error": refusal.code, "message": str(refusal)}), status)
    if isinstance(refusal, Throttled):
        response.headers["Retry-After"] = str(refusal.retry_in)
    return response


def _require_patience(dossier_id: str) -> None:
    """Counted in memory and forgotten each minute: a count in the database would double what a save costs."""
    counts: dict[str, int] = current_app.extensions.setdefault("autosaves", {})
    minute = int(ports().clock.now().timestamp()) // MINUTE
    if counts.get("minute") != minute:
        counts.clear()
        counts["minute"] = minute
    counts[dossier_id] = counts.get(dossier_id, 0) + 1
    if counts[dossier_id] > MOST:
        raise Throttled(MINUTE)
