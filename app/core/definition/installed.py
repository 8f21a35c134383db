"""What a definition names outside its own file: a workflow, the layouts of its documents.

The names that exist are given; nothing here reads a folder.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.core.closeness import suggestion
from app.core.conditions.typing import check
from app.core.definition import FormDefinition
from app.core.definition.reading_order import Readable, places
from app.core.errors import DefinitionRefused, Problem
from app.core.findings import Findings, pointer
from app.core.language import _
from app.core.workflow import Workflow
from app.core.workflow.settings import configured

Json = Any


@dataclass(frozen=True, slots=True)
class Installed:
    """The names that definitions may use."""

    workflows: frozenset[str]
    templates: frozenset[str]
    conditions: Mapping[str, tuple[Json, ...]] = field(default_factory=dict)  # of the actions, by workflow
    held: Mapping[str, Workflow] = field(default_factory=dict)  # the workflows themselves, for their settings


def missing(definition: FormDefinition, installed: Installed, *, file: str) -> tuple[Problem, ...]:
    """An error for each name that is not installed, with the closest one or all of them."""
    findings = Findings(file)
    if definition.workflow not in installed.workflows:
        message = _("Le circuit « {name} » n’existe pas.").format(name=definition.workflow)
        findings.error(
            "/workflow", "unknown-workflow", message, _fix(definition.workflow, installed.workflows)
        )
    _check_settings(definition, installed, findings)
    form = Readable({place.path: place for place in places(definition.steps)})
    for condition in installed.conditions.get(definition.workflow, ()):
        findings.flaws(
            check(
                condition,
                form.type_of,
                pointer="/workflow",
                codes_of=form.codes_of,
                refusal_of=form.refusal_of,
            )
        )
    for kind, template in definition.documents.items():
        if template not in installed.templates:
            message = _("Le modèle de document « {name} » n’existe pas.").format(name=template)
            findings.error(
                pointer("documents", kind), "unknown-template", message, _fix(template, installed.templates)
            )
    return tuple(findings.problems)


def _check_settings(definition: FormDefinition, installed: Installed, findings: Findings) -> None:
    """The workflow must still hold once it is set as the definition wants."""
    workflow = installed.held.get(definition.workflow)
    if workflow is not None:
        try:
            configured(workflow, definition.circuit)
        except DefinitionRefused as refused:
            for one in refused.problems:
                place = one.pointer if one.pointer.startswith("/circuit") else "/circuit"
                findings.error(place, one.code, one.message, one.fix)


def _fix(name: str, known: Collection[str]) -> str:
    return suggestion(name, known) or _("Noms possibles : {names}.").format(
        names=", ".join(sorted(known)) or _("aucun")
    )
