"""Opinions asked of experts: who is asked what, until when, what they answered. Plain values, no storage.

The workflow says where they may be asked (`State.consults`) and what their coming or their lateness does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.core.dossier import Person
from app.core.language import _
from app.core.legal_time import civil_date

FAVORABLE, RESERVES, AGAINST, NONE = "favorable", "reserves", "defavorable", "sans-avis"
ANSWERS = (FAVORABLE, RESERVES, AGAINST, NONE)
EXPLAINED = frozenset({RESERVES, AGAINST})  # an answer that says nothing without its reasons
WITHDRAWN = "retire"  # closed by the service, without an answer
DELAYS = ("P8D", "P15D", "P1M", "P2M")  # what the desk proposes, beside the delay of the workflow
LINK_LIVES = timedelta(days=30)  # after the deadline: a late opinion may still be given, or read again
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Expert:
    """Who is asked. `quality` is the body or the function in whose name they answer."""

    email: str
    name: str
    quality: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """One opinion asked of one expert. `due_on` is the last day to answer; `number` is its rank there.

    `confidential`: neither the citizen nor the other experts read it. `sensitive`: the expert reads the
    sensitive answers too. `generation` grows when the link given before must stop working.
    `answer` is "" while it is waited for, one of ANSWERS, or WITHDRAWN.
    """

    id: str
    dossier_id: str
    expert: Expert
    question: str
    due_on: date
    confidential: bool
    sensitive: bool
    asked_at: datetime
    asked_by: Person
    number: int = 1
    generation: int = 0
    answer: str = ""
    text: str = ""
    closed_at: datetime | None = None

    @property
    def awaited(self) -> bool:
        """True until the expert answers or the service withdraws its question."""
        return not self.answer

    @property
    def given(self) -> bool:
        """True once the expert has answered."""
        return self.answer in ANSWERS

    def late(self, today: date) -> bool:
        """True when it should have come by now."""
        return self.awaited and today > self.due_on

    def link_lives(self, today: date) -> bool:
        """True while the link of its mail opens something."""
        return self.answer != WITHDRAWN and today <= self.due_on + LINK_LIVES


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a stay in a state that consults still waits for: the last day of the last opinion awaited,
    None when none is; the day when one was last given or withdrawn, None when none was."""

    until: date | None = None
    settled_on: date | None = None

    @property
    def over(self) -> bool:
        """True when something was asked and nothing is waited for any more."""
        return self.until is None and self.settled_on is not None


def waiting(opinions: Sequence[Opinion], since: datetime) -> Waiting:
    """What counts for a stay that began at `since`: what is asked in it, and what was still awaited in time
    when it began. A question that was closed or late by then is an earlier stay's."""
    start = civil_date(since)
    counted = [
        one
        for one in opinions
        if one.asked_at >= since or (one.due_on >= start and (one.closed_at is None or one.closed_at > since))
    ]
    until = [one.due_on for one in counted if one.awaited]
    settled = [one.closed_at for one in counted if one.closed_at is not None]
    return Waiting(max(until, default=None), civil_date(max(settled)) if settled else None)


def remind_on(asked: date, due: date) -> date | None:
    """When the expert is reminded: three days before the last one, the day before when the delay is short,
    never when there is hardly any."""
    days = (due - asked).days
    if days <= 2:
        return None
    return due - (3 * _A_DAY if days >= 8 else _A_DAY)


def readable_by(opinions: Sequence[Opinion], reader: Opinion) -> tuple[Opinion, ...]:
    """The opinions of the others that this expert may read: those given that are not confidential."""
    return tuple(one for one in opinions if one.given and not one.confidential and one.id != reader.id)


def readable_by_citizen(opinions: Sequence[Opinion], *, decided: bool) -> tuple[Opinion, ...]:
    """What prepares a decision is not read before it is taken (CRPA L311-2); what is confidential, never."""
    return tuple(one for one in opinions if decided and one.given and not one.confidential)


def answer_in_words(answer: str) -> str:
    """ "Favorable avec réserves"; "" for nothing."""
    words = {
        FAVORABLE: _("Favorable"),
        RESERVES: _("Favorable avec réserves"),
        AGAINST: _("Défavorable"),
        NONE: _("Sans avis"),
        WITHDRAWN: _("Demande retirée"),
    }
    return words.get(answer, "")
