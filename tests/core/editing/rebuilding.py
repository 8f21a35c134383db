"""The edits that make a shipped definition from a blank page: what a designer would do, page after page.

Nothing but verbs of the builder: the definition is read here to know what the designer wants.
"""

from collections.abc import Iterator
from typing import Any

from app.core.editing.blank import FIRST_QUESTION, FIRST_STEP
from app.core.editing.palette import made
from app.core.editing.properties import PROPERTIES
from app.core.field_types import kind_of

Json = Any
_ALL_OF_THE_FORM = ("calculated", "checks", "eligibility", "scenarios")


def batches(wanted: Json) -> Iterator[list[Json]]:
    """The edits, gathered as a designer's saves: the sheet, each page, the rules, the cases."""
    yield [
        {"verb": "set-sheet", "place": key, "value": wanted[key]}
        for key in (
            "title",
            "cerfa",
            "service",
            "legal",
            "start",
            "declaration",
            "workflow",
            "documents",
            "paper",
        )
        if key in wanted
    ]
    for number, step in enumerate(wanted["steps"]):
        yield list(_page(wanted, step, first=number == 0))
    yield list(_conditions(wanted))
    yield [{"verb": "set-chapters", "chapters": wanted.get("chapters", [])}]
    yield [
        {
            "verb": "set-formula",
            "question": formula["path"],
            **{k: v for k, v in formula.items() if k != "path"},
        }
        for formula in wanted.get("calculated", ())
    ]
    for part, verb in (("checks", "check"), ("eligibility", "eligibility"), ("scenarios", "scenario")):
        yield [
            {"verb": f"set-{verb}", "index": index, "value": value}
            for index, value in enumerate(wanted.get(part, ()))
        ]


def _page(wanted: Json, step: Json, *, first: bool) -> Iterator[Json]:
    if first:
        yield {"verb": "rename-step", "step": FIRST_STEP, "id": step["id"]}
        yield {"verb": "set-step-property", "step": step["id"], "property": "title", "value": step["title"]}
    for index, dress in enumerate(step["fields"]):
        schema, required = _found(wanted["schema"], dress["path"])
        asked = {
            "kind": kind_of(schema),
            "label": schema["title"],
            "path": dress["path"],
            "required": required,
        }
        if index or first:
            yield {"verb": "add-question", "to": {"step": step["id"]}, **asked}
        else:
            yield {"verb": "add-step", "title": step["title"], "id": step["id"], **asked}
        yield from _dressed(dress["path"], schema, dress)
    if first:
        yield {"verb": "delete-questions", "questions": [FIRST_QUESTION]}
    if "description" in step:
        value = step["description"]
        yield {"verb": "set-step-property", "step": step["id"], "property": "description", "value": value}


def _found(contract: Json, path: str) -> tuple[Json, bool]:
    *groups, name = path.split(".")
    for group in groups:
        contract = contract["properties"][group]
    return contract["properties"][name], name in contract.get("required", ())


def _dressed(path: str, schema: Json, dress: Json) -> Iterator[Json]:
    """What differs from the palette, property by property; then choices, lines, cells."""
    kind = kind_of(schema)
    assert kind is not None
    new_schema, new_dress = made(kind, schema["title"])
    for name, found in PROPERTIES.items():
        before, after = (new_schema, schema) if found.side == "schema" else (new_dress, dress)
        if (
            len(found.keys) == 1
            and before.get(found.keys[0]) != after.get(found.keys[0])
            and name != "options"
        ):
            value = after.get(found.keys[0])
            yield {"verb": "set-property", "question": path, "property": name, "value": value}
    listed = schema.get("items", schema)
    if "oneOf" in listed:
        text = "\n".join(f"{choice['const']} ; {choice['title']}" for choice in listed["oneOf"])
        yield {"verb": "paste-choices", "question": path, "text": text}
    if "options" in dress:
        yield {"verb": "set-property", "question": path, "property": "options", "value": dress["options"]}
    if kind == "amounts":
        lines = [{"name": name, "title": line["title"]} for name, line in schema["properties"].items()]
        yield {"verb": "set-lines", "question": path, "lines": lines}
    for cell in dress.get("fields", ()):
        below, required = _found(schema["items"], cell["path"])
        full = f"{path}[].{cell['path']}"
        yield {"verb": "add-question", "kind": kind_of(below), "label": below["title"], "path": full,
               "required": required, "to": {"rows": path}}  # fmt: skip
        yield from _dressed(full, below, cell)
    if "fields" in dress:
        yield {"verb": "delete-questions", "questions": [f"{path}[].{new_dress['fields'][0]['path']}"]}


def _conditions(wanted: Json) -> Iterator[Json]:
    for step in wanted["steps"]:
        if "when" in step:
            yield {"verb": "set-step-condition", "step": step["id"], "when": step["when"]}
        for dress in step["fields"]:
            if "when" in dress:
                yield {"verb": "set-condition", "question": dress["path"], "when": dress["when"]}
            for cell in dress.get("fields", ()):
                if "when" in cell:
                    full = f"{dress['path']}[].{cell['path']}"
                    yield {"verb": "set-condition", "question": full, "when": cell["when"]}
