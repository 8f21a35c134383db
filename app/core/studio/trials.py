"""Test dossiers: what a designer fills in to try a draft of a form. Marked, and met by nobody else.

A test belongs to a form and a service of its own names: no list, counter, figure, export or clock of the
real ones can come across it. It refuses to know who tries and where it is stored.
"""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from app.core import paths
from app.core.answers import judge
from app.core.definition import FormDefinition
from app.core.definition.plain_json import plain

Json = Any
_SERVICE = "essai:"  # a colon: no service has one in its name


def trial_slug(slug: str) -> str:
    """The form that tests of this one are of: no address leads there."""
    return f"essai-{sha256(slug.encode()).hexdigest()[:16]}"


def trial_service(service_id: str) -> str:
    """The service that tests are sent to: it has no agents."""
    return f"{_SERVICE}{service_id}"


def trial_document(document: Mapping[str, Json]) -> dict[str, Json]:
    """The draft as tests fill it in: the same, under the name of the tests."""
    return {**document, "slug": trial_slug(document["slug"])}


def recorded(definition: FormDefinition, answers: Mapping[str, Json], *, name: str, today: date) -> Json:
    """A scenario out of these answers: what happens today is what must happen at each publication."""
    verdict = judge(definition, answers, today=today)
    kept = plain(verdict.answers)
    worked_out = [one for one in _calculated(definition) if paths.get(kept, one) is not None]
    values = {path: paths.get(kept, path) for path in worked_out}
    for path in worked_out:
        paths.drop(kept, path)
    return {
        "name": name,
        "today": today.isoformat(),
        "answers": kept,
        "steps": [step.id for step in verdict.open_steps],
        "errors": {error.path: error.code for error in verdict.errors if error.path},
        "ineligible": verdict.ineligible is not None,
        **({"calculated": values} if values else {}),
    }


def _calculated(definition: FormDefinition) -> list[str]:
    """The paths that the server works out, rows apart: they are worked out again."""
    listed = (one["path"] for one in definition.raw.get("calculated", ()))
    return [path for path in listed if "[]" not in path]
