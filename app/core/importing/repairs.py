"""Takes out of a draft what the parser refuses, and tells it: a condition, a check, a rule of one answer.

It follows the pointers of problems; a problem that it cannot follow stops the import.
"""

from collections.abc import Sequence
from typing import Any

from app.core.errors import Problem
from app.core.importing.report import Report
from app.core.language import _

Json = Any
_CONTENT = ("steps", "checks", "schema")


def repair(draft: dict[str, Json], problems: Sequence[Problem], report: Report) -> bool:
    """True when something was taken out for every problem that can be followed."""
    changed = False
    for problem in sorted(problems, key=lambda found: found.pointer, reverse=True):
        keys = [key.replace("~1", "/").replace("~0", "~") for key in problem.pointer.split("/")[1:]]
        if keys and keys[0] in _CONTENT and _take_out(draft, keys):
            report.labels.append((problem.pointer, _("Retiré : {why}").format(why=problem.message)))
            changed = True
    return changed


def _take_out(draft: dict[str, Json], keys: Sequence[str]) -> bool:
    if "when" in keys:
        return _delete(draft, keys[: keys.index("when") + 1])
    if keys[0] == "checks" and len(keys) > 1:
        return _delete(draft, keys[:2])
    for rule in ("allOf", "pattern", "minLength", "maxLength", "minimum", "maximum", "examples", "multipleOf",
                 "exclusiveMinimum", "exclusiveMaximum", "minItems", "maxItems", "hint"):  # fmt: skip
        if rule in keys[1:]:
            return _delete(draft, keys[: keys.index(rule) + 1])
    return False


def _delete(draft: dict[str, Json], keys: Sequence[str]) -> bool:
    here: Json = draft
    for key in keys[:-1]:
        here = here[int(key)] if isinstance(here, list) else here.get(key) if isinstance(here, dict) else None
        if here is None:
            return False
    last = keys[-1]
    if isinstance(here, list):
        if not last.isdecimal() or int(last) >= len(here):
            return False
        del here[int(last)]
        return True
    return isinstance(here, dict) and here.pop(last, None) is not None
