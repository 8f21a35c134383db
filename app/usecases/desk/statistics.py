"""The manager's figures about their services, and the usual delay that a citizen is told.

It counts; it shows no dossier and names nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.core.account import Account
from app.core.desk.figures import BY_MONTH, BY_WEEK, ENOUGH, Delays, Figures, Left, delays, figures, left_at
from app.core.errors import NotFound
from app.core.legal_time import beginning
from app.core.legal_time.civil_dates import add_months
from app.core.legal_time.periods import LONGEST_BY_WEEK, Period
from app.usecases.ports import Counting, Ports

NO_CHOICE = Period()
PERIODS: Mapping[str, int] = {"3-mois": 3, "12-mois": 12, "36-mois": 36}  # name → months
USUAL = "12-mois"
RECENT = timedelta(days=365)  # what a usual delay is worked out from


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a period. `forms`: slug → title of those that hold dossiers; `left` needs one form."""

    period: str
    first: date
    last: date
    slug: str
    forms: Mapping[str, str]
    figures: Figures
    left: tuple[Left, ...] = ()
    states: Mapping[str, str] = field(default_factory=dict)  # final state → its name for agents
    by: str = BY_MONTH
    by_silence: int = 0  # of the decisions: those that the law gave, nobody having answered in time


def report(
    ports: Ports,
    account: Account,
    *,
    slug: str = "",
    period: str = USUAL,
    own: Period = NO_CHOICE,
    by: str = BY_MONTH,
) -> Report:
    """The figures of the services that this account manages; `own` days, once chosen, go before `period`.
    NotFound for another form or period."""
    months, services = PERIODS.get(period), account.services("manager")
    if months is None or not services or by not in (BY_MONTH, BY_WEEK):
        raise NotFound
    last = own.last or ports.clock.today()
    first = own.first or add_months(last, -months) + timedelta(days=1)
    if by == BY_WEEK and not own.first:
        first = max(first, add_months(last, -LONGEST_BY_WEEK) + timedelta(days=1))
    counting = Counting(services, beginning(first), beginning(last + timedelta(days=1)), slug)
    with ports.store.reading() as tx:
        held = tx.figures.forms(services)
        received, decided = tx.figures.received(counting), tx.figures.decided(counting)
        drafts = tx.figures.drafts(counting) if slug else ()
    forms = {form.slug: form.title for form in ports.forms.published()
             if form.service.id in services or form.slug in held}  # fmt: skip
    forms |= {one: one for one in held if one not in forms}
    if slug and slug not in forms:
        raise NotFound
    definition = next((form for form in ports.forms.published() if form.slug == slug), None)
    counted = figures(first, last, received=received, decided=decided, by=by)
    silent = _by_silence(ports)
    return Report(
        period=period, by=by, first=first, last=last, slug=slug, forms=forms,
        figures=counted, by_silence=sum(counted.outcomes.get(state, 0) for state in silent),
        left=left_at(definition, drafts) if definition else (),
        states=_state_names(ports),
    )  # fmt: skip


def usual_delay(ports: Ports, slug: str) -> Delays | None:
    """How long answers to this form took over the last year; None when too few were given to tell."""
    with ports.store.reading() as tx:
        found = delays(tx.figures.decided_of(slug, ports.clock.now() - RECENT))
    return found if found and found.number >= ENOUGH else None


def _by_silence(ports: Ports) -> set[str]:
    """The states that silence leads to, in the workflows of the published forms."""
    names = {form.workflow for form in ports.forms.published()}
    moves = (move for name in names for move in ports.workflows.get(name).transitions.values())
    return {move.to for move in moves if move.after.startswith("silence:")}


def _state_names(ports: Ports) -> Mapping[str, str]:
    names = {form.workflow for form in ports.forms.published()}
    states = (state for name in sorted(names) for state in ports.workflows.get(name).states.values())
    return {state.id: state.agent for state in states if state.terminal}
