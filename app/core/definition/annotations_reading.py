"""From the `annotations` of a definition file to a step of questions: the rules of a form, in one step.

It reuses the readers of the form and brings their findings back to where the annotations are written.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from app.core.definition import Annotations
from app.core.definition.contract_rules import check_contract
from app.core.definition.field_reading import StepReader
from app.core.definition.memory import Shelf
from app.core.definition.rules import check_rules
from app.core.definition.schema_reading import Leaf, read_leaves
from app.core.field_types import FIELD_TYPES
from app.core.field_types.base import FieldType
from app.core.findings import Findings
from app.core.language import _

Json = Any
STEP = "annotations"
_HERE = "/annotations"
_OF_STEP = "/steps/0"  # where the readers of a form believe that they are


def read_annotations(
    raw: Mapping[str, Json], findings: Findings, shelf: Shelf | None = None
) -> Annotations | None:
    """The annotations, None when there are none or when they cannot be read (the findings tell why). They
    read nothing of the form: on the shelf are those that were read last."""
    own = raw.get("annotations")
    if own is None:
        return None
    inner = Findings(findings.file)
    title = _("Annotations")
    shelf = shelf or Shelf(keeps=False)
    found = shelf.made(_HERE, own, (title,), partial(_read, title, inner))
    findings.problems.extend(
        replace(problem, pointer=_HERE + problem.pointer.removeprefix(_OF_STEP)) for problem in inner.problems
    )
    return None if inner.problems else found


def _read(title: str, findings: Findings, own: Mapping[str, Json]) -> Annotations | None:
    leaves = read_leaves(own["schema"], findings)
    check_contract(leaves.values(), findings)
    for leaf in leaves.values():
        _check_kind(leaf, findings)
    if findings.problems:
        return None
    dress = {key: own[key] for key in ("fields", "description") if key in own}
    step = {"id": STEP, "title": title, **dress}
    steps = StepReader({}, findings).steps([step], leaves)
    if findings.problems:
        return None
    check_rules({}, steps, findings)
    return Annotations(steps[0], own["schema"])


def _check_kind(leaf: Leaf, findings: Findings) -> None:
    """One page of one click: neither files nor rows."""
    kind = FIELD_TYPES[leaf.kind]
    if kind.value_type != "rows" and type(kind).file_ids is FieldType.file_ids:
        return
    message = _("« {path} » ne peut pas être une annotation : ni fichiers, ni lignes.").format(path=leaf.path)
    findings.error(leaf.pointer, "not-an-annotation", message, _("Choisissez une autre sorte de question."))
