"""Filters, orders and neighbours of the desk, on both databases: the same dossiers in the same order."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from app.adapters.database.definitions import SqlDefinitions
from app.core.account import Account
from app.core.definition import Field, Option, Step
from app.core.desk.columns import Column, answers_of, facts
from app.core.desk.filters import Filter, make_filter
from app.usecases.ports import QueueQuery, Sort, Store
from tests.adapters.database.cases import DEFINITION, DRAFT, HELPED, keep, numbered

CCAS = QueueQuery(service_ids=("ccas",))
AGENTS = (Account("a1", "a@b.fr", "Amélie"), Account("b2", "b@b.fr", "Bruno"))


def question(path: str, kind: str, *codes: str, sensitive: bool = False) -> Field:
    options = tuple(Option(code, code.title()) for code in codes)
    return Field(path, kind, path, options=options, sensitive=sensitive)


# The index of answers holds what the form asks; "voie" and "commune" of an address are not in it.
FORM = replace(
    DEFINITION,
    hash="f" * 64,
    steps=(
        Step("un", "Un", (
            question("vous.nom", "text"), question("loyer", "amount"), question("ne", "date"),
            question("couple", "yes-no"), question("statut", "choice", "salarie", "retraite"),
            question("aides", "choices", "apl", "rsa"), question("enfants", "repeat"),
            question("ou", "address"), question("secret", "text", sensitive=True),
        )),
    ),
)  # fmt: skip


COLUMNS: Mapping[str, Column] = {
    **{column.key: column for column in facts(people=(Option("a1", "Amélie"), Option("b2", "Bruno")))},
    **{
        column.path: column
        for column in (
            *answers_of(FORM),
            Column("n.avis", "avis", "choice", (Option("reserve", "x"),), Field("avis", "choice", "avis")),
        )
    },
}  # fmt: skip


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, 30, tzinfo=UTC)


DOSSIERS = [
    numbered(
        1, title="Élodie Œuvré", state="received", email="a@b.fr", submitted_at=at(27, 9),
        answers={
            "vous": {"nom": "L’Œuvré-Noël 50%"}, "loyer": Decimal("1250.50"), "ne": "1985-03-27",
            "couple": True, "statut": "salarie", "aides": ["apl", "rsa"], "enfants": [{"a": 1}, {"a": 2}],
            "ou": {"voie": "3 rue de l’Église", "commune": "35238"}, "secret": "x",
        },
        annotations={"avis": "reserve"},
    ),
    numbered(
        2, title="benoît", state="accepted", due_on=None, submitted_at=at(27, 23), decided_at=at(28, 9),
        answers={
            "vous": {"nom": "martin"}, "loyer": 800, "ne": "2001-12-01", "couple": False,
            "statut": "retraite", "aides": ["rsa"], "enfants": [], "ou": {"commune": "Rennes"},
            "avis": "reserve",
        },
    ),
    numbered(3, title="", acting=HELPED, submitted_at=at(28, 10), answers={}),
    # What another version of the form may have stored: nothing has the expected shape.
    numbered(
        4, title="Zoé", submitted_at=at(29, 10), due_on=date(2026, 7, 1),
        answers={
            "vous": "nom", "loyer": "cher", "ne": 1985, "couple": "oui", "statut": ["salarie"],
            "aides": "apl", "enfants": "deux", "ou": "ici", "secret": "",
        },
    ),
    numbered(
        5, title="ÉMILE", submitted_at=at(29, 10),
        answers={"vous": {"nom": "Martín d'Aix"}, "loyer": -3},
    ),
]  # fmt: skip


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """The form is made of values, not of JSON: it is not parsed again."""
    monkeypatch.setattr(SqlDefinitions, "get", lambda _self, hash_: {FORM.hash: FORM}[hash_])


@pytest.fixture
def held(store: Store) -> Store:
    with store.transaction() as tx:
        tx.definitions.keep(FORM)
    keep(store, *(replace(dossier, definition_hash=FORM.hash) for dossier in (DRAFT, *DOSSIERS)))
    with store.transaction() as tx:
        for account in AGENTS:
            tx.accounts.add(account)
        for account_id, number in (("a1", 1), ("a1", 2), ("b2", 2), ("a1", 2)):
            tx.follows.add(account_id, f"{number:032}")
    return store


CASES: list[tuple[str, str, tuple[str, ...], list[int]]] = [
    ("vous.nom", "contient", ("oeuvre",), [1]),
    ("vous.nom", "contient", ("l'ŒUVRÉ-noel",), [1]),
    ("vous.nom", "contient", ("0%",), [1]),
    ("vous.nom", "contient", ("%",), [1]),
    ("vous.nom", "contient", ("_",), []),
    ("vous.nom", "contient", ("' OR 1=1 --",), []),
    ("vous.nom", "exclut", ("MARTIN",), [1]),
    ("vous.nom", "egal", ("Mártin",), [2]),
    ("vous.nom", "different", ("martin",), [1, 5]),
    ("vous.nom", "vide", (), [3, 4]),
    ("vous.nom", "rempli", (), [1, 2, 5]),
    ("loyer", "egal", ("1 250,5",), [1]),
    ("loyer", "different", ("800",), [1, 5]),
    ("loyer", "plus", ("800",), [1]),
    ("loyer", "moins", ("800",), [5]),
    ("loyer", "entre", ("1300", "-3"), [1, 2, 5]),
    ("loyer", "vide", (), [3]),
    ("ne", "egal", ("27/03/1985",), [1]),
    ("ne", "plus", ("1985-03-27",), [2]),
    ("ne", "moins", ("1 1 2000",), [1]),
    ("ne", "entre", ("1985-03-27", "2001-12-01"), [1, 2]),
    ("couple", "egal", ("oui",), [1]),
    ("couple", "egal", ("non",), [2]),
    ("couple", "vide", (), [3, 5]),
    ("statut", "egal", ("salarie",), [1]),
    ("statut", "different", ("salarie",), [2]),
    ("aides", "contient", ("apl",), [1]),
    ("aides", "exclut", ("apl",), [2]),
    ("enfants", "plus", ("0",), [1]),
    ("enfants", "egal", ("0",), [2]),
    ("enfants", "vide", (), [2, 3, 5]),
    ("ou", "contient", ("eglise",), [1]),
    ("ou", "exclut", ("eglise",), [2]),
    ("secret", "rempli", (), [1]),
    ("secret", "vide", (), [2, 3, 4, 5]),
    ("avis", "egal", ("reserve",), [1]),
    ("avis", "vide", (), [2, 3, 4, 5]),
    ("etat", "egal", ("accepted",), [2]),
    ("etat", "different", ("accepted",), [1, 3, 4, 5]),
    ("demandeur", "contient", ("elodie",), [1]),
    ("demandeur", "vide", (), [3]),
    ("numero", "contient", ("ref 000-002",), [2]),
    ("courriel", "egal", ("A@B.fr",), [1]),
    ("canal", "egal", ("accompagne",), [3]),
    ("echeance", "plus", ("2026-06-01",), [4]),
    ("echeance", "vide", (), [2]),
    # 23:30 in UTC is the next day in Paris.
    ("recu", "egal", ("2026-03-27",), [1]),
    ("recu", "different", ("2026-03-27",), [2, 3, 4, 5]),
    ("recu", "plus", ("2026-03-28",), [4, 5]),
    ("recu", "moins", ("2026-03-28",), [1]),
    ("recu", "entre", ("2026-03-28", "2026-03-28"), [2, 3]),
    ("decision", "rempli", (), [2]),
    ("suivi", "egal", ("a1",), [1, 2]),
    ("suivi", "different", ("b2",), [1]),
    ("suivi", "vide", (), [3, 4, 5]),
    ("suivi", "rempli", (), [1, 2]),
]  # fmt: skip


def references(store: Store, query: QueueQuery) -> list[int]:
    with store.reading() as tx:
        page = tx.dossiers.page(query)
    assert page.total == len(page.dossiers)
    return sorted(int(dossier.id) for dossier in page.dossiers)


def test_each_operator_finds_what_it_says(held: Store) -> None:
    for key, operator, typed, expected in CASES:
        asked = make_filter(COLUMNS[key], operator, typed)
        assert references(held, replace(CCAS, filters=(asked,))) == expected, (key, operator, typed)


def test_filters_add_up(held: Store) -> None:
    both = (make_filter(COLUMNS["loyer"], "plus", ["0"]), make_filter(COLUMNS["etat"], "egal", ["accepted"]))
    assert references(held, replace(CCAS, filters=both)) == [2]


HOSTILE = ["\ud800", "\u202e", "'\"`;--", "%" * 200, "\\" * 200, "/" * 200, "$.x", "é" * 10_000, "\t\n", "{}"]


def test_no_value_breaks_the_query(held: Store) -> None:
    for text in HOSTILE:
        wanted = Filter(COLUMNS["vous.nom"], "contient", (text.encode(errors="replace").decode()[:200],))
        references(held, replace(CCAS, filters=(wanted,)))


def pages(store: Store, query: QueueQuery) -> Iterator[Any]:
    while True:
        with store.reading() as tx:
            page = tx.dossiers.page(query)
        yield page
        if not page.following:
            return
        query = replace(query, after=page.following)


ORDERS = {
    "demandeur": [2, 1, 5, 4, 3],
    "numero": [1, 2, 3, 4, 5],
    "etat": [2, 1, 3, 4, 5],
    "echeance": [1, 3, 5, 4, 2],
    "recu": [1, 2, 3, 4, 5],
    "decision": [2, 1, 3, 4, 5],
    "courriel": [1, 2, 3, 4, 5],
    "vous.nom": [1, 2, 5, 3, 4],
    "loyer": [5, 2, 1, 3, 4],
    "ne": [1, 2, 3, 4, 5],
    "couple": [2, 1, 3, 4, 5],
    "statut": [2, 1, 3, 4, 5],
    "aides": [1, 2, 3, 4, 5],
    "enfants": [2, 1, 3, 4, 5],
    "ou": [1, 2, 3, 4, 5],
}


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_every_column_sorts_both_ways_and_its_pages_hide_nothing(held: Store, limit: int) -> None:
    for key, expected in ORDERS.items():
        for descending in (False, True):
            query = replace(CCAS, sort=Sort(COLUMNS[key], descending), limit=limit)
            found = list(pages(held, query))
            ids = [int(dossier.id) for page in found for dossier in page.dossiers]
            assert sorted(ids) == [1, 2, 3, 4, 5], (key, descending)
            if not descending:
                assert ids == expected, key
            back, before = [], found[-1].preceding
            while before:
                with held.reading() as tx:
                    page = tx.dossiers.page(replace(query, before=before))
                back = [int(dossier.id) for dossier in page.dossiers] + back
                before = page.preceding
            assert back == ids[: len(back)], (key, descending)
            assert len(back) == len(ids) - len(found[-1].dossiers)


def test_every_dossier_knows_its_neighbours_in_every_order(held: Store) -> None:
    for key in ORDERS:
        for descending in (False, True):
            query = replace(CCAS, sort=Sort(COLUMNS[key], descending))
            with held.reading() as tx:
                ids = [int(dossier.id) for dossier in tx.dossiers.page(query).dossiers]
                around = [tx.dossiers.neighbours(query, f"{number:032}") for number in ids]
            refs = ["", *(f"REF{number:06}" for number in ids), ""]
            assert sorted(ids) == [1, 2, 3, 4, 5]
            assert around == list(zip(refs, refs[2:], strict=False)), (key, descending)


def test_what_is_empty_comes_last_in_both_directions(held: Store) -> None:
    for descending, first in ((False, [2, 1, 5, 4]), (True, [4, 5, 1, 2])):
        query = replace(CCAS, sort=Sort(COLUMNS["demandeur"], descending))
        with held.reading() as tx:
            found = [int(dossier.id) for dossier in tx.dossiers.page(query).dossiers]
        assert found == [*first, 3]


CURSORS = ("W10", "WzEsMl0", "WyJhIiwgbnVsbF0", "W251bGwsIG51bGxd")  # [], [1,2], ["a", null], [null, null]
UNREADABLE = ("nonsense", "é", "9" * 900)  # refused before the order is looked at


def test_a_cursor_of_another_list_starts_again(held: Store) -> None:
    for key in ORDERS:
        query = replace(CCAS, sort=Sort(COLUMNS[key]), limit=2)
        with held.reading() as tx:
            for cursor in (*CURSORS, *(UNREADABLE if key in ("recu", "loyer") else ())):
                assert tx.dossiers.page(replace(query, after=cursor)).total == 5, (key, cursor)
                assert tx.dossiers.page(replace(query, before=cursor)).total == 5, (key, cursor)


def test_a_dossier_that_has_left_the_list_still_has_neighbours(held: Store) -> None:
    todo = replace(CCAS, states=(("demande-simple", "received"),), sort=Sort(COLUMNS["numero"]))
    with held.reading() as tx:
        assert tx.dossiers.neighbours(todo, f"{2:032}") == ("REF000001", "REF000003")
        assert tx.dossiers.neighbours(todo, "nobody") == ("", "")


def test_followers_are_told_and_counted(held: Store) -> None:
    with held.transaction() as tx:
        assert {key[-1]: [who.name for who in found.followers] for key, found in tx.casework.beside(
            [f"{number:032}" for number in (1, 2, 3)]
        ).items()} == {"1": ["Amélie"], "2": ["Amélie", "Bruno"], "3": []}  # fmt: skip
        assert tx.dossiers.tally(["ccas"], "a1") == {
            ("demande-simple", "received"): (4, 1), ("demande-simple", "accepted"): (1, 1),
        }  # fmt: skip
        tx.follows.remove("a1", f"{1:032}")
        tx.follows.remove("a1", f"{1:032}")
        assert tx.dossiers.tally(["ccas"], "a1")["demande-simple", "received"] == (4, 0)
    assert references(held, replace(CCAS, follower="a1")) == [2]
