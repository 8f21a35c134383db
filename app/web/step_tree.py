"""Which questions and which rows the page of a step shows, before anything is drawn.

A repeat that cannot stay empty shows a first row that is not stored yet. It refuses to know inputs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.core.answers import Verdict
from app.core.definition import Field, Step
from app.core.dossier import Dossier
from app.core.field_types.naming import lower_first
from app.core.field_types.repeat import Repeat as RepeatType
from app.core.paths import get
from app.core.row_ids import next_id, row_ids
from app.core.rows import opens_with_a_row


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


@dataclass(frozen=True, slots=True)
class StepTree:
    """`rows`: the ids of the rows of each repeat, as the page posts them back."""

    nodes: tuple[Node, ...]
    rows: dict[str, tuple[str, ...]]


def grow(step: Step, dossier: Dossier, verdict: Verdict, row: str = "") -> StepTree:
    """What the page of the step shows, or the page of one of its rows ("enfants[1]")."""
    growing = _Growing(dossier, verdict.visible, {})
    nodes = tuple(growing.nodes(step.fields, "", "", stored=True))
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
class _Growing:
    dossier: Dossier
    visible: frozenset[str]
    rows: dict[str, tuple[str, ...]]

    def nodes(self, fields: Sequence[Field], before: str, row: str, *, stored: bool) -> Iterator[Node]:
        for field in fields:
            path = before + field.path
            if path in self.visible if stored else field.when is None:
                branches = tuple(self._branches(field, path, row, stored)) if field.fields else ()
                yield Node(field, path, row, branches)

    def _branches(self, field: Field, path: str, around: str, stored: bool) -> Iterator[Branch]:
        working, records = self.dossier.working, self.dossier.row_ids
        count = len(get(working, path) or ()) if stored else 0
        ids = row_ids(working, records, path)[:count]
        if not count and opens_with_a_row(field):
            stored, ids = False, (next_id(working, records, path),)
        self.rows[path] = ids
        for index, row_id in enumerate(ids):
            title = RepeatType.row_title(field, index)
            name = f"{around}, {lower_first(title)}" if around else title
            nodes = tuple(self.nodes(field.fields, f"{path}[{index}].", name, stored=stored))
            apart = field.layout == "pages"
            yield Branch(f"{path}[{index}]", row_id, name, () if apart else nodes, nodes if apart else ())
