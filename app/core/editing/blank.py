"""A blank page: the smallest definition that the parser takes, with what is left to write marked.

One step and one question, for a form without any asks nothing.
"""

from typing import Any

from app.core.importing.labels import TO_WRITE
from app.core.language import _

Json = Any
FIRST_STEP, FIRST_QUESTION = "etape-1", "question"


def blank(slug: str, title: str, service: Json) -> Json:
    """The document of version 1. `service` is {"id", "name"…}, as definitions have it."""
    return {
        "format": 1,
        "slug": slug,
        "version": 1,
        "title": title,
        "service": dict(service),
        "legal": {"basis": _("Fondement") + f" {TO_WRITE}", "silence": {"rule": "aucune"}},
        "schema": {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object",
            "properties": {
                FIRST_QUESTION: {"type": "string", "maxLength": 200, "title": _("Votre question")}
            },
        },
        "steps": [{"id": FIRST_STEP, "title": _("Première étape"), "fields": [{"path": FIRST_QUESTION}]}],
        "workflow": "instruction",
        "documents": {"form": "cerfa", "receipt": "accuse-reception", "decision": "decision"},
    }
