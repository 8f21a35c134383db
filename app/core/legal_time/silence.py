"""The silence of the administration: from when it is worth a decision, and why, for one request.

The law's two regimes (CRPA L114-5): silence that accepts runs from a complete request; silence that
rejects is suspended by a request for what is missing. It refuses to know workflows and storage.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.core.french import date_in_words
from app.core.language import _, ngettext
from app.core.legal_time.civil_dates import add_months
from app.core.legal_time.deadlines import Delay, Pause, last_day

ACCEPTS, REJECTS, NONE = "acceptation", "rejet", "aucune"
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Correction:
    """A request for what is missing. `answered`: the day it came; `cancelled`: the service did without.

    `granted`: the last day that the person was given to answer, None when none was set.
    `effect` says what it does to the clock: "law" (by the regime), "pause", "restart" or "none".
    """

    asked: date
    ended: date | None = None
    cancelled: bool = False
    granted: date | None = None
    effect: str = "law"

    def restarts(self, rule: str) -> bool:
        """True when the delay runs anew from the answer (SVA: it only begins with a complete request).

        A request that the service gave up was not needed: it only paused the delay (our reading, for
        the law says nothing of it, and the person must not lose by it)."""
        return not self.cancelled and (self.effect == "restart" or (self.effect == "law" and rule == ACCEPTS))

    def pause(self, rule: str) -> Pause | None:
        """The days on which the delay stands still. SVR: at most the time granted (CRPA L114-5 al. 4)."""
        if self.effect == "none":
            return None
        waits = self.restarts(rule)
        limit = self.granted + _A_DAY if self.granted and not waits and rule == REJECTS else None
        ends = [day for day in (self.ended, limit) if day is not None]
        return Pause(self.asked, min(ends, default=None))


@dataclass(frozen=True, slots=True)
class SilenceDue:
    """`on` is the first day on which silence is a decision (the day after the last of the delay), None
    while it cannot be known: then `waiting_since` is the day of the request that holds it.

    `start` is the day that made the delay run; `restarted` when that was an answer to a request;
    `pauses` are those that moved the date.
    """

    rule: str
    start: date
    on: date | None
    pauses: tuple[Pause, ...] = ()
    restarted: bool = False
    waiting_since: date | None = None


def silence_date(received: date, months: int) -> date:
    """The first day on which the administration's silence is worth a decision, nothing being missing.

    Two months from the receipt (CRPA L231-1, L231-4), the day of receipt left out, ended on the day of
    the same number (CPC art. 641): received on 15 March, 15 May is still in time and 16 May is not.
    """
    return add_months(received, months) + _A_DAY


def silence(rule: str, months: int, received: date, corrections: Sequence[Correction]) -> SilenceDue | None:
    """What silence will be worth, and when; None when the form gives it no meaning.

    `corrections` in order of time. One that is asked once the decision was born changes nothing.
    """
    if rule == NONE or not months:
        return None
    start, restarted, pauses = received, False, list[Pause]()
    for correction in corrections:
        end = last_day(start, Delay(months=months), pauses=pauses)
        if end is None or correction.asked > end:
            break
        if correction.restarts(rule) and correction.ended is not None:
            start, restarted, pauses = correction.ended, True, []
        elif (pause := correction.pause(rule)) is not None:
            pauses.append(pause)
    end = last_day(start, Delay(months=months), pauses=pauses)
    return SilenceDue(
        rule=rule,
        start=start,
        on=None if end is None else end + _A_DAY,
        pauses=tuple(pause for pause in pauses if pause.until is None or pause.until > pause.since),
        restarted=restarted,
        waiting_since=pauses[-1].since if end is None else None,
    )


def explain(due: SilenceDue) -> tuple[str, ...]:
    """The date and how it came about, one sentence a fact, for the citizen and the agent alike."""
    return (_result(due), *_reasons(due))


def _result(due: SilenceDue) -> str:
    if due.on is None and due.rule == ACCEPTS:
        return _("Le délai ne court pas : il commencera quand le dossier sera complet.")
    if due.on is None:
        return _("Le délai est suspendu, en attendant la réponse à une demande de correction.")
    text = (
        _("Sans réponse du service au plus tard le {day}, la demande est acceptée (accord implicite).")
        if due.rule == ACCEPTS
        else _("Sans réponse du service au plus tard le {day}, la demande est refusée (rejet implicite).")
    )
    return text.format(day=date_in_words(due.on))


def _reasons(due: SilenceDue) -> list[str]:
    told = []
    if due.restarted:
        told.append(_("Délai compté depuis la correction reçue le {day}.").format(day=_short(due.start, due)))
    for pause in due.pauses:
        if pause.until is None:
            told.append(_("Suspendu depuis la demande du {day}.").format(day=_short(pause.since, due)))
            continue
        days = (pause.until - pause.since).days
        text = ngettext(
            "Suspendu {n} jour par la demande du {day}.", "Suspendu {n} jours par la demande du {day}.", days
        )
        told.append(text.format(n=days, day=_short(pause.since, due)))
    return told


def _short(day: date, due: SilenceDue) -> str:
    """ "3 mars", with its year when it is not that of the due date."""
    words = date_in_words(day)
    return words if due.on is None or due.on.year != day.year else words.rsplit(" ", 1)[0]
