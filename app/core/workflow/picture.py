"""A workflow laid out to be looked at: its states in ranks, each with the actions that leave it.

It refuses to know pages: the desk draws these values, and they are read aloud in the same order.
"""

from dataclasses import dataclass

from app.core.workflow import DRAFT, State, Transition, Workflow
from app.core.workflow.words import by_whom


@dataclass(frozen=True, slots=True)
class Arrow:
    """An action: its words, who does it or when, and the name of the state it leads to ("" when it stays).

    `kind` is "person" or "clock"; `back` when it leads to an earlier rank.
    """

    label: str
    by: str
    to: str
    kind: str
    back: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A state. `current` marks where the dossier is."""

    label: str
    tone: str
    current: bool
    terminal: bool
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """`ranks` go from the draft on: a state is as far as the fewest actions that lead to it."""

    title: str
    ranks: tuple[tuple[Box, ...], ...]


def drawn(workflow: Workflow, current: str = "") -> Drawing:
    """The picture of a workflow, for the agents; a `current` that it does not know marks nothing."""
    ranks = _ranks(workflow)
    return Drawing(
        title=workflow.title,
        ranks=tuple(
            tuple(
                _box(workflow, state, ranks, current=state.id == current)
                for state in workflow.states.values()
                if ranks[state.id] == rank
            )
            for rank in sorted(set(ranks.values()))
        ),
    )


def _ranks(workflow: Workflow) -> dict[str, int]:
    """Distance from the draft; final states come last, side by side."""
    ranks, fresh, distance = {DRAFT: 0}, {DRAFT}, 0
    while fresh:
        distance += 1
        reached = {move.to for move in workflow.transitions.values() if fresh & set(move.from_)}
        fresh = reached - ranks.keys()
        ranks |= dict.fromkeys(fresh, distance)
    last = 1 + max(ranks[state.id] for state in workflow.states.values() if not state.terminal)
    return ranks | {state.id: last for state in workflow.states.values() if state.terminal}


def _box(workflow: Workflow, state: State, ranks: dict[str, int], *, current: bool) -> Box:
    leaving = [move for move in workflow.transitions.values() if state.id in move.from_]
    return Box(
        label=state.agent,
        tone=state.tone,
        current=current,
        terminal=state.terminal,
        arrows=tuple(_arrow(workflow, state, move, ranks) for move in leaving),
    )


def _arrow(workflow: Workflow, state: State, move: Transition, ranks: dict[str, int]) -> Arrow:
    return Arrow(
        label=move.label,
        by=by_whom(move),
        to="" if move.to == state.id else workflow.states[move.to].agent,
        kind="clock" if move.after else "person",
        back=ranks[move.to] < ranks[state.id],
    )
