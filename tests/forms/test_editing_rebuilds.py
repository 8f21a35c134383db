"""cerfa-12156 from a blank page, with the builder's verbs alone: the same form, to the hash."""

from pathlib import Path
from typing import Any

from app.adapters.forms import read_json
from app.core.definition.parser import canonical_hash, parse
from app.core.definition.plain_json import plain
from app.core.definition.published_schema import published_schema
from app.core.editing import apply_all
from app.core.editing.blank import blank
from tests.core.editing.rebuilding import batches

Json = Any
SHIPPED = Path("forms_definitions/cerfa-12156/1.json")


def test_cerfa_12156_is_rebuilt_from_a_blank_page() -> None:
    wanted = plain(read_json(SHIPPED, "1.json"))
    wanted.pop("$schema")
    document = blank("cerfa-12156", "Une démarche", {"id": "service", "name": "Service"})
    for edits in batches(wanted):
        edited = apply_all(document, edits)
        document = edited.document
    rebuilt, shipped = edited.definition, parse(wanted, file="brouillon.json")
    assert published_schema(rebuilt) == published_schema(shipped)
    assert rebuilt.scenarios == shipped.scenarios
    assert canonical_hash(document) == canonical_hash(wanted)
