"""What agents are told by mail, and when: as it happens, once a day, or not. Plain values and their rules.

It refuses to know how a mail is written and when the clock strikes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Literal

from app.core.legal_time import PARIS
from app.core.legal_time.public_holidays import is_working_day

Rhythm = Literal["instant", "daily", "none"]
RHYTHMS: tuple[Rhythm, ...] = ("instant", "daily", "none")

# How often who chose nothing hears of a subject: a colleague may be the first to open a new dossier, but
# a message about a dossier in one's charge waits for nobody else.
DOSSIERS, MESSAGES = "dossiers", "messages"
USUAL: Mapping[str, Rhythm] = {DOSSIERS: "daily", MESSAGES: "instant"}

# What may happen, and the subject that it belongs to. A message about a dossier that nobody has in charge
# ("unclaimed") is as a new dossier: for the whole service.
RECEIVED, CORRECTED, MESSAGE, UNCLAIMED = "received", "corrected", "message", "unclaimed"
OPINION, AMENDMENT = "opinion", "amendment"  # what the service had asked for came
SUBJECTS: Mapping[str, str] = {
    RECEIVED: DOSSIERS,
    CORRECTED: DOSSIERS,
    MESSAGE: MESSAGES,
    UNCLAIMED: DOSSIERS,
    OPINION: MESSAGES,
    AMENDMENT: MESSAGES,
}

HOUR = time(7)  # of Paris, on working days


@dataclass(frozen=True, slots=True)
class Choice:
    """How often an agent wants to hear of a subject, for one form."""

    slug: str
    subject: str
    rhythm: Rhythm


@dataclass(frozen=True, slots=True)
class Reader:
    """An agent of a service. `chosen` is None for who made no choice."""

    account_id: str
    chosen: Rhythm | None

    def rhythm(self, subject: str) -> Rhythm:
        """The one that counts."""
        return self.chosen or USUAL[subject]


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that waits for the daily mail of one agent."""

    id: str
    account_id: str
    dossier_id: str
    service_id: str
    slug: str
    kind: str  # one of SUBJECTS
    at: datetime
    seen: bool = False  # the agent has opened the dossier since


def digest_day(now: datetime) -> date | None:
    """The day whose digests may be sent at this instant; None before the hour and on days off."""
    local = now.astimezone(PARIS)
    return local.date() if local.time() >= HOUR and is_working_day(local.date()) else None


def cut(day: date) -> datetime:
    """What happened before this instant is in the digest of the day, the rest in the next one."""
    return datetime.combine(day, HOUR, PARIS).astimezone(UTC)


def still_wanted(
    notices: Iterable[Notice], choices: Sequence[Choice], services: Sequence[str]
) -> tuple[Notice, ...]:
    """Without what the agent has seen, no longer wants to hear of, or left the service of."""
    chosen = {(one.slug, one.subject): one.rhythm for one in choices}
    return tuple(
        one
        for one in notices
        if not one.seen
        and one.service_id in services
        and chosen.get((one.slug, SUBJECTS[one.kind])) != "none"
    )


def counted(notices: Iterable[Notice]) -> Mapping[str, Counter[str]]:
    """Form → kind → how many dossiers, each once."""
    found: dict[str, Counter[str]] = {}
    for slug, kind, _dossier in dict.fromkeys((one.slug, one.kind, one.dossier_id) for one in notices):
        found.setdefault(slug, Counter())[kind] += 1
    return found
