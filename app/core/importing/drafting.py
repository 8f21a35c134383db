"""Writes the draft of a definition from gathered questions: contract, steps, and texts left to write."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.core.importing.labels import TO_WRITE, bare, one_line
from app.core.importing.ordering import Page, chapters, ordered, pages, step_ids
from app.core.importing.questions import Question
from app.core.importing.report import Report
from app.core.language import _

Json = Any


def drafted(
    raw: Json,
    slug: str,
    questions: Sequence[Question],
    checks: Sequence[Json],
    report: Report,
    given: Sequence[Page] = (),
) -> dict[str, Json]:
    """A whole definition; what only people can say is marked. `given`: pages that were chosen."""
    in_order = [question for page in given for question in page.questions] or ordered(questions)
    found = list(given) or pages(in_order)
    ids = step_ids(found)
    steps = [
        {"id": id_, "title": page.title, "fields": [_dress(question) for question in page.questions]}
        for id_, page in zip(ids, found, strict=True)
    ]
    parts = chapters(ids)
    told = raw.get("title") if isinstance(raw, Mapping) else None
    title = one_line(told) if isinstance(told, str) else ""
    report.labels[:0] = _texts()
    return {
        "format": 1,
        "slug": slug,
        "version": 1,
        "title": title or _("Démarche") + f" {TO_WRITE}",
        "service": {"id": "service", "name": _("Service") + f" {TO_WRITE}"},
        "legal": {"basis": _("Fondement") + f" {TO_WRITE}", "silence": {"rule": "aucune"}},
        "schema": contract(in_order),
        "steps": steps,
        **({"chapters": parts} if parts else {}),
        **({"checks": list(checks)[:100]} if checks else {}),
        "workflow": "instruction",
        "documents": {"form": "cerfa", "receipt": "accuse-reception", "decision": "decision"},
    }


def _texts() -> list[tuple[str, str]]:
    return [
        ("/service", _("Le service et ses coordonnées.")),
        (
            "/legal",
            _("Le fondement, les finalités, les destinataires, la conservation, le silence."),
        ),
        ("/start", _("Le résumé, la durée, ce qui se passe ensuite.")),
        ("/declaration", _("La déclaration à cocher avant l’envoi.")),
        ("/steps", _("Les titres d’étapes marqués « à renommer ».")),
    ]


def _dress(question: Question) -> dict[str, Json]:
    name = question.path
    dress: dict[str, Json] = {"path": name}
    if question.short or question.label.rstrip().endswith(("?", TO_WRITE)):
        dress["short"] = one_line(question.short or bare(question.label).rstrip(" ?"), 200) or name
    if question.hint:
        dress["hint"] = question.hint
    when = question.when()
    if when is not None:
        dress["when"] = when
    if question.cells:
        dress["fields"] = [_dress(cell) for cell in ordered(question.cells)]
        dress["row_label"] = one_line(bare(question.label), 60)
    return dress


def contract(questions: Sequence[Question]) -> dict[str, Json]:
    """The data contract of these questions: objects again, from paths."""
    root: dict[str, Json] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": {},
    }  # fmt: skip
    for question in questions:
        *parents, name = question.path.split(".")
        here: Json = root
        for parent in parents:
            here = here["properties"].setdefault(parent, {"type": "object", "properties": {}})
        here["properties"][name] = _schema(question)
        if question.required:
            here.setdefault("required", []).append(name)
    return root


def _schema(question: Question) -> dict[str, Json]:
    schema: dict[str, Json] = {"title": question.label} | question.schema
    if question.cells:
        row = contract(question.cells)
        del row["$schema"]
        schema["items"] = row
    return schema
