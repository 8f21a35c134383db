"""Every schema of the official JSON Schema tests becomes a form or a reason, quickly and without a traceback.

The tests travel in the sources of `jsonschema`; scripts/setup.sh unpacks them for `make test`.
"""

from collections.abc import Iterator
from datetime import date
from json import dumps, loads
from pathlib import Path
from time import process_time
from typing import Any

import jsonschema_rs
import pytest

from app.core.answers import judge
from app.core.definition.parser import parse
from app.core.importing.importer import FILE, import_schema
from app.core.importing.located import occurrences
from app.core.importing.report import ENFORCED, IGNORED, REFUSED, RENDERED

Json = Any
SUITE = Path(__file__).parents[2] / ".venv" / "share" / "json-schema-suite"
DRAFTS = {"draft4": 150, "draft6": 200, "draft7": 250, "draft2019-09": 350, "draft2020-12": 350}
VALIDATORS = {
    "draft4": jsonschema_rs.Draft4Validator,
    "draft6": jsonschema_rs.Draft6Validator,
    "draft7": jsonschema_rs.Draft7Validator,
    "draft2019-09": jsonschema_rs.Draft201909Validator,
    "draft2020-12": jsonschema_rs.Draft202012Validator,
}
SECONDS = 2
ALONE = "reponse"  # where an answer that is no object stands


def cases(draft: str, files: str = "**/*.json") -> Iterator[tuple[str, Json]]:
    for path in sorted((SUITE / draft).glob(files)):
        for case in loads(path.read_text(encoding="utf-8")):
            yield f"{path.name}: {case['description']}", case


def schemas(draft: str) -> Iterator[tuple[str, Json]]:
    return ((name, case["schema"]) for name, case in cases(draft))


@pytest.mark.parametrize("draft", DRAFTS)
def test_every_schema_of_the_official_tests_ends_with_a_report(draft: str) -> None:
    """Missing tests are a failure, not a skip: run scripts/setup.sh test."""
    seen = forms = 0
    for name, schema in schemas(draft):
        before = dumps(schema)
        began = process_time()
        found = import_schema(schema, slug="essai")
        assert process_time() - began < SECONDS, name
        assert dumps(schema) == before, name
        if found.definition is None:
            assert {problem.code for problem in found.problems} <= {"nothing-to-ask", "not-a-schema"}, name
        else:
            parse(found.definition, file=FILE)
            forms += 1
        if found.report.entries:
            told = [(entry.pointer, entry.keyword) for entry in found.report.entries]
            assert told == list(occurrences(schema)), name
            assert {e.status for e in found.report.entries} <= {RENDERED, ENFORCED, IGNORED, REFUSED}, name
            assert all(entry.reason for entry in found.report.entries if entry.status == REFUSED), name
        seen += 1
    assert seen >= DRAFTS[draft]
    assert forms > seen / 2


@pytest.mark.parametrize("draft", DRAFTS)
def test_what_the_form_accepts_the_schema_accepts_unless_the_report_refused_a_keyword(draft: str) -> None:
    judged = 0
    for name, case in cases(draft, "*.json"):  # the optional tests are of other tastes
        found = import_schema(case["schema"], slug="essai")
        refused = any(entry.status == REFUSED for entry in found.report.entries)
        original = compiled(draft, case["schema"])
        if found.definition is None or refused or original is None:
            continue
        form = parse(found.definition, file=FILE)
        alone = ALONE in form.schema["properties"]
        for test in case["tests"]:
            data = {ALONE: test["data"]} if alone else test["data"]
            if not isinstance(data, dict):
                continue
            verdict = judge(form, data, today=date(2026, 1, 15))
            kept = verdict.answers.get(ALONE) if alone else verdict.answers
            judged += 1
            if not verdict.errors and kept is not None:
                assert original.is_valid(kept), f"{name}: {test['description']}: {kept}"
    assert judged > 200


def compiled(draft: str, schema: Json) -> Any:
    """The validator of the original, None when it looks elsewhere or is no schema."""
    try:
        return VALIDATORS[draft](schema, offline=True)
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError):
        return None
