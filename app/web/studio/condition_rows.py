"""The rows of a condition as a form posts them: read, added to, taken from, turned into the core's rows.

A row is known by its number on the page; `groupe-3` puts row 3 in a group, 0 for none. Values are read by the
type of what they are compared with. What is missing is told by row; it judges nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from re import compile as pattern
from typing import Any

from app.core.conditions.rows import JOINS, OPERATORS, OVER, Group, Row, complete, operators_of
from app.core.conditions.sources import Source, source_of
from app.core.editing import EditRefused
from app.core.errors import UnknownAnswers
from app.core.language import _
from app.web.buttons import whole_number
from app.web.studio.values import read_value, written_value

Json = Any
MOST = 40  # rows of one condition
MOST_BOXES = 30  # choices drawn as boxes to tick; beyond, codes are typed
NAMES = pattern(r"(source|operateur|valeur|groupe|jointure)-[0-9]{1,3}")


class LineRefused(EditRefused):
    """What is wrong, or missing, in row `number`, from 1."""

    def __init__(self, number: int, message: str) -> None:
        super().__init__("bad-row", message)
        self.number = number


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it is typed. `values` are texts: one, or several for a list."""

    path: str = ""
    operator: str = ""
    over: str = ""
    values: tuple[str, ...] = ()
    group: int = 0


@dataclass(frozen=True, slots=True)
class Typed:
    """The whole form: `joins` gives the word of each group, 0 is the outer one."""

    lines: tuple[Line, ...] = ()
    joins: Mapping[int, str] = field(default_factory=dict)

    def joined(self, group: int) -> str:
        """All ("and") or any ("or")."""
        return self.joins.get(group, "and" if group == 0 else "or")


def of_rows(table: Group) -> Typed:
    """What the form shows for the core's rows."""
    lines: list[Line] = []
    joins = {0: table.joined}
    for one in table.rows:
        if isinstance(one, Row):
            lines.append(_line(one, 0))
            continue
        number = len(joins)
        joins[number] = one.joined
        lines += [_line(inner, number) for inner in one.rows if isinstance(inner, Row)]
    return Typed(tuple(lines), joins)


def _line(row: Row, group: int) -> Line:
    values = row.value if isinstance(row.value, list) else [] if row.value is None else [row.value]
    return Line(row.path, row.operator, row.over, tuple(map(written_value, values)), group)


def posted(form: Any) -> Typed:
    """The form as it was posted; a number that no page writes is refused."""
    count = whole_number(form.get("rangs", "0"))
    if count is None or count > MOST:
        raise UnknownAnswers(["rangs"])
    lines, joins = [], {0: _join(form.get("jointure", "and"))}
    for number in range(count):
        over, _colon, operator = form.get(f"operateur-{number}", "").rpartition(":")
        group = whole_number(form.get(f"groupe-{number}", "0"))
        unknown = operator not in ("", *OPERATORS) or over not in ("", *OVER)
        if unknown or group is None or group > MOST:
            raise UnknownAnswers([f"operateur-{number}"])
        if group:
            joins[group] = _join(form.get(f"jointure-{group}", "or"))
        values = tuple(text.strip() for text in form.getlist(f"valeur-{number}") if text.strip())
        lines.append(Line(form.get(f"source-{number}", ""), operator, over, values, group))
    return Typed(tuple(lines), joins)


def _join(text: str) -> str:
    if text not in JOINS:
        raise UnknownAnswers(["jointure"])
    return text


def acted(typed: Typed, button: str) -> Typed:
    """After « ajouter:0 » (to a group), « grouper » (a group with two rows), « retirer:3 »."""
    verb, _colon, rest = button.partition(":")
    number = whole_number(rest or "0")
    if verb == "ajouter" and number is not None:
        return _added(typed, number)
    if verb == "grouper":
        number = max((line.group for line in typed.lines), default=0) + 1
        return _added(_added(typed, number), number)
    if verb == "retirer" and number is not None:
        return replace(typed, lines=tuple(one for n, one in enumerate(typed.lines) if n != number))
    return typed


def _added(typed: Typed, group: int) -> Typed:
    if len(typed.lines) >= MOST:
        told = _("Une condition a {n} lignes au plus. Écrivez-la comme une formule.").format(n=MOST)
        raise EditRefused("too-large", told)
    return replace(typed, lines=(*typed.lines, Line(group=group)))


def in_use(typed: Typed, found: Sequence[Source]) -> Typed:
    """Each row with an operator that its question has, and no value of another kind of question."""
    return replace(typed, lines=tuple(_settled(line, found) for line in typed.lines))


def _settled(line: Line, found: Sequence[Source]) -> Line:
    source = source_of(found, line.path)
    if source is None:
        return line
    over = (line.over or OVER[0]) if source.cell else ""
    allowed = operators_of(source.value_type)
    if line.operator in allowed:
        return replace(line, over=over)
    return Line(line.path, allowed[0], over, (), line.group)


def table(typed: Typed, found: Sequence[Source]) -> tuple[Group, LineRefused | None]:
    """(the rows, what is missing first, None for nothing). LineRefused for a value that cannot be read."""
    lines = [(line, _row(line, number, found)) for number, line in enumerate(typed.lines, 1)]
    rows: list[Row | Group] = []
    done: set[int] = set()
    for line, row in lines:
        if not line.group:
            rows.append(row)
        elif line.group not in done:
            done.add(line.group)
            inner = tuple(other for same, other in lines if same.group == line.group)
            rows.append(Group(typed.joined(line.group), inner) if len(inner) > 1 else inner[0])
    whole = Group(typed.joined(0), tuple(rows))
    missing = next(
        (number for number, (_one, row) in enumerate(lines, 1) if not complete(Group("and", (row,)))), 0
    )
    told = _("Complétez la ligne {n} de la condition.").format(n=missing)
    return whole, LineRefused(missing, told) if missing else None


def _row(line: Line, number: int, found: Sequence[Source]) -> Row:
    source = source_of(found, line.path)
    if source is None or not line.operator:
        return Row("" if source is None else line.path, line.operator or "answered")
    takes = OPERATORS[line.operator].takes
    if not takes:
        return Row(line.path, line.operator, None, line.over)
    kind = source.value_type if takes != "number" else "number"
    try:
        values = [read_value(text, kind) for text in _texts(line, takes, source)]
    except ValueError as wrong:
        told = _("Ligne {n} de la condition : {told}").format(n=number, told=wrong)
        raise LineRefused(number, told) from None
    value = values if takes == "list" else values[0] if values else None
    return Row(line.path, line.operator, value, line.over)


def _texts(line: Line, takes: str, source: Source) -> tuple[str, ...]:
    """A list that is not ticked is typed on one line: « 35 ; 22 »."""
    if takes != "list" or 0 < len(source.options) <= MOST_BOXES:
        return line.values
    return tuple(part.strip() for text in line.values for part in text.split(";") if part.strip())
