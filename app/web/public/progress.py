"""Where the person is in the form, in words: "Étape 2 sur 5", and the list of steps.

The last step is always the recap, which the definition does not know. A long form is counted by
chapters; a form whose answers may open more steps says "au plus", and never grows under the feet.
"""

from dataclasses import dataclass

from flask import url_for

from app.core.definition import Step
from app.core.journey import Journey, Part
from app.core.language import _

RECAP = ""  # the id of no step


@dataclass(frozen=True, slots=True)
class Stage:
    """One line of the list: `url` is empty when the step cannot be opened yet, or is this one.

    A chapter has its steps `under` it when it is the one being filled in.
    """

    title: str
    url: str
    now: bool
    done: bool
    under: tuple["Stage", ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """`words` says where; `number` counts steps from 1; `previous` is where the way back leads."""

    words: str
    number: int
    stages: tuple[Stage, ...]
    previous: str
    maybe: int = 0  # steps that answers still ahead may open
    overview: str = ""  # the task list of a form with chapters

    @classmethod
    def of(cls, journey: Journey, reference: str, step_id: str) -> "Progress":
        """The progress as seen from this step; RECAP for the recap."""
        seen = _Seen(journey, reference, step_id)
        return seen.by_chapter() if journey.definition.chapters else seen.by_step()


@dataclass(frozen=True, slots=True)
class _Seen:
    journey: Journey
    reference: str
    step_id: str

    @property
    def number(self) -> int:
        return len(self.journey.steps) + 1 if self.step_id == RECAP else self.journey.number_of(self.step_id)

    def by_step(self) -> Progress:
        most = self.journey.at_most(self.step_id)
        maybe = most - self.journey.count
        words = _("Étape {number} sur {total} au plus") if maybe else _("Étape {number} sur {total}")
        stages = (*map(self._stage, self.journey.steps), self._recap())
        return Progress(
            words.format(number=self.number, total=most), self.number, stages, self._previous(), maybe
        )

    def by_chapter(self) -> Progress:
        parts = self.journey.parts()
        here = self.journey.part_of(self.step_id)
        total = len(parts) + 1
        if here is None:
            words = _("Partie {number} sur {total}").format(number=total, total=total)
        else:
            place = [step.id for step in here.steps].index(self.step_id) + 1
            words = _("Partie {number} sur {total}, étape {step} sur {steps}").format(
                number=here.number, total=total, step=place, steps=len(here.steps)
            )
        stages = (*(self._chapter(part, here) for part in parts if part.steps), self._recap())
        overview = url_for("public.task_list", reference=self.reference)
        return Progress(words, self.number, stages, self._previous(), overview=overview)

    def _chapter(self, part: Part, here: Part | None) -> Stage:
        now = part == here
        url = self._url(part.entry.id) if part.entry and not now else ""
        under = tuple(map(self._stage, part.steps)) if now else ()
        return Stage(part.chapter.title, url, now, here is None or part.number < here.number, under)

    def _stage(self, step: Step) -> Stage:
        now = step.id == self.step_id
        url = self._url(step.id) if not now and self.journey.may_open(step.id) else ""
        return Stage(step.title, url, now, self.journey.number_of(step.id) < self.number)

    def _recap(self) -> Stage:
        now = self.step_id == RECAP
        ready = not now and self.journey.may_review()
        url = url_for("public.recap", reference=self.reference) if ready else ""
        return Stage(_("Vérifier et envoyer"), url, now, False)

    def _previous(self) -> str:
        return self._url(self.journey.steps[self.number - 2].id) if self.number > 1 else ""

    def _url(self, step_id: str) -> str:
        return url_for("public.step", reference=self.reference, step_id=step_id)
