"""The data contract of a form, for programs that read or write its answers: nothing about anybody."""

from json import dumps

from flask import Response, request
from werkzeug.wrappers import Response as Answer

from app.core.definition.published_schema import published_schema
from app.web.access import ports
from app.web.public.blueprint import blueprint

HOUR = 3600


@blueprint.get("/demarches/<slug>/schema.json")
def published(slug: str) -> Answer:
    """/demarches/<slug>/schema.json · anyone"""
    definition = ports().forms.current(slug)
    # Bounds and steps have few digits: as floats they are written as their author wrote them.
    told = dumps(published_schema(definition), ensure_ascii=False, indent=2, default=float)
    response = Response(told, mimetype="application/schema+json")
    response.cache_control.public = True
    response.cache_control.max_age = HOUR
    response.set_etag(definition.hash)
    return response.make_conditional(request)
