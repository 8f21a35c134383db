"""Hostile and clumsy answers as data: `clumsy_inputs/<kind>.json`, one file a kind, one line a case.

    {"schema": {…}, "cases": [
      {"typed": "06 39", "message": "Saisissez …"},       what a person types in the one input
      {"typed": {"jour": "31", "mois": "2"}, "message": …}, or in the inputs of a kind with several
      {"given": [{}], "value": [{}]},                       what a program gives, where nothing is typed
      {"typed": "A", "times": 1000000, "message": …}]}      the text so many times

Each case has the `value` that is kept (null: no answer) or the `message` that is shown, after the whole
way of an answer: read, judged by the kind and by the schema. To begin the file of a new kind:

    python -m tests.core.field_types.clumsy KIND '{"type": "string", "format": "…"}' > …/KIND.json

then read every line, add what this kind is clumsy with, and mend the kind where an outcome is not right.
"""

import json
import sys
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from unicodedata import combining

from app.adapters.reference import ReferenceFile
from app.core import answers, paths
from app.core.definition import Field, FormDefinition
from app.core.definition.schema_reading import options_of
from app.core.field_types import FIELD_TYPES
from app.core.places import install
from app.core.reading import read
from tests.core.form_building import a_field, a_form, a_repeat, a_step

Json = Any
FOLDER = Path(__file__).parent / "clumsy_inputs"
TODAY = date(2026, 11, 25)
TABLES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}
LEAST = 20  # cases a kind
GIANT = 100_000  # repetitions from which a case is slow: see tests/hostile
COMMON: tuple[tuple[str, int], ...] = (
    ("", 1), ("   ", 1), ("\u00a0\u202f\u2009", 1), ("\x00", 1), ("\u200b\ufeff", 1), ("\u202e\u2066", 1),
    ("\r\n\t", 1), ("０", 1), ("１２３", 1), ("١٢٣", 1), ("-1", 1), ("1e309", 1), ("NaN", 1), ("null", 1),
    ("'; DROP TABLE dossiers; --", 1), ("<script>alert(1)</script>", 1), ("=cmd|' /C calc'!A0", 1),
    ("+1+1", 1), ("@SUM(A1)", 1), ("{{7*7}}", 1), ("${jndi:ldap://x}", 1), ("../../etc/passwd", 1),
    ("💥", 1), ("e\u0301", 1), ("12 kg", 1), ("31/02/2026", 1), ("\u202e321", 1), ("a\x00b", 1),
    ("A", 1_000_000), ("1", 1_000_000), (" ", 1_000_000), ("1 ", 500_000), ("é\u0301", 500_000),
)  # fmt: skip


def differences(kind: str, *, giant: bool) -> list[Json]:
    """(case, outcome) wherever the table of this kind says something else; the giant cases, or all others."""
    table = TABLES[kind]
    found = []
    for case in table["cases"]:
        expected = {name: case[name] for name in ("value", "message") if name in case}
        assert len(expected) == 1, "a case expects a value or a message"
        if (case.get("times", 1) >= GIANT) == giant:
            came = outcome(kind, table["schema"], case)
            if came != expected:
                found.append((_visible(case)[:300], _visible(came)[:300]))
    return found


def outcome(kind: str, schema: Json, case: Json) -> Json:
    """{"value": …} or {"message": …}: what becomes of the answer."""
    field, form = _asking(kind, json.dumps(schema))
    working: dict[str, Json] = {}
    typed: Json = {}
    if "typed" in case:
        found = read((field,), {"a": _typed(kind, case)})
        typed = found.typed
        if found.values.get("a") is not None:
            paths.put(working, "a", found.values["a"])
    else:
        working = {"a": case["given"] * case.get("times", 1) if "times" in case else case["given"]}
    verdict = answers.judge(form, working, today=TODAY, typed=typed)
    if verdict.errors:
        return {"message": verdict.errors[0].message}
    return {"value": _plain(verdict.answers.get("a"))}


@lru_cache(maxsize=64)
def _asking(kind: str, schema_text: str) -> tuple[Field, FormDefinition]:
    """The question and its form: compiled once for all the cases of a table."""
    schema = json.loads(schema_text)
    if kind == "repeat":
        field = a_repeat("a", a_field("b"), limits=dict(schema))
    else:
        field = a_field("a", schema, label="Réponse", kind=kind, options=options_of(schema, {}))
    return field, a_form(a_step("etape", field))


def _typed(kind: str, case: Json) -> dict[str, tuple[str, ...]]:
    given, times = case["typed"], case.get("times", 1)
    first = next(iter(FIELD_TYPES[kind].parts), "")
    parts = given if isinstance(given, dict) else {first: given}
    return {part: tuple(text) if isinstance(text, list) else (text * times,) for part, text in parts.items()}


def _plain(value: Json) -> Json:
    """As JSON writes it: a decimal is told apart from a text, and keeps its digits."""
    return {"decimal": str(value)} if isinstance(value, Decimal) else value


def draft(kind: str, schema: Json, more: tuple[Json, ...] = ()) -> str:
    """The file of a kind with the common cases and some more, as things stand."""
    asked = [{"typed": text, **({"times": times} if times > 1 else {})} for text, times in COMMON]
    cases = [{**case, **outcome(kind, schema, case)} for case in (*asked, *more)]
    return written(schema, cases)


def written(schema: Json, cases: list[Json]) -> str:
    """The text of a table; what nobody sees is written as an escape."""
    lines = ",\n".join("  " + _visible(case) for case in cases)
    return f'{{"schema": {_visible(schema)}, "cases": [\n{lines}\n]}}\n'


def _visible(value: Json) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return "".join(
        char if char.isprintable() and not combining(char) else f"\\u{ord(char):04x}" for char in text
    )


if __name__ == "__main__":
    install(ReferenceFile())
    sys.stdout.write(draft(sys.argv[1], json.loads(sys.argv[2])))
