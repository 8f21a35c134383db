"""Demonstration at real scale: as many dossiers as asked, lived through over the past months.

Each goes through the same use cases as everybody's, at dates gone by, so that its history, its due
dates and its search index are true. Only its mails and documents are left out: nobody waits for them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from app.core.account import Account
from app.core.attached import ids_by_path
from app.core.definition import FormDefinition
from app.core.dossier import ALONE, Acting, Dossier, Person
from app.core.errors import (
    AnswersIncomplete,
    GuichetError,
    NotEligible,
    StepNotReachable,
    TransitionNotAllowed,
)
from app.core.language import _
from app.core.legal_time import civil_date
from app.core.merging import Basis
from app.core.paths import get
from app.core.workflow import Transition, Workflow
from app.core.working import with_value
from app.usecases.desk.annotating import annotate
from app.usecases.desk.moving import follow_clock
from app.usecases.desk.process import act
from app.usecases.fill.submit import submit
from app.usecases.operate.demonstrate import filled_in, staff_of
from app.usecases.ports import Ports
from app.usecases.studio.made_up import Human, as_person, may_be_sent
from app.usecases.together import Joined, NoEffects, NoQueue

Json = Any
AT_ONCE = 100  # dossiers in one transaction
DAYS_BACK = 210
LEFT_AS_DRAFT, HELPED, ANSWERS_AGAIN, GOES_ON = 0.15, 0.1, 0.7, 0.8  # shares of the dossiers
FAMILY = (
    "Le Goff", "Diallo", "Kowalski", "Marchand", "Nguyen", "Benoît", "Œuvrard", "Martin", "Garcia", "Roux",
    "Haddad", "Lefèvre", "Da Silva", "Moreau", "Traoré", "Petit", "Fernandez", "Girard", "Yılmaz", "Nkosi",
)  # fmt: skip
LIKELY = {
    "ok": 6.0,
    "info": 4.0,
    "attention": 2.0,
    "bad": 1.0,
    "neutral": 0.4,
}  # by tone of the state it leads to
WOMEN = ("Maryvonne", "Anna", "Thi Lan", "Zoé", "Élodie", "Inès", "Aïcha", "Françoise", "Noémie", "Chloé")
MEN = ("Ousmane", "Jean-Luc", "Paul", "Noël", "Karim", "Étienne", "Malik", "Yann", "Théo", "Loïc")
HELPER = Person("Karim Benali", "adviser", "demonstration", "France services Saint-Aubin")


@dataclass
class PastClock:
    """Fits usecases.ports.Clock: it shows what it was last set to."""

    instant: datetime

    def now(self) -> datetime:
        """The instant it was set to."""
        return self.instant

    def today(self) -> date:
        """Its day in Paris."""
        return civil_date(self.instant)


def populate(
    ports: Ports, count: int, *, seed: int = 1, told: Callable[[int], None] = lambda made: None
) -> int:
    """Make `count` dossiers of the published forms; how many were made. The same seed makes the same ones.

    `told` hears how many are there after each transaction. Raises NothingToPopulate without any form.
    """
    forms = [
        (form, right) for form in ports.forms.published() if (right := _cases(form, ports.clock.today()))
    ]
    if not forms:
        raise NothingToPopulate
    until, store = ports.clock.now(), Joined(ports.store, NoEffects)
    chances = [Random(f"{seed}-{number}") for number in range(count)]  # noqa: S311 - people who do not exist
    ages = [chance.randrange(10, DAYS_BACK * 24 * 60) for chance in chances]
    arrivals = sorted(range(count), key=lambda number: -ages[number])  # as they come in life
    for first in range(0, count, AT_ONCE):
        with store.together():
            for number in arrivals[first : first + AT_ONCE]:
                chance = chances[number]
                clock = PastClock(until - timedelta(minutes=ages[number]))
                past = replace(ports, store=store, queue=NoQueue(), clock=clock)
                form, cases = chance.choice(forms)
                _Life(past, clock, until, chance, form).begin(chance.choice(cases))
        told(min(first + AT_ONCE, count))
    return count


class NothingToPopulate(GuichetError):
    """No published form has a scenario that may be sent."""

    code = "nothing-to-populate"

    def __str__(self) -> str:
        return _("Aucun formulaire publié n’a de scénario complet : il n’y a pas de dossier à créer.")


def _cases(form: FormDefinition, today: date) -> Sequence[Mapping[str, Json]]:
    """The answers of the scenarios that may be sent, those with few files first; half of them."""
    right = [scenario.answers for scenario in form.scenarios if may_be_sent(form, scenario, today)]
    right.sort(key=lambda answers: len(ids_by_path(form, answers)))
    return right[: (len(right) + 1) // 2]


@dataclass
class _Life:
    """One dossier, from its draft to where it stands today."""

    ports: Ports
    clock: PastClock
    until: datetime
    chance: Random
    form: FormDefinition

    def begin(self, case: Mapping[str, Json]) -> None:
        """Fill in as somebody, alone or helped, and most often send."""
        answers, acting = as_person(self.form, case, self._somebody()), self._acting()
        if self.chance.random() < LEFT_AS_DRAFT:
            filled_in(self.ports, self.form, self._beginning(answers), acting)
            return
        try:
            dossier = filled_in(self.ports, self.form, answers, acting)
            sent = submit(self.ports, dossier.id, declared=True, acting=acting).dossier
        except (AnswersIncomplete, NotEligible, StepNotReachable):  # not on that day: it stays a draft
            return
        self._go_on(sent, self.ports.workflows.get(self.form.workflow))

    def _beginning(self, answers: Mapping[str, Json]) -> Mapping[str, Json]:
        """The answers of the first steps: people leave early more often than late."""
        steps = self.form.steps[: int(len(self.form.steps) * self.chance.random() ** 2) + 1]
        begun: Mapping[str, Json] = {}
        for path in (field.path for step in steps for field in step.fields):
            if (value := get(answers, path)) is not None:
                begun = with_value(begun, path, value)
        return begun

    def _go_on(self, dossier: Dossier, workflow: Workflow) -> None:
        """One action after the other, days apart, and what the clock does in between."""
        while self.chance.random() < GOES_ON and not workflow.states[dossier.state].terminal:
            later = self.clock.instant + timedelta(minutes=self.chance.randrange(60, 25 * 24 * 60))
            dossier = self._wait(dossier, later)
            if later > self.until:
                return
            self.clock.instant = later
            try:
                dossier = self._act(dossier, workflow)
            except TransitionNotAllowed:
                return
        self._wait(dossier, self.until)

    def _wait(self, dossier: Dossier, later: datetime) -> Dossier:
        """What the scheduler would have done until then, each thing on its day."""
        while dossier.clock_on is not None and dossier.clock_on <= civil_date(min(later, self.until)):
            day = datetime.combine(dossier.clock_on, self.clock.instant.timetz())
            self.clock.instant = max(self.clock.instant, min(day, self.until))
            with self.ports.store.transaction() as tx:
                moved = follow_clock(self.ports, tx, tx.dossiers.get(dossier.id)).dossier
            if moved.clock_on == dossier.clock_on:
                break
            dossier = moved
        return dossier

    def _act(self, dossier: Dossier, workflow: Workflow) -> Dossier:
        """The citizen answers, or somebody of the service does one of the things they may do."""
        if "citizen" in workflow.states[dossier.state].editable_by:
            if self.chance.random() > ANSWERS_AGAIN:
                raise TransitionNotAllowed("no-answer", "")
            return submit(self.ports, dossier.id, declared=True, acting=dossier.acting).dossier
        possible = list(self._possible(dossier, workflow))
        if not possible:
            raise TransitionNotAllowed("nobody", "")
        weights = [LIKELY.get(workflow.states[move.to].tone, 1.0) for _who, move in possible]
        [(who, move)] = self.chance.choices(possible, weights)
        motive = self.chance.choice(MOTIVES) if "motive" in move.requires else ""
        self._annotate(who, dossier)
        return act(self.ports, who, dossier.reference, move.id, motive=motive)

    def _annotate(self, who: Account, dossier: Dossier) -> None:
        """What the service answers for itself, as far as a choice among options can be made up."""
        own = self.form.annotations
        fields = own.step.fields if own and not dossier.annotations else ()
        typed = {
            field.path: {"": (self.chance.choice(field.options).value,)} for field in fields if field.options
        }
        if typed:
            annotate(self.ports, who, dossier.reference, typed, Basis(0, {}))

    def _possible(self, dossier: Dossier, workflow: Workflow) -> Iterator[tuple[Account, Transition]]:
        for role in ("agent", "manager"):
            who = staff_of(self.ports, dossier.service_id, role)
            if who is not None:
                yield from ((who, move) for move in workflow.leaving(dossier.state, role) if not move.reopens)

    def _somebody(self) -> Human:
        woman = self.chance.random() < 0.52
        given = self.chance.choice(WOMEN if woman else MEN)
        return self.chance.choice(FAMILY), given, ("Madame", "Fém") if woman else ("Monsieur", "Masc")

    def _acting(self) -> Acting:
        if self.chance.random() > HELPED:
            return ALONE
        return Acting(HELPER, Person(self.chance.choice(FAMILY)), "accompagne")


MOTIVES = (
    "Merci de vérifier votre date de naissance : elle diffère de votre pièce d’identité.",
    "Le justificatif de domicile n’est pas lisible. Merci d’en donner un autre.",
    "Votre demande ne remplit pas les conditions prévues par le texte cité ci-dessus.",
    "Vous avez envoyé ce formulaire deux fois : nous gardons le second.",
)
