"""The path of this person through the steps: derived from definition and verdict, never stored.

It knows order and errors; it refuses to know pages and addresses. A step may be opened
when all the open steps before it are free of errors, and none of them bars the way.
"""

from dataclasses import dataclass, field
from typing import Literal

from app.core.answers import Verdict
from app.core.conditions.language import operands
from app.core.definition import Chapter, FormDefinition, Step

State = Literal["done", "error", "current", "todo"]
ChapterState = Literal["done", "error", "current", "todo", "closed"]


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter as this person meets it: its open steps. `entry` is where to go on, None when it may not be
    opened yet. state "closed": the answers so far ask nothing of it."""

    chapter: Chapter
    number: int
    steps: tuple[Step, ...]
    state: ChapterState
    entry: Step | None


@dataclass(frozen=True, slots=True)
class Journey:
    """`visited` holds the ids of the steps that were already sent once; None when nobody knows.

    `unseen`: those that were never sent and hold no answer. They may ask for nothing: they are offered once.
    """

    definition: FormDefinition
    verdict: Verdict
    visited: frozenset[str] | None = None
    unseen: frozenset[str] = frozenset()
    _faulty: frozenset[str] = field(init=False, repr=False, compare=False)  # the steps with errors

    def __post_init__(self) -> None:
        """Gathered once: a page asks it of each step, hundreds of times."""
        object.__setattr__(self, "_faulty", frozenset(error.step_id for error in self.verdict.errors))

    @property
    def steps(self) -> tuple[Step, ...]:
        """The open steps, in order."""
        return self.verdict.open_steps

    @property
    def count(self) -> int:
        """How many pages there are: the open steps, and the recap "Vérifier et envoyer"."""
        return len(self.steps) + 1

    def number_of(self, step_id: str) -> int:
        """The step's number from 1; the recap, or any step that is not open, has the last one."""
        place = self._place(step_id)
        return self.count if place is None else place + 1

    def at_most(self, step_id: str) -> int:
        """The largest number of pages, recap included: closed steps count while a question from this step on
        can still open them. On the way forward it only shrinks."""
        here = self._rank(step_id)
        return self.count + sum(self._may_still_open(step, here) for step in self.definition.steps)

    def first_open(self) -> Step | None:
        """The first step with errors, None when only the recap is left."""
        return next((step for step in self.steps if self._has_errors(step)), None)

    def to_offer(self) -> Step | None:
        """Where to go on: the first step with errors or never sent, None when the recap is next."""
        step = next((step for step in self.steps if self._waits(step)), None)
        return step if step is None or self.may_open(step.id) else self.first_open()

    def may_open(self, step_id: str) -> bool:
        """True when the step is open, no step before it has errors and none bars the way."""
        place = self._place(step_id)
        before = () if place is None else self.steps[:place]
        return place is not None and not any(map(self._has_errors, before)) and self.barring() not in before

    def may_review(self) -> bool:
        """True when the recap may be opened: no error is left anywhere, nothing bars the way."""
        return not self.verdict.errors and self.verdict.ineligible is None

    def barring(self) -> Step | None:
        """The step whose answer makes the person ineligible, None when nothing does."""
        rule = self.verdict.ineligible
        if rule is None:
            return None
        read = {path.partition("[")[0] for path in operands(rule.when)}
        return next((step for step in reversed(self.steps) if any(f.path in read for f in step.fields)), None)

    def is_stopped(self) -> bool:
        """True when an answer bars the way and nothing is left to mend up to there."""
        if self.verdict.ineligible is None:
            return False
        barring = self.barring()
        if barring is None:  # the rule reads what no step asks: it counts once all the rest is right
            return not self.verdict.errors
        return self.may_open(barring.id) and not self._has_errors(barring)

    def next_after(self, step_id: str) -> Step | None:
        """The following open step, None when the recap is next.

        When this step is closed now, it is the first open step after it in the form.
        """
        return next((step for step in self._following(step_id) if step in self.steps), None)

    def previous_before(self, step_id: str) -> Step | None:
        """The open step before this one (or before the recap), None at the first."""
        before = [step for step in self._preceding(step_id) if step in self.steps]
        return before[-1] if before else None

    def parts(self) -> tuple[Part, ...]:
        """The chapters in order, closed ones included; () for a form without chapters."""
        return tuple(self._part(number, one) for number, one in enumerate(self.definition.chapters, start=1))

    def part_of(self, step_id: str) -> Part | None:
        """The chapter that this step is in, None for the recap or a form without chapters."""
        return next((part for part in self.parts() if step_id in part.chapter.steps), None)

    def state(self, step_id: str) -> State:
        """What to show of a step.

        done: nothing is left to mend (and it was visited, when that is known); current: the
        first that asks for something; error: it asks for something that was already sent
        wrong; todo: all the others.
        """
        place = self._place(step_id)
        if place is None or not self.may_open(step_id):
            return "todo"
        seen = step_id not in self.unseen and (self.visited is None or step_id in self.visited)
        if not self._has_errors(self.steps[place]):
            return "done" if seen else "todo"
        return "error" if self._was_tried(step_id) else "current"

    def _part(self, number: int, chapter: Chapter) -> Part:
        steps = tuple(step for step in self.steps if step.id in chapter.steps)
        states = [self.state(step.id) for step in steps]
        entry = next((step for step in steps if self.may_open(step.id) and self._waits(step)), None)
        if entry is None and steps and self.may_open(steps[0].id):
            entry = steps[0]
        return Part(chapter, number, steps, _together(states), entry)

    def _may_still_open(self, step: Step, here: int) -> bool:
        """True for a closed step whose condition reads a question that is still ahead, or on this page."""
        if step.when is None or step in self.steps:
            return False
        return any(self._rank_of_question(path) >= here for path in operands(step.when))

    def _rank_of_question(self, path: str) -> int:
        """The place of the step that asks it; what is calculated and asked nowhere may change to the end."""
        name = path.partition("[")[0]
        asking = (
            rank
            for rank, step in enumerate(self.definition.steps)
            if any(name == field.path or name.startswith(f"{field.path}.") for field in step.fields)
        )
        return next(asking, len(self.definition.steps) - 1)

    def _was_tried(self, step_id: str) -> bool:
        if self.visited is not None:
            return step_id in self.visited
        return any(error.code != "required" for error in self.verdict.of_step(step_id))

    def _waits(self, step: Step) -> bool:
        return self._has_errors(step) or step.id in self.unseen

    def _has_errors(self, step: Step) -> bool:
        return step.id in self._faulty

    def _place(self, step_id: str) -> int | None:
        return next((place for place, step in enumerate(self.steps) if step.id == step_id), None)

    def _following(self, step_id: str) -> tuple[Step, ...]:
        return self.definition.steps[self._rank(step_id) + 1 :]

    def _preceding(self, step_id: str) -> tuple[Step, ...]:
        return self.definition.steps[: self._rank(step_id)]

    def _rank(self, step_id: str) -> int:
        """The place in the whole form; after the end for the recap."""
        ids = [step.id for step in self.definition.steps]
        return ids.index(step_id) if step_id in ids else len(ids)


def _together(states: list[State]) -> ChapterState:
    """The state of a chapter from those of its open steps."""
    if not states:
        return "closed"
    if all(state == "done" for state in states):
        return "done"
    if "error" in states:
        return "error"
    return "current" if "current" in states or "done" in states else "todo"
