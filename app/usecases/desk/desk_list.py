"""The list of the desk: tabs, search, filters, order and columns as asked, over the agent's services only.

What is asked comes from an address, so what is not understood is left out, never an error.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.core.account import Account
from app.core.definition import FormDefinition, Option
from app.core.desk.casework import Beside, Choices
from app.core.desk.columns import Column, answers_of, facts
from app.core.desk.filters import MOST, Filter, NotAFilter, make_filter
from app.core.dossier import Dossier, read_reference
from app.core.errors import NotFound
from app.core.language import _
from app.core.plain_text import one_line
from app.core.workflow import DRAFT
from app.usecases.desk.desk_states import DeskRow, Known, desk_row, known_states
from app.usecases.ports import Ports, QueuePage, QueueQuery, SavedView, Sort, Transaction

TABS = ("todo", "followed", "waiting", "done", "all")
SHOWN = ("etat", "echeance", "suivi", "recu")  # unless other columns are chosen; number and person always are
ALWAYS = ("numero", "demandeur")
MOST_COLUMNS = 12
BETWEEN = "~"  # in an address: column~operator~value

Tally = Mapping[tuple[str, str], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A list as its address asks for it. `sort` is the key of a column, after "-" when descending."""

    tab: str = "todo"
    slug: str = ""
    search: str = ""
    sort: str = ""
    filters: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    after: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """A page of the queue. `counts` is by tab, `forms` holds (slug, title, number to do).

    `asked` is what was understood; `columns` is all that may be chosen, `shown` what is.
    """

    asked: Asked
    rows: tuple[DeskRow, ...]
    beside: Mapping[str, Beside]
    total: int
    following: str
    preceding: str
    counts: Mapping[str, int]
    forms: tuple[tuple[str, str, int], ...]
    columns: tuple[Column, ...]
    shown: tuple[Column, ...]
    filters: tuple[Filter, ...]
    sort: Sort | None
    views: tuple[SavedView, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What an address means for this agent."""

    asked: Asked
    tally: Tally
    known: Known
    columns: Mapping[str, Column]
    filters: tuple[Filter, ...]
    sort: Sort | None
    query: QueueQuery


def desk(ports: Ports, account: Account, asked: Asked = Asked(), *, people: bool = False) -> Desk:
    """The queue of the agent's services, filtered, sorted and paged by the database.

    `people`: the columns also tell every agent of the services, to choose one of them.
    """
    with ports.store.reading() as tx:
        read = _read(ports, tx, account, asked, people=people)
        page = tx.dossiers.page(read.query) if read.query.states else QueuePage(dossiers=(), total=0)
        rows = tuple(desk_row(ports, tx, dossier) for dossier in page.dossiers)
        beside = tx.casework.beside([row.dossier.id for row in rows]) if rows else {}
        views = tuple(tx.saved_views.open_to(account.id, account.desk_services()))
    keys = [key for key in read.asked.columns or SHOWN if key not in ALWAYS]
    return Desk(
        asked=read.asked,
        rows=rows,
        beside=beside,
        total=page.total,
        following=page.following,
        preceding=page.preceding,
        counts={tab: _held(read, tab) for tab in TABS},
        forms=_forms(ports, account.desk_services(), read),
        columns=tuple(read.columns.values()),
        shown=tuple(read.columns[key] for key in keys),
        filters=read.filters,
        sort=read.sort,
        views=views,
    )


def around(ports: Ports, tx: Transaction, account: Account, asked: Asked, dossier_id: str) -> tuple[str, str]:
    """The references before and after this dossier in the list that was asked for, "" at its ends."""
    read = _read(ports, tx, account, asked)
    return tx.dossiers.neighbours(read.query, dossier_id) if read.query.states else ("", "")


def all_of(ports: Ports, tx: Transaction, account: Account, asked: Asked, most: int) -> Sequence[Dossier]:
    """The dossiers of the whole list, in its order, `most` at most."""
    query = _read(ports, tx, account, replace(asked, after="", before="")).query
    return tx.dossiers.page(replace(query, limit=most)).dossiers if query.states else ()


def _read(ports: Ports, tx: Transaction, account: Account, asked: Asked, *, people: bool = False) -> _Reading:
    services = account.desk_services()
    tally = tx.dossiers.tally(services, account.id)
    known = known_states(ports, tx, tally)
    definition = _definition(ports, tx, asked.slug, services)
    asked = replace(asked, tab=asked.tab if asked.tab in TABS else "todo")
    named = people or any(_names_somebody(text, account) for text in asked.filters)
    colleagues, labels, groups = _choices(tx, account, all_=named)
    columns = {
        column.key: column
        for column in (
            *facts(
                _states(ports, known, services, asked.slug),
                _titles(ports, known),
                colleagues,
                labels,
                groups,
            ),
            *(answers_of(definition) if definition else ()),
        )
    }
    filters = _filters(columns, asked.filters)
    sort = _sort(columns, asked.sort)
    asked = replace(
        asked,
        filters=tuple(written(found) for found in filters),
        columns=tuple(key for key in dict.fromkeys(asked.columns) if _may_show(columns, key))[:MOST_COLUMNS],
        sort=asked.sort if sort else "",
        search=one_line(asked.search),
    )
    states = _narrowed(_wanted(known, asked.tab), asked.slug, filters)
    query = QueueQuery(
        service_ids=tuple(services),
        states=states,
        slug=asked.slug,
        search=read_reference(asked.search) or asked.search,
        follower=account.id if asked.tab == "followed" else "",
        filters=filters,
        sort=sort,
        after=asked.after,
        before=asked.before,
    )
    reading = _Reading(asked, tally, known, columns, filters, sort, query)
    if filters or asked.search:
        return reading
    return replace(reading, query=replace(query, total=_held(reading, asked.tab, asked.slug)))


def written(found: Filter) -> str:
    """A filter as addresses hold it."""
    return BETWEEN.join((found.column.key, found.operator, *found.values))


def _filters(columns: Mapping[str, Column], texts: Sequence[str]) -> tuple[Filter, ...]:
    """Those that are understood; one about a form that is not chosen is not."""
    found = []
    for text in dict.fromkeys(texts[:MOST]):
        key, _sign, rest = text.partition(BETWEEN)
        operator, _sign, value = rest.partition(BETWEEN)
        values = value.split(BETWEEN, 1) if operator == "entre" else [value]
        if key in columns:
            try:
                found.append(make_filter(columns[key], operator, values))
            except NotAFilter:
                continue
    return tuple(found)


def _sort(columns: Mapping[str, Column], text: str) -> Sort | None:
    key = text.removeprefix("-")
    if not _may_sort(columns, key):
        return None
    return Sort(columns[key], descending=text.startswith("-"))


def _may_sort(columns: Mapping[str, Column], key: str) -> bool:
    return key in columns and columns[key].sortable


def _may_show(columns: Mapping[str, Column], key: str) -> bool:
    return key in columns and columns[key].listed


def _wanted(known: Known, tab: str) -> tuple[tuple[str, str], ...]:
    return tuple(key for key, state in known.states.items() if _is_in(state.tab, tab))


def _narrowed(
    pairs: tuple[tuple[str, str], ...], slug: str, filters: Sequence[Filter]
) -> tuple[tuple[str, str], ...]:
    """Without the forms and states that a filter leaves out anyway: an index then finds the rest."""
    told = {f.column.key: f.values[0] for f in filters if f.operator == "egal"}
    form, state = slug or told.get("demarche", ""), told.get("etat", "")
    return tuple(pair for pair in pairs if form in ("", pair[0]) and state in ("", pair[1]))


def _is_in(state_tab: str, tab: str) -> bool:
    """What is followed is still to be done: once decided it is found in its own tab."""
    return tab == "all" or state_tab == tab or (tab == "followed" and state_tab != "done")


def _held(read: _Reading, tab: str, slug: str = "") -> int:
    wanted = set(_wanted(read.known, tab))
    column = 1 if tab == "followed" else 0
    return sum(
        numbers[column] for key, numbers in read.tally.items() if key in wanted and slug in ("", key[0])
    )


def _definition(ports: Ports, tx: Transaction, slug: str, services: Sequence[str]) -> FormDefinition | None:
    """The form whose answers may be shown, of one of these services, even withdrawn; None for none."""
    if not slug:
        return None
    try:
        found: FormDefinition | None = ports.forms.current(slug)
    except NotFound:
        found = next(iter(tx.definitions.of_slugs([slug])), None)
    return found if found and found.service.id in services else None


def _states(ports: Ports, known: Known, services: Sequence[str], slug: str) -> tuple[Option, ...]:
    """Those of the workflows of the services' forms, and those that dossiers hold beyond."""
    titles: dict[str, str] = {}
    for form in ports.forms.published():
        if form.service.id in services and slug in ("", form.slug):
            titles |= _states_of(ports, form)
    titles |= {name: state.agent for (of, name), state in known.states.items() if slug in ("", of)}
    return tuple(Option(name, title) for name, title in titles.items())


def _states_of(ports: Ports, form: FormDefinition) -> dict[str, str]:
    try:
        states = ports.workflows.get(form.workflow).states
    except NotFound:
        return {}
    return {state.id: state.agent for state in states.values() if state.id != DRAFT}


def _titles(ports: Ports, known: Known) -> tuple[Option, ...]:
    held = {slug for slug, _state in known.states}
    titles = {form.slug: form.title for form in ports.forms.published() if form.slug in held}
    return tuple(Option(slug, title) for slug, title in {**titles, **known.withdrawn}.items())


def _choices(tx: Transaction, account: Account, *, all_: bool) -> tuple[tuple[Option, ...], ...]:
    """People (oneself first), labels and groups; beyond oneself they cost one statement, together."""
    me = Option(account.id, _("moi"))
    known = tx.casework.choices(account.desk_services()) if all_ else Choices()
    others = (Option(one.account_id, one.name) for one in known.people if one.account_id != account.id)
    named = (tuple(Option(one.id, one.name) for one in held) for held in (known.labels, known.groups))
    return ((me, *others), *named)


def _names_somebody(text: str, account: Account) -> bool:
    """True for a filter on a label or a group, or on another person than the one who asks."""
    key, _sign, rest = text.partition(BETWEEN)
    value = rest.partition(BETWEEN)[2]
    return key in ("etiquettes", "groupe") or (key in ("suivi", "charge") and value not in ("", account.id))


def _forms(ports: Ports, services: Sequence[str], read: _Reading) -> tuple[tuple[str, str, int], ...]:
    """The published forms of the services, then those withdrawn whose dossiers remain."""
    published = tuple(
        (form.slug, form.title) for form in ports.forms.published() if form.service.id in services
    )
    to_do: Counter[str] = Counter()
    for (slug, state), (number, _followed) in read.tally.items():
        if read.known.states[slug, state].tab == "todo":
            to_do[slug] += number
    forms = (*published, *read.known.withdrawn.items())
    return tuple((slug, title, to_do[slug]) for slug, title in forms)
