"""The path of this person through the steps: derived from definition and verdict, never stored.

It knows order and errors; it refuses to know pages and addresses. A step may be opened
when all the open steps before it are free of errors.
"""

from dataclasses import dataclass
from typing import Literal

from app.core.answers import Verdict
from app.core.condition_language import operands
from app.core.definition import FormDefinition, Step

State = Literal["done", "error", "current", "todo"]


@dataclass(frozen=True, slots=True)
class Journey:
    """`visited` holds the ids of the steps that were already sent once; None when nobody knows."""

    definition: FormDefinition
    verdict: Verdict
    visited: frozenset[str] | None = None

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

    def first_open(self) -> Step | None:
        """The first step with errors, None when only the recap is left."""
        return next((step for step in self.steps if self._has_errors(step)), None)

    def may_open(self, step_id: str) -> bool:
        """True when the step is open and no step before it has errors."""
        place = self._place(step_id)
        return place is not None and not any(map(self._has_errors, self.steps[:place]))

    def may_review(self) -> bool:
        """True when the recap may be opened: no error is left anywhere."""
        return not self.verdict.errors

    def barring(self) -> Step | None:
        """The step whose answer makes the person ineligible, None when nothing does."""
        rule = self.verdict.ineligible
        if rule is None:
            return None
        read = {path.partition("[")[0] for path in operands(rule.when)}
        return next((step for step in reversed(self.steps) if any(f.path in read for f in step.fields)), None)

    def next_after(self, step_id: str) -> Step | None:
        """The following open step, None when the recap is next.

        When this step is closed now, it is the first open step after it in the form.
        """
        return next((step for step in self._following(step_id) if step in self.steps), None)

    def previous_before(self, step_id: str) -> Step | None:
        """The open step before this one (or before the recap), None at the first."""
        before = [step for step in self._preceding(step_id) if step in self.steps]
        return before[-1] if before else None

    def state(self, step_id: str) -> State:
        """What to show of a step.

        done: nothing is left to mend (and it was visited, when that is known); current: the
        first that asks for something; error: it asks for something that was already sent
        wrong; todo: all the others.
        """
        place = self._place(step_id)
        if place is None or not self.may_open(step_id):
            return "todo"
        seen = self.visited is None or step_id in self.visited
        if not self._has_errors(self.steps[place]):
            return "done" if seen else "todo"
        return "error" if self._was_tried(step_id) else "current"

    def _was_tried(self, step_id: str) -> bool:
        if self.visited is not None:
            return step_id in self.visited
        return any(error.code != "required" for error in self.verdict.of_step(step_id))

    def _has_errors(self, step: Step) -> bool:
        return bool(self.verdict.of_step(step.id))

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
