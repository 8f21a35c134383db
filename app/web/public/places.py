"""Communes proposed while one types, and where the data on places come from.

The proposals are open data: anybody may ask, nothing is kept. Without script, the page that comes back asks.
"""

from flask import Response, current_app, jsonify, make_response, render_template, request

from app.core.conditions.values import as_date
from app.core.errors import Throttled
from app.core.field_types.commune import choice_of
from app.core.places import Found, known
from app.core.places.search import LONGEST, in_postcode, suggest
from app.web.access import ports
from app.web.public.blueprint import blueprint

MOST = 1200  # questions of one address in a minute, by process: a whole library behind one line
MINUTE = 60
A_DAY = 86400


@blueprint.get("/reference/communes")
def communes() -> Response:
    """/reference/communes?q= · anyone: ten communes at most, as JSON; `code_postal` narrows them"""
    _require_patience(request.remote_addr or "")
    text = request.args.get("q", "")[:LONGEST]
    postcode = request.args.get("code_postal", "")[:5]
    found = in_postcode(known(), text, postcode) if postcode else suggest(known(), text)
    response = make_response(jsonify([_told(one) for one in found]))
    response.headers["Cache-Control"] = f"public, max-age={A_DAY}"
    return response


def _told(found: Found) -> dict[str, object]:
    option, commune = choice_of(found), found.commune
    whole = known().commune(commune.parent) or commune
    return {
        "code": option.value,
        "label": option.title,
        "hint": option.hint,
        "name": whole.name,
        "postcodes": commune.postcodes,
    }


@blueprint.get("/sources")
def sources() -> str:
    """/sources · anyone: where the reference data come from"""
    source = known().source
    return render_template("public/sources.html", source=source, day=as_date(source.date))


def _require_patience(sender: str) -> None:
    """Counted in memory and forgotten each minute, like the saves of fields."""
    counts: dict[str, int] = current_app.extensions.setdefault("communes", {})
    minute = int(ports().clock.now().timestamp()) // MINUTE
    if counts.get("minute") != minute:
        counts.clear()
        counts["minute"] = minute
    counts[sender] = counts.get(sender, 0) + 1
    if counts[sender] > MOST:
        raise Throttled(MINUTE)
