"""The typing rule of each operator: what its operands must be, and what it gives.

One entry of `RULES` an operator. A rule collects flaws in the reading and returns the
type of the result; it never raises, and never looks at answers.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.core.closeness import suggestion
from app.core.conditions.language import UNITS, read_path
from app.core.conditions.reading import (
    COMPARABLE,
    DATES,
    NUMBERS,
    ORDERED,
    TEXTS,
    Reading,
    same,
)
from app.core.conditions.values import MAX_SCALE
from app.core.language import _

Json = Any
Rule = Callable[[Sequence[Json], Sequence[str], Reading], str]  # operands, their pointers, reading → type


def _all_of(wanted: str, gives: str) -> Rule:
    """A rule whose operands all have the wanted type."""

    def rule(given: Sequence[Json], places: Sequence[str], reading: Reading) -> str:
        for operand, place in zip(given, places, strict=True):
            _expect(operand, place, wanted, reading)
        return gives

    return rule


def _expect(operand: Json, place: str, wanted: str, reading: Reading) -> None:
    found = reading.type(operand, place)
    if found and not same(found, wanted):
        reading.wrong_type(place, [found], [wanted])


def _var(given: Sequence[Json], places: Sequence[str], reading: Reading) -> str:
    found = reading.declared(given[0], places[0])
    if found and "[]" in given[0]:
        reading.add(
            places[0],
            "repeated-path",
            _("« {path} » a une valeur par ligne.").format(path=given[0]),
            _("Lisez-le avec sum, min ou max, ou par « item.… » dans some, all, none ou count."),
        )
        return ""
    return found


def _comparison(groups: Sequence[frozenset[str]]) -> Rule:
    """Two operands of one group: equality compares more than ordering does."""

    def rule(given: Sequence[Json], places: Sequence[str], reading: Reading) -> str:
        found = [reading.type(operand, place) for operand, place in zip(given, places, strict=True)]
        if all(found) and not any(set(found) <= group for group in groups):
            if set(found) <= TEXTS:
                fix = _("Comparez des nombres ou des dates, ou utilisez == et in.")
                reading.add(places[0], "ordering-on-text", _("Un texte n’a pas d’ordre."), fix)
            else:
                reading.wrong_type(places[1], found, [found[0] if found[0] in NUMBERS | DATES else "text"])
        _check_codes(given[0], given[1], places[1], reading)
        _check_codes(given[1], given[0], places[0], reading)
        return "boolean"

    return rule


def _check_codes(source: Json, codes: Json, place: str, reading: Reading) -> None:
    """A code compared with a choice must be one of its options: else it can never be true."""
    path = read_path(source)
    options = reading.codes_of(reading.full(path)) if path else ()
    for value in codes if isinstance(codes, list) else [codes]:
        if options and isinstance(value, str) and value not in options:
            reading.add(
                place,
                "unknown-option",
                _("« {value} » n’est pas une option de « {path} ».").format(value=value, path=path),
                suggestion(value, options)
                or _("Options : {names}.").format(names=", ".join(map(str, options))),
            )


def _in(given: Sequence[Json], places: Sequence[str], reading: Reading) -> str:
    found = reading.type(given[0], places[0])
    codes = given[1] if isinstance(given[1], list) else []
    if not codes:
        fix = _("Écrivez par exemple {example}.").format(example='["salarie", "retraite"]')
        reading.add(places[1], "bad-list", _("« in » attend une liste de valeurs écrites."), fix)
    for number, code in enumerate(codes):
        kind = reading.literal(code, f"{places[1]}/{number}")
        if found and kind and not any({found, kind} <= group for group in COMPARABLE):
            reading.wrong_type(f"{places[1]}/{number}", [found, kind], [found])
    _check_codes(given[0], codes, places[1], reading)
    return "boolean"


def _contains(given: Sequence[Json], places: Sequence[str], reading: Reading) -> str:
    _expect(given[0], places[0], "choices", reading)
    _expect(given[1], places[1], "choice", reading)
    _check_codes(given[0], given[1], places[1], reading)
    return "boolean"


def _answered(given: Sequence[Json], places: Sequence[str], reading: Reading) -> str:
    if read_path(given[0]):
        reading.type(given[0], places[0])
    else:
        fix = _("Écrivez {example}.").format(example='{"answered": [{"var": "demandeur.nom"}]}')
        reading.add(places[0], "path-expected", _("« answered » attend une question."), fix)
    return "boolean"


def _if(given: Sequence[Json], places: Sequence[str], reading: Reading) -> str:
    """Conditions are boolean; all values have one type, which is the result's."""
    results: list[str] = []
    for number, (operand, place) in enumerate(zip(given, places, strict=True)):
        if number % 2 == 0 and number < len(given) - 1:
            _expect(operand, place, "boolean", reading)
        else:
            found = reading.type(operand, place)
            if found and results and not same(found, results[0]):
                reading.wrong_type(place, [found], [results[0]])
            results += [found] if found else []
    return results[0] if results else ""


def _cell(operand: Json, place: str, reading: Reading) -> str:
    """The type of the cells of {"var": "rows[].cell"}, "" when unknown."""
    return reading.declared(read_path(operand), f"{place}/var")


def _sum(given: Sequence[Json], places: Sequence[str], reading: Reading) -> str:
    if "[]." not in read_path(given[0]):
        fix = _("Écrivez {example}.").format(example='{"sum": [{"var": "postes[].montant"}]}')
        reading.add(places[0], "path-expected", _("« sum » attend une cellule de tableau."), fix)
        return "number"
    found = _cell(given[0], places[0], reading)
    if found and found not in NUMBERS:
        reading.wrong_type(places[0], [found], ["number"])
    return "number"


def _extreme(given: Sequence[Json], places: Sequence[str], reading: Reading) -> str:
    """Numbers or dates, all alike; or the cells of one repeat."""
    if len(given) == 1 and "[]." in read_path(given[0]):
        kinds = [_cell(given[0], places[0], reading)]
    else:
        kinds = [reading.type(operand, place) for operand, place in zip(given, places, strict=True)]
    known = [kind for kind in kinds if kind]
    if known and not any(set(known) <= group for group in ORDERED):
        reading.wrong_type(places[0], list(dict.fromkeys(known)), ["number", "date"])
    return "number" if "number" in known else "date" if known else ""


def _quantifier(gives: str) -> Rule:
    def rule(given: Sequence[Json], places: Sequence[str], reading: Reading) -> str:
        path = read_path(given[0])
        if not path:
            fix = _("Écrivez {example}.").format(example='{"var": "enfants"}')
            reading.add(places[0], "path-expected", _("Il faut d’abord une question à lignes."), fix)
            return gives
        _expect(given[0], places[0], "rows", reading)
        if len(given) > 1:
            _expect(given[1], places[1], "boolean", replace(reading, rows=reading.full(path)))
        return gives

    return rule


def _round(given: Sequence[Json], places: Sequence[str], reading: Reading) -> str:
    _expect(given[0], places[0], "number", reading)
    if len(given) > 1 and (isinstance(given[1], bool) or given[1] not in range(MAX_SCALE + 1)):
        message = _("Le nombre de décimales est un entier de 0 à {most}.").format(most=MAX_SCALE)
        reading.add(places[1], "bad-scale", message, _("Écrivez par exemple 2."))
    return "number"


def _date_add(given: Sequence[Json], places: Sequence[str], reading: Reading) -> str:
    _expect(given[0], places[0], "date", reading)
    _expect(given[1], places[1], "number", reading)
    if given[2] not in UNITS:
        message = _("L’unité d’une durée est days, months ou years.")
        reading.add(
            places[2], "bad-unit", message, suggestion(str(given[2]), UNITS) or _("Écrivez « months ».")
        )
    return "date"


RULES: Mapping[str, Rule] = {
    "var": _var,
    "today": lambda given, places, reading: "date",
    "answered": _answered,
    "==": _comparison(COMPARABLE),
    "!=": _comparison(COMPARABLE),
    "<": _comparison(ORDERED),
    "<=": _comparison(ORDERED),
    ">": _comparison(ORDERED),
    ">=": _comparison(ORDERED),
    "in": _in,
    "contains": _contains,
    "and": _all_of("boolean", "boolean"),
    "or": _all_of("boolean", "boolean"),
    "!": _all_of("boolean", "boolean"),
    "if": _if,
    "+": _all_of("number", "number"),
    "-": _all_of("number", "number"),
    "*": _all_of("number", "number"),
    "/": _all_of("number", "number"),
    "round": _round,
    "min": _extreme,
    "max": _extreme,
    "sum": _sum,
    "count": _quantifier("number"),
    "some": _quantifier("boolean"),
    "all": _quantifier("boolean"),
    "none": _quantifier("boolean"),
    "age": _all_of("date", "number"),
    "date_add": _date_add,
    "days_between": _all_of("date", "number"),
}
