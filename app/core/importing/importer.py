"""The road of an import: schema → questions → pages → a definition that the parser takes, and the report.

What the parser would still refuse is taken out and told, so that a definition that comes out always
works. It reads values: no file, no network, no clock.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.answers import judge
from app.core.closeness import suggestion
from app.core.definition import FormDefinition
from app.core.definition.parser import parse
from app.core.definition.plain_json import plain
from app.core.errors import DefinitionRefused, Problem
from app.core.findings import Findings
from app.core.importing.branches import compose
from app.core.importing.drafting import drafted
from app.core.importing.leaves import type_of
from app.core.importing.located import Located
from app.core.importing.merging import Merger
from app.core.importing.questions import Gathered, Spot
from app.core.importing.reader import Reader
from app.core.importing.references import References
from app.core.importing.repairs import repair
from app.core.importing.report import RULES, Report
from app.core.importing.samples import sample_answers
from app.core.importing.shapes import SHAPES
from app.core.language import _
from app.core.linting import lint
from app.core.scenarios import WITHOUT_TODAY

Json = Any
FILE = "brouillon.json"
_ROUNDS = 6
MOST_VALUES = 50_000  # of the whole file: what can be read and told in about a second


@dataclass(frozen=True, slots=True)
class Imported:
    """`definition` is None when nothing can be asked; `problems` then say why."""

    definition: Mapping[str, Json] | None
    report: Report
    problems: tuple[Problem, ...]


def import_schema(raw: Json, *, slug: str, file: str = "schema.json") -> Imported:
    """The draft of a form and the report of every keyword. Never raises, whatever the JSON."""
    report, findings = Report(), Findings(file)
    _refuse_what_is_no_schema(raw, findings)
    _refuse_what_is_too_large(raw, findings)
    if findings.problems:
        return Imported(None, report, tuple(findings.problems))
    gathered, reader = _gather(raw, report)
    definition = None
    if gathered.questions:
        definition = working(drafted(raw, slug, gathered.questions, reader.checks, report), report, findings)
    else:
        fix = _("Lisez le rapport : chaque mot-clé y est, avec sa raison.")
        findings.error("", "nothing-to-ask", _("Ce schéma ne demande rien que l’on puisse saisir."), fix)
    report.close(raw)
    return Imported(definition, report, tuple(findings.problems))


def _refuse_what_is_no_schema(raw: Json, findings: Findings) -> None:
    if not isinstance(raw, Mapping | bool):
        message = _("Un schéma est un objet JSON (ou true, ou false).")
        findings.error("", "not-a-schema", message, _("Vérifiez que c’est le bon fichier."))
    elif raw is False:
        message = _("Ce schéma n’accepte aucune réponse.")
        findings.error("", "nothing-to-ask", message, _("Vérifiez que c’est le bon fichier."))
    elif (
        isinstance(raw, Mapping)
        and raw
        and not (set(raw) & RULES)
        and not any(str(key).startswith("$") or key in ("id", "definitions") for key in raw)
    ):
        fix = next((found for key in raw if (found := suggestion(str(key)[:80], RULES))), "")
        message = _("Aucun mot-clé de JSON Schema dans ce fichier.")
        findings.error("", "not-a-schema", message, fix or _("Vérifiez que c’est le bon fichier."))


def _refuse_what_is_too_large(raw: Json, findings: Findings) -> None:
    """Counted level by level, without recursion, and no further than the limit."""
    level, read = [raw], 0
    while level and read <= MOST_VALUES:
        read += len(level)
        level = [below for value in level for below in _below(value)]
    if read > MOST_VALUES:
        message = _("Ce schéma dépasse {n} valeurs.").format(n=MOST_VALUES)
        findings.error("", "too-large", message, _("Découpez le schéma en plusieurs démarches."))


def _below(value: Json) -> Iterable[Json]:
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, list) else ()


def _gather(raw: Json, report: Report) -> tuple[Gathered, Reader]:
    merger = Merger(References(raw), report)
    reader = Reader(merger, report, SHAPES, compose)
    known = Gathered()
    root = Located(raw, "")
    merged = merger.merge([root])
    spot = Spot(active=frozenset(merged.pointers))
    if type_of(merged, report) == "object":
        reader.object(merged, spot, known)
    else:  # an answer that is no object stands alone in one
        reader.property("reponse", [root], Spot(), known, required=True)
    return known, reader


def working(draft: dict[str, Json], report: Report, findings: Findings) -> Mapping[str, Json] | None:
    """The draft without what the parser refuses; None, with the problems, when that is everything."""
    problems: Sequence[Problem] = ()
    for _round in range(_ROUNDS):
        try:
            definition = parse(draft, file=FILE)
            problems = [found for found in lint(definition, file=FILE) if found.severity == "error"]
            if not problems:
                return _with_scenarios(draft, definition)
        except DefinitionRefused as refused:
            problems = refused.problems
        if not repair(draft, problems, report):
            break
    findings.problems.extend(problems[:20])
    return None


def _with_scenarios(draft: dict[str, Json], definition: FormDefinition) -> Mapping[str, Json]:
    """Two cases to begin with: nothing answered, and everything, where answers could be made up."""
    cases = [_case(definition, _("Rien n’est rempli"), {})]
    full = judge(definition, sample_answers(definition), today=WITHOUT_TODAY)
    if full.answers and not judge(definition, full.answers, today=WITHOUT_TODAY).errors:
        cases.append(_case(definition, _("Tout est rempli"), dict(full.answers)))
    return plain(draft | {"scenarios": cases})  # type: ignore[no-any-return]


def _case(definition: FormDefinition, name: str, answers: dict[str, Json]) -> dict[str, Json]:
    verdict = judge(definition, answers, today=WITHOUT_TODAY)
    return {
        "name": name,
        "today": WITHOUT_TODAY.isoformat(),
        "answers": answers,
        "steps": [step.id for step in verdict.open_steps],
        "errors": {error.path: error.code for error in verdict.errors if error.path},
    }
