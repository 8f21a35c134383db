"""Checks an expression against the closed language and the types of what it reads.

It refuses everything that `conditions` would silently take for unanswered. It knows
paths by their types only: no field, no form, no order of questions.
"""

from collections.abc import Collection, Mapping
from typing import Any

from app.core.closeness import suggestion
from app.core.conditions.language import ARITIES, MAX_DEPTH, MAX_NODES, split, takes
from app.core.conditions.reading import CodesOf, Flaw, Path, Reading, RefusalOf, TypeOf, same, type_name
from app.core.conditions.rules import RULES
from app.core.language import _

__all__ = ["Flaw", "check", "type_name"]

Json = Any


def no_codes(path: Path) -> Collection[Json]:
    """For callers that know no options."""
    return ()


def no_refusal(path: Path) -> tuple[str, str, str] | None:
    """For callers in which every declared path may be read."""
    return None


def check(
    expression: Json,
    type_of: TypeOf,
    *,
    pointer: str,
    expects: str = "boolean",
    codes_of: CodesOf = no_codes,
    refusal_of: RefusalOf = no_refusal,
) -> list[Flaw]:
    """Every flaw of the expression; empty when it may be kept. Never raises.

    `expects` is the wanted result: "boolean" for a condition, a value type for a
    calculation, "" for any. In a repeat, `type_of` answers "item.x"; it answers
    "enfants[].x" for cells read through a quantifier or by sum, min and max.
    """
    reading = Reading(_infer, type_of, codes_of, refusal_of)
    if _too_large(expression, pointer, reading):
        return reading.flaws
    found = reading.type(expression, pointer)
    if expects and found and not same(found, expects):
        reading.wrong_type(pointer, [found], [expects])
    return reading.flaws


def _too_large(expression: Json, pointer: str, reading: Reading) -> bool:
    """Counted level by level, without recursion: no stack to overflow."""
    depth = nodes = 0
    level = [expression]
    while level and depth <= MAX_DEPTH and nodes <= MAX_NODES:
        depth, nodes = depth + 1, nodes + len(level)
        level = [operand for found in map(_children, level) for operand in found]
    if depth <= MAX_DEPTH and nodes <= MAX_NODES:
        return False
    limits = {"depth": MAX_DEPTH, "nodes": MAX_NODES}
    reading.add(
        pointer,
        "expression-too-large",
        _("Cette expression dépasse {depth} niveaux ou {nodes} éléments.").format(**limits),
        _("Découpez-la avec une question calculée."),
    )
    return True


def _children(node: Json) -> list[Json]:
    """The operands below a node, whatever its shape; the list that holds them is no level of its own."""
    if isinstance(node, Mapping):
        return [
            operand for below in node.values() for operand in (below if isinstance(below, list) else [below])
        ]
    return node if isinstance(node, list) else []


def _infer(expression: Json, pointer: str, reading: Reading) -> str:
    """The value type of the expression, "" when unknown: a flaw has then been collected."""
    if not isinstance(expression, dict):
        return reading.literal(expression, pointer)
    node = split(expression)
    if node is None or node[0] not in ARITIES:
        return _refuse_operator(expression, pointer, reading)
    name, given = node
    if not takes(name, given):
        return _refuse_count(name, given, pointer, reading)
    listed = isinstance(expression[name], list)
    places = [f"{pointer}/{_escaped(name)}" + (f"/{place}" if listed else "") for place in range(len(given))]
    return RULES[name](given, places, reading)


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _refuse_operator(expression: dict[str, Json], pointer: str, reading: Reading) -> str:
    names = ", ".join(sorted(map(str, expression))) or "{}"
    reading.add(
        pointer,
        "unknown-operator",
        _("« {names} » n’est pas un opérateur.").format(names=names),
        suggestion(names, ARITIES)
        or _("Une expression est un objet à une seule clé, parmi : {names}.").format(names=" ".join(ARITIES)),
    )
    return ""


def _refuse_count(name: str, given: list[Json], pointer: str, reading: Reading) -> str:
    least, most = ARITIES[name]
    wanted = str(least) if least == most else _("de {least} à {most}").format(least=least, most=most)
    reading.add(
        pointer,
        "wrong-operand-count",
        _("Nombre d’éléments de « {name} » : {count}.").format(name=name, count=len(given)),
        _("Nombre attendu : {wanted}.").format(wanted=wanted),
    )
    return ""
