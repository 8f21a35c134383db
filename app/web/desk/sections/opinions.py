"""Section of a dossier's page: the opinions asked of experts, and one more question where the workflow asks
for opinions."""

from dataclasses import dataclass
from datetime import date

from app.core.desk.opinions import AGAINST, DELAYS, FAVORABLE, RESERVES, Opinion, answer_in_words
from app.core.language import _
from app.core.legal_time import civil_date
from app.core.workflow import Standing, Transition
from app.usecases.desk.opinions import AT_ONCE, last_to_answer, way_to_ask
from app.usecases.desk.process import Case
from app.web.access import ports
from app.web.desk import address
from app.web.desk.sections.section import Section, Typed
from app.web.filters import day

_TONES = {FAVORABLE: "ok", RESERVES: "attention", AGAINST: "bad"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One opinion as the page tells it. The addresses are "" when there is nothing to do."""

    opinion: Opinion
    badge: str
    tone: str
    again_url: str = ""
    withdraw_url: str = ""


@dataclass(frozen=True, slots=True)
class Opinions:
    """`url` is "" where none may be asked; `leads` names the state that asking leads to."""

    asked: tuple[Asked, ...]
    url: str
    leads: str
    delays: tuple[tuple[str, str], ...]
    delay: str
    places: tuple[int, ...]


def _load(case: Case, typed: Typed) -> Opinions | None:
    there = case.state.consults
    way = None if there else _way(case)
    if not (there or way or case.opinions):
        return None
    proposed = there or (case.workflow.states[way.to].consults if way else "")
    reference, today = case.dossier.reference, ports().clock.today()
    return Opinions(
        asked=tuple(_asked(case, one, today) for one in case.opinions),
        url=address.of_case("desk.ask_opinion", reference) if there or way else "",
        leads=case.workflow.states[way.to].agent if way else "",
        delays=tuple(_delays(proposed)) if proposed else (),
        delay=proposed,
        places=tuple(range(1, AT_ONCE + 1)),
    )


def _way(case: Case) -> Transition | None:
    received = case.dossier.submitted_at
    where = Standing(case.dossier.answers, civil_date(received) if received else date.min)
    return way_to_ask(case.workflow, case.state.id, case.roles, where)


def _delays(proposed: str) -> list[tuple[str, str]]:
    """(duration, its last day), the closest first."""
    days = sorted((last_to_answer(ports(), delay), delay) for delay in {proposed, *DELAYS})
    return [(delay, _("Avant la fin du {day}").format(day=day(last))) for last, delay in days]


def _asked(case: Case, one: Opinion, today: date) -> Asked:
    reference = case.dossier.reference
    if not one.awaited:
        tone = _TONES.get(one.answer, "neutral")
        return Asked(one, answer_in_words(one.answer), tone)
    if case.state.terminal:
        return Asked(one, _("Sans réponse"), "neutral")
    return Asked(
        opinion=one,
        badge=_("En retard") if one.late(today) else _("Attendu"),
        tone="attention" if one.late(today) else "info",
        again_url=address.of_case("desk.resend_opinion", reference, opinion_id=one.id),
        withdraw_url=address.of_case("desk.withdraw_opinion", reference, opinion_id=one.id),
    )


SECTION = Section(
    name="opinions",
    title=lambda: _("Avis demandés"),
    anchor="avis",
    template="desk/case_opinions.html",
    load=_load,
    count=lambda shown: len(shown.asked),
)
