"""The desk's queue: pages that follow one another, search that forgives, few statements."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, event

from app.adapters.database.engine import make_engine
from app.adapters.database.store import SqlStore
from app.core.desk.columns import facts
from app.usecases.ports import QueueQuery, Sort, Store
from tests.adapters.database.cases import DRAFT, NOW, keep, numbered

CCAS = QueueQuery(service_ids=("ccas",))
FACTS = {column.key: column for column in facts()}
NEWEST = Sort(FACTS["recu"], descending=True)
DUE = Sort(FACTS["echeance"])


def walk(store: Store, query: QueueQuery) -> Iterator[str]:
    """Every id, page after page."""
    while True:
        with store.reading() as tx:
            page = tx.dossiers.page(query)
        yield from (dossier.id for dossier in page.dossiers)
        if not page.following:
            return
        query = replace(query, after=page.following)


def due_in(number: int) -> date | None:
    """Many share a date, some have none: the cases where a page could repeat or lose a row."""
    return None if number % 5 == 0 else date(2026, 6, 1) + timedelta(days=number % 3)


TWENTY_THREE = [
    numbered(n, due_on=due_in(n), submitted_at=NOW + timedelta(days=n // 4)) for n in range(1, 24)
]


@pytest.mark.parametrize("limit", [1, 4, 23, 24])
def test_pages_in_order_of_due_date_show_every_dossier_once(store: Store, limit: int):
    keep(store, DRAFT, *TWENTY_THREE)
    rank = {d.id: (d.due_on or date.max, d.submitted_at, d.id) for d in TWENTY_THREE}
    assert list(walk(store, replace(CCAS, limit=limit))) == sorted(rank, key=lambda i: rank[i])


@pytest.mark.parametrize("limit", [1, 4, 23, 24])
def test_pages_in_order_of_receipt_show_the_newest_first(store: Store, limit: int):
    keep(store, DRAFT, *TWENTY_THREE)
    rank = {d.id: (d.submitted_at, d.id) for d in TWENTY_THREE}
    found = list(walk(store, replace(CCAS, limit=limit, sort=NEWEST)))
    assert found == sorted(rank, key=lambda i: rank[i], reverse=True)


def test_a_page_tells_how_many_there_are_in_all(store: Store):
    keep(store, *TWENTY_THREE)
    with store.reading() as tx:
        page = tx.dossiers.page(replace(CCAS, limit=4))
        assert (len(page.dossiers), page.total) == (4, 23)
        assert tx.dossiers.page(replace(CCAS, limit=4, after=page.following)).total == 23


FILTERS = [
    ({"states": (("demande-simple", "received"),)}, [1, 2]),
    ({"states": (("demande-simple", "received"), ("autre", "accepted"))}, [1, 2, 4]),
    ({"slug": "autre"}, [4, 5]),
    ({"service_ids": ("voirie",)}, [6]),
    ({"service_ids": ("ccas", "voirie")}, [1, 2, 3, 4, 5, 6]),
    ({"service_ids": ()}, []),
]


@pytest.mark.parametrize(("asked", "expected"), FILTERS)
def test_the_queue_keeps_what_is_asked(store: Store, asked: dict, expected: list[int]):
    keep(
        store, DRAFT, numbered(1), numbered(2), numbered(3, state="accepted"),
        numbered(4, slug="autre", state="accepted"), numbered(5, slug="autre"),
        numbered(6, service_id="voirie"),
    )  # fmt: skip
    assert [int(found) for found in walk(store, replace(CCAS, **asked))] == expected


SEARCHES = [
    ("helene", [1]),
    ("HÉLÈNE", [1]),
    ("oeuvre noel", [1]),
    ("noël  l’œuvre", [1]),
    ("jean-pierre", [2]),
    ("Jean Pierre", [2]),
    ("7k4-m92-qxc", [3]),
    ("7K4M92", [3]),
    ("m92 qxc", [3]),
    ("  ", [1, 2, 3]),
    ("%", []),
    ("_", []),
    ("martin", []),
    ("' OR 1=1 --", []),
]


@pytest.mark.parametrize(("typed", "expected"), SEARCHES)
def test_search_forgets_accents_capitals_and_punctuation(store: Store, typed: str, expected: list[int]):
    keep(
        store,
        numbered(1, title="Hélène L’Œuvre-Noël", reference="234679ACD"),
        numbered(2, title="Jean-Pierre Dupré", reference="234679ADC"),
        numbered(3, title="Zoé", reference="7K4M92QXC"),
    )
    assert [int(found) for found in walk(store, replace(CCAS, search=typed))] == expected


@pytest.mark.parametrize("after", ["nonsense", "é", "WyJhIl0", "bnVsbA", "MQ", "WzEsMiwzXQ"])
@pytest.mark.parametrize("order", [None, NEWEST])
def test_a_cursor_that_no_page_gave_starts_again(store: Store, after: str, order: Sort | None):
    keep(store, numbered(1))
    with store.reading() as tx:
        assert len(tx.dossiers.page(replace(CCAS, after=after, sort=order)).dossiers) == 1


def statements_of(engine: Engine) -> list[str]:
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    return seen


@pytest.mark.parametrize(("search", "expected"), [("", 2), ("ref", 3)])  # one more: is it rare? which words?
def test_a_page_costs_two_statements_whatever_its_size(database_url: str, search: str, expected: int):
    engine = make_engine(database_url)
    store = SqlStore(engine)
    keep(store, *TWENTY_THREE)
    seen = statements_of(engine)
    with store.reading() as tx:
        tx.dossiers.page(replace(CCAS, search=search, limit=4, states=(("demande-simple", "received"),)))
    read = [statement for statement in seen if statement.lstrip().startswith(("SELECT", "WITH"))]
    assert len(read) == expected
    store.close()


def test_a_search_gives_the_last_arrived_first_unless_it_is_sorted(store: Store):
    due = {1: date(2026, 3, 3), 2: date(2026, 3, 1), 3: date(2026, 3, 2)}
    for number, day in due.items():
        keep(store, numbered(number, title="Le Goff", due_on=day))
    searched = replace(CCAS, search="go le")
    assert [int(found) for found in walk(store, replace(searched, limit=2))] == [3, 2, 1]
    assert [int(found) for found in walk(store, replace(searched, sort=DUE))] == [2, 3, 1]
    with store.reading() as tx:
        found = tx.dossiers.page(searched).dossiers
        beside = [tx.dossiers.neighbours(searched, one.id) for one in found]
    assert beside == [("", "REF000002"), ("REF000003", "REF000001"), ("REF000002", "")]


def test_a_word_that_begins_many_words_finds_them_all(store: Store):
    keep(store, *(numbered(number, title=f"Mar{letter}") for number, letter in enumerate("abcdefghijkl", 1)))
    assert sorted(map(int, walk(store, replace(CCAS, search="mar")))) == list(range(1, 13))
    assert [int(found) for found in walk(store, replace(CCAS, search="marl"))] == [12]
