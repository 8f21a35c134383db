"""Which questions and which rows the page of a step shows, before anything is drawn.

A repeat that cannot stay empty shows a first row that is not stored yet. It refuses to know inputs.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from app.core.answers import Verdict
from app.core.definition import Field, Step
from app.core.dossier import Dossier
from app.core.field_types.naming import lower_first
from app.core.field_types.repeat import Repeat as RepeatType
from app.core.paths import declared, get
from app.core.rows import opens_with_a_row
from app.core.rows.ids import next_id, row_ids


@dataclass(frozen=True, slots=True)
class Branch:
    """One row: where it stands, its id, its name with the rows around it, the questions that it shows."""

    path: str
    row_id: str
    name: str
    nodes: tuple["Node", ...]
    hidden: tuple["Node", ...] = ()  # those of a row that has a page of its own


@dataclass(frozen=True, slots=True)
class Node:
    """A question at its absolute path; `row` is the name of the rows around it, "" outside rows."""

    field: Field
    path: str
    row: str
    rows: tuple[Branch, ...] = ()
    waits: bool = False  # the page may show it by itself, and does not show it yet
    away: bool = False  # it waits, or a repeat around it does


@dataclass(frozen=True, slots=True)
class StepTree:
    """`rows`: the ids of the rows of each repeat, as the page posts them back."""

    nodes: tuple[Node, ...]
    rows: dict[str, tuple[str, ...]]


def grow(
    step: Step, dossier: Dossier, verdict: Verdict, toggled: Set[str] = frozenset(), row: str = ""
) -> StepTree:
    """What the page of the step shows, or the page of one of its rows ("enfants[1]").

    toggled: the declared paths of the questions that the page shows and hides by itself.
    """
    growing = _Growing(dossier, verdict.visible, toggled, {})
    nodes = tuple(growing.nodes(step.fields, "", "", _Above()))
    if row:
        found = (branch for node in nodes for branch in node.rows if branch.path == row)
        nodes = next(((*branch.nodes, *branch.hidden) for branch in found), ())
    return StepTree(nodes, growing.rows)


def leaves(nodes: Sequence[Node]) -> Iterator[Node]:
    """Every node that is a question, in page order."""
    for node in nodes:
        if not node.field.fields:
            yield node
        for branch in node.rows:
            yield from leaves(branch.nodes)


def repeats(nodes: Sequence[Node]) -> Iterator[Node]:
    """Every node that is a repeat, in page order."""
    for node in nodes:
        if node.field.fields:
            yield node
        for branch in node.rows:
            yield from repeats(branch.nodes)


@dataclass(frozen=True, slots=True)
class _Above:
    """What is true of the rows around: are they stored, has the verdict seen them, are they out of sight?"""

    stored: bool = True
    judged: bool = True
    away: bool = False


@dataclass(frozen=True, slots=True)
class _Growing:
    dossier: Dossier
    visible: frozenset[str]
    toggled: Set[str]
    rows: dict[str, tuple[str, ...]]

    def nodes(self, fields: Sequence[Field], before: str, row: str, above: _Above) -> Iterator[Node]:
        for field in fields:
            path = before + field.path
            comes = declared(path) in self.toggled
            seen = path in self.visible if above.judged else field.when is None
            if seen or comes:
                waits = comes and path not in self.visible
                here = replace(above, judged=above.judged and not waits, away=above.away or waits)
                branches = tuple(self._branches(field, path, row, here)) if field.fields else ()
                yield Node(field, path, row, branches, waits, here.away)

    def _branches(self, field: Field, path: str, around: str, above: _Above) -> Iterator[Branch]:
        working, records = self.dossier.working, self.dossier.row_ids
        count = len(get(working, path) or ()) if above.stored else 0
        ids = row_ids(working, records, path)[:count]
        if not count and opens_with_a_row(field):
            above, ids = replace(above, stored=False, judged=False), (next_id(working, records, path),)
        self.rows[path] = ids
        for index, row_id in enumerate(ids):
            title = RepeatType.row_title(field, index)
            name = f"{around}, {lower_first(title)}" if around else title
            nodes = tuple(self.nodes(field.fields, f"{path}[{index}].", name, above))
            apart = field.layout == "pages"
            yield Branch(f"{path}[{index}]", row_id, name, () if apart else nodes, nodes if apart else ())
