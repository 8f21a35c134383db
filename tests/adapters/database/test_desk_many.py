"""The same lists when no filter leaves few dossiers: what is read along an order is what is sorted."""

from dataclasses import replace

import pytest

from app.adapters.database import desk_candidates, desk_total, search_index
from app.adapters.database.definitions import SqlDefinitions
from app.core.desk.filters import make_filter
from app.usecases.ports import QueueQuery, Sort, Store
from tests.adapters.database.cases import keep, numbered
from tests.adapters.database.test_desk_filters import (
    CASES,
    CCAS,
    COLUMNS,
    DOSSIERS,
    FORM,
    ORDERS,
    pages,
    references,
)

PLACED = replace(
    CCAS, slug="demande-simple", states=(("demande-simple", "received"), ("demande-simple", "accepted"))
)


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is few; the form is made of values, not of JSON."""
    monkeypatch.setattr(SqlDefinitions, "get", lambda _self, _hash: FORM)
    monkeypatch.setattr(desk_candidates, "PROBED", -1)


@pytest.fixture
def held(store: Store) -> Store:
    with store.transaction() as tx:
        tx.definitions.keep(FORM)
    keep(store, *(replace(dossier, definition_hash=FORM.hash) for dossier in DOSSIERS))
    return store


# Who follows is not of a list read along an order: the tests of filters have it.
@pytest.mark.parametrize("query", [CCAS, PLACED])
def test_each_operator_finds_what_it_says_along_an_order(held: Store, query: QueueQuery) -> None:
    for key, operator, typed, expected in CASES:
        if key != "suivi":
            asked = make_filter(COLUMNS[key], operator, typed)
            assert references(held, replace(query, filters=(asked,))) == expected, (key, operator, typed)


def test_pages_of_a_filtered_list_hide_nothing_in_any_order(held: Store) -> None:
    asked = make_filter(COLUMNS["ne"], "entre", ["1900-01-01", "2100-01-01"])
    inside = make_filter(COLUMNS["vous.nom"], "contient", ["r"])
    for filters, left in (((asked,), {1, 2}), ((inside,), {1, 2, 5}), ((asked, inside), {1, 2})):
        for key, order in ORDERS.items():
            query = replace(PLACED, filters=filters, sort=Sort(COLUMNS[key], descending=False), limit=1)
            found = [int(one.id) for page in pages(held, query) for one in page.dossiers]
            assert found == [number for number in order if number in left], (key, filters)


TITLES = ("Martin Zoé", "Marthe", "Zoé Martin", "Martineau Zoé", "Zoé")
SEARCHES = [("martin zoe", [4, 3, 1]), ("mar", [4, 3, 2, 1]), ("zoe", [5, 4, 3, 1]), ("paul", [])]


@pytest.fixture(params=[0, 1_000])
def searched(store: Store, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Every word is common; what is counted is counted along the arrivals, or by the index of words."""
    monkeypatch.setattr(search_index, "PAGE", 0)
    monkeypatch.setattr(desk_total, "DENSE", request.param)
    keep(store, *(numbered(number, title=title) for number, title in enumerate(TITLES, 1)))
    return store


def test_a_search_of_common_words_goes_along_the_arrivals(searched: Store) -> None:
    for typed, expected in SEARCHES:
        query = replace(CCAS, search=typed, limit=2)
        found = list(pages(searched, query))
        assert [int(one.id) for page in found for one in page.dossiers] == expected, typed
        assert {page.total for page in found} == {len(expected)}


def test_what_is_beyond_the_count_is_told_as_one_more(
    searched: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_total, "FOUND", 1)
    for typed, expected in SEARCHES[:3]:
        with searched.reading() as tx:
            page = tx.dossiers.page(replace(CCAS, search=typed, limit=1))
        assert (page.total, len(expected) > 2) == (2, True), typed
