"""Where the person is in the form, in words: "Étape 2 sur 5", and the list of steps.

The last step is always the recap, which the definition does not know.
"""

from dataclasses import dataclass

from flask import url_for

from app.core.journey import Journey
from app.core.language import _

RECAP = ""  # the id of no step


@dataclass(frozen=True, slots=True)
class Stage:
    """One line of the list: `url` is empty when the step cannot be opened yet, or is this one."""

    title: str
    url: str
    now: bool
    done: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """`number` counts from 1; `previous` is where the way back leads."""

    number: int
    stages: tuple[Stage, ...]
    previous: str
    barring: Stage | None = None  # the step whose answer stops the person, when it is another one

    @property
    def total(self) -> int:
        """How many steps, with the recap."""
        return len(self.stages)

    @property
    def following(self) -> str:
        """The title of the next step, "" on the last."""
        return self.stages[self.number].title if self.number < self.total else ""

    @classmethod
    def of(cls, journey: Journey, reference: str, step_id: str) -> "Progress":
        """The progress as seen from this step; RECAP for the recap."""
        steps = journey.steps
        number = len(steps) + 1 if step_id == RECAP else journey.number_of(step_id)

        def url(id_: str) -> str:
            return url_for("public.step", reference=reference, step_id=id_)

        barring = journey.barring()
        last = journey.number_of(barring.id) if barring else len(steps)  # beyond, nothing is worth filling in
        stages = [
            Stage(
                title=one.title,
                url=url(one.id)
                if one.id != step_id and journey.may_open(one.id) and position <= last
                else "",
                now=one.id == step_id,
                done=position < number,
            )
            for position, one in enumerate(steps, start=1)
        ]
        ready = step_id != RECAP and journey.first_open() is None and barring is None
        recap = url_for("public.recap", reference=reference) if ready else ""
        stages.append(Stage(_("Vérifier et envoyer"), recap, step_id == RECAP, False))
        previous = url(steps[number - 2].id) if number > 1 else ""
        elsewhere = barring is not None and barring.id != step_id
        return cls(number, tuple(stages), previous, stages[last - 1] if elsewhere else None)
