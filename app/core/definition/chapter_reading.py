"""The chapters of a long form, checked against its steps: each step in one chapter, in the same order.

It reads names only; which chapter a person has finished is the journey's matter.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from app.core.closeness import suggestion
from app.core.definition import Chapter, Step
from app.core.findings import Findings, pointer
from app.core.language import _

Json = Any


def read_chapters(
    raw: Sequence[Mapping[str, Json]], steps: Sequence[Step], findings: Findings
) -> tuple[Chapter, ...]:
    """The chapters, () when there are none; a problem for each name that cannot be where it is."""
    if not raw:
        return ()
    wanted = [step.id for step in steps]
    named: list[str] = []
    for number, chapter in enumerate(raw):
        for place, step_id in enumerate(chapter["steps"]):
            _check_name(step_id, wanted, named, pointer("chapters", number, "steps", place), findings)
            named.append(step_id)
    for step_id in wanted:
        if step_id not in named:
            message = _("L’étape « {id} » n’est dans aucune partie.").format(id=step_id)
            findings.error("/chapters", "step-without-chapter", message, _("Ajoutez-la à une partie."))
    if sorted(named) == sorted(wanted) and named != wanted:
        message = _("Les parties ne suivent pas l’ordre des étapes.")
        fix = _("Rangez-les ainsi : {names}.").format(names=", ".join(wanted))
        findings.error("/chapters", "chapters-out-of-order", message, fix)
    return tuple(Chapter(chapter["title"], tuple(chapter["steps"])) for chapter in raw)


def _check_name(step_id: str, wanted: list[str], named: list[str], place: str, findings: Findings) -> None:
    if step_id not in wanted:
        message = _("L’étape « {id} » n’existe pas.").format(id=step_id)
        fix = suggestion(step_id, wanted) or _("Étapes : {names}.").format(names=", ".join(wanted))
        findings.error(place, "unknown-step", message, fix)
    elif step_id in named:
        message = _("L’étape « {id} » est déjà dans une partie.").format(id=step_id)
        findings.error(place, "duplicate-step", message, _("Gardez-la dans une seule partie."))
