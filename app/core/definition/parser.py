"""From the JSON of a definition file to a `FormDefinition`, or to every reason why not.

It reads values, never files. What is merely unwise is told by `linting`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from json import dumps
from typing import Any

from app.core.closeness import suggestion
from app.core.definition import (
    Annotations,
    Calculated,
    Cerfa,
    Chapter,
    Check,
    Eligibility,
    FormDefinition,
    Legal,
    Scenario,
    Service,
    Silence,
    Start,
    Step,
)
from app.core.definition.annotations_reading import read_annotations
from app.core.definition.chapter_reading import read_chapters
from app.core.definition.contract_rules import check_contract
from app.core.definition.expression_rules import Expressions
from app.core.definition.field_reading import StepReader
from app.core.definition.memory import Shelf
from app.core.definition.plain_json import plain
from app.core.definition.rules import check_rules
from app.core.definition.schema_reading import read_leaves
from app.core.definition.shape import check_shape
from app.core.errors import DefinitionRefused
from app.core.findings import Findings
from app.core.language import _

Json = Any


@dataclass(frozen=True, slots=True)
class Memory:
    """What was read last of one form, for the next reading of it."""

    leaves: Shelf = field(default_factory=Shelf)
    questions: Shelf = field(default_factory=Shelf)
    annotations: Shelf = field(default_factory=Shelf)
    expressions: Expressions = field(default_factory=Expressions)

    def again(self) -> "Memory":
        """What was read this time, to read again; several may read from one memory at once."""
        return Memory(
            self.leaves.again(), self.questions.again(), self.annotations.again(), self.expressions.again()
        )

    def close(self) -> None:
        """The reading is over."""
        for kept in (self.leaves, self.questions, self.annotations, self.expressions):
            kept.close()


def parse(raw: Json, *, file: str) -> FormDefinition:
    """The definition, immutable. Raises DefinitionRefused with every problem of the first layer that has
    some (shape, contract, steps, rules), each with its pointer.

    `raw` is parsed JSON, with non-integers as Decimal or float. A file named
    "<slug>/<version>.json" must hold that slug and that version.
    """
    leaves, questions, annotations = (Shelf(keeps=False) for _shelf in range(3))
    return _read(raw, file, Memory(leaves, questions, annotations, Expressions(keeps=False)))


def reread(raw: Json, *, file: str, before: Memory) -> tuple[FormDefinition, Memory]:
    """The very same, with what was read last of the form: what has not changed is not read again. And what to
    give to the next reading. Raises DefinitionRefused as `parse` does."""
    memory = before.again()
    try:
        definition = _read(raw, file, memory)
    except DefinitionRefused:
        return parse(raw, file=file), Memory()  # which tells every problem, in its order
    memory.close()
    return definition, memory


def _read(raw: Json, file: str, memory: Memory) -> FormDefinition:
    findings = Findings(file)
    check_shape(raw, findings)
    _go_on(findings)
    _check_file_name(raw, findings)
    leaves = read_leaves(raw["schema"], findings, memory.leaves)
    check_contract(memory.leaves.fresh, findings)
    _go_on(findings)
    formulas = {formula["path"]: formula["value"] for formula in raw.get("calculated", ())}
    steps = StepReader(formulas, findings, memory.questions).steps(raw["steps"], leaves)
    _go_on(findings)
    check_rules(raw, steps, findings, memory.expressions)
    chapters = read_chapters(raw.get("chapters", ()), steps, findings)
    annotations = read_annotations(raw, findings, memory.annotations)
    _go_on(findings)
    kept = plain(raw, {**memory.leaves.plain, **memory.questions.plain, **memory.annotations.plain})
    return _definition(raw, kept, steps, chapters, annotations)


def _go_on(findings: Findings) -> None:
    """One layer at a time: what rests on a broken layer would only repeat its problems."""
    if findings.problems:
        raise DefinitionRefused(findings.problems)


def canonical_hash(raw: Json) -> str:
    """SHA-256 (hexadecimal) of the canonical JSON: sorted keys, no spaces, UTF-8, 1.0 written 1."""
    return _hash_of(plain(raw))


def _hash_of(document: Json) -> str:
    """The same for a document of plain JSON."""
    text = dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _check_file_name(raw: Mapping[str, Json], findings: Findings) -> None:
    """Names that are no version number ("brouillon.json") bind to nothing."""
    *folders, name = findings.file.replace("\\", "/").split("/")
    stem = name.removesuffix(".json")
    if not stem.isdecimal():
        return
    if stem != str(raw["version"]):
        message = _("Ce fichier s’appelle {name} mais contient la version {version}.")
        fix = _("Renommez le fichier en {version}.json, ou corrigez « version ».")
        findings.error(
            "/version",
            "misplaced-file",
            message.format(name=name, version=raw["version"]),
            fix.format(version=raw["version"]),
        )
    if folders and folders[-1] != raw["slug"]:
        message = _("Ce fichier est dans le dossier « {folder} » mais contient « {slug} ».")
        fix = suggestion(raw["slug"], folders[-1:]) or _("Déplacez le fichier, ou corrigez « slug ».")
        findings.error("/slug", "misplaced-file", message.format(folder=folders[-1], slug=raw["slug"]), fix)


def _definition(
    raw: Mapping[str, Json],
    kept: Mapping[str, Json],
    steps: tuple[Step, ...],
    chapters: tuple[Chapter, ...],
    annotations: Annotations | None,
) -> FormDefinition:
    return FormDefinition(
        slug=raw["slug"],
        version=int(raw["version"]),
        title=raw["title"],
        service=Service(**raw["service"]),
        legal=_legal(raw["legal"]),
        start=_start(raw.get("start", {})),
        schema=raw["schema"],
        steps=steps,
        chapters=chapters,
        workflow=raw["workflow"],
        documents=raw.get("documents", {}),
        hash=_hash_of(kept),
        raw=kept,
        cerfa=Cerfa(**raw["cerfa"]) if "cerfa" in raw else None,
        declaration=raw.get("declaration", ""),
        calculated=tuple(Calculated(**formula) for formula in raw.get("calculated", ())),
        checks=tuple(Check(rule["assert"], rule["at"], rule["message"]) for rule in raw.get("checks", ())),
        eligibility=tuple(Eligibility(**rule) for rule in raw.get("eligibility", ())),
        scenarios=tuple(_scenario(case) for case in raw.get("scenarios", ())),
        paper=raw.get("paper", {}),
        annotations=annotations,
        circuit=raw.get("circuit", {}),
        texts=raw.get("texts", {}),
        translations=raw.get("translations", {}),
    )


def _legal(raw: Mapping[str, Json]) -> Legal:
    silence = Silence(raw["silence"]["rule"], raw["silence"].get("months", 0))
    return Legal(
        basis=raw["basis"],
        silence=silence,
        purposes=tuple(raw.get("purposes", ())),
        recipients=tuple(raw.get("recipients", ())),
        retention_months=raw.get("retention_months", 0),
        appeal=raw.get("appeal", ""),
        dpo=raw.get("dpo", ""),
    )


def _start(raw: Mapping[str, Json]) -> Start:
    return Start(
        audience=tuple(raw.get("audience", ())),
        at_hand=tuple(raw.get("at_hand", ())),
        minutes=raw.get("minutes", 0),
        next=tuple(raw.get("next", ())),
        keywords=tuple(raw.get("keywords", ())),
        summary=raw.get("summary", ""),
        todo=tuple(raw.get("todo", ())),
    )


def _scenario(raw: Mapping[str, Json]) -> Scenario:
    return Scenario(
        name=raw["name"],
        answers=raw["answers"],
        steps=tuple(raw["steps"]),
        errors=raw.get("errors", {}),
        ineligible=raw.get("ineligible", False),
        today=raw.get("today", ""),
        calculated=raw.get("calculated", {}),
        visible=tuple(raw.get("visible", ())),
        hidden=tuple(raw.get("hidden", ())),
    )
