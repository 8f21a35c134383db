"""Full text: words of answers, prefixes and accents, the same on both databases; nothing sensitive."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from app.adapters.database.definitions import SqlDefinitions
from app.adapters.database.engine import make_engine
from app.adapters.database.search_index import rebuild
from app.core.definition import Field, Option, Step
from app.usecases.ports import QueueQuery, Store
from tests.adapters.database.cases import DEFINITION, DRAFT, numbered

CCAS = QueueQuery(service_ids=("ccas",))


def field(path: str, kind: str, **more) -> Field:
    return Field(path, kind, path, **more)


FIELDS = (
    field("nom", "text"),
    field("telephone", "phone"),
    field("statut", "choice", options=(Option("s", "Salarié"), Option("r", "Retraité"))),
    field("nir", "nir", sensitive=True),
    field("sante", "text", sensitive=True),
    field("enfants", "repeat", fields=(field("prenom", "text"), field("soins", "text", sensitive=True))),
)
SEARCHED = replace(DEFINITION, slug="cherchee", hash="e" * 64, steps=(Step("un", "Un", FIELDS),))
ONE = numbered(
    1, title="Hélène L’Œuvre-Noël", reference="7K4M92QXC", definition_hash=SEARCHED.hash,
    answers={
        "nom": "Boulangère", "telephone": "+33612345678", "statut": "s", "nir": "185057800608491",
        "sante": "Diabète", "enfants": [{"prenom": "Timothée", "soins": "orthophonie"}],
    },
)  # fmt: skip
TWO = numbered(
    2, title="Helene", reference="234679ACD", definition_hash=SEARCHED.hash,
    answers={"nom": "日本", "statut": "r", "enfants": "deux"},
)  # fmt: skip


SEARCHES = [
    ("boulanger", [1]),
    ("boul", [1]),
    ("BOULÂN", [1]),
    ("oulanger", []),  # the beginning of a word, never its middle
    ("retraite", [2]),
    ("sal", [1]),
    ("orthophonie", []),
    ("timothee", [1]),
    ("0612345678", [1]),
    ("06 12", [1]),
    ("helene boul", [1]),
    ("helene retraite", [2]),
    ("boulangere retraite", []),
    ("œuvre", [1]),
    ("oeuvre-noel", [1]),
    ("7k4m92qxc", [1]),
    ("7K4-M92", [1]),
    ("m92 qxc", [1]),
    ("diabete", []),
    ("185057800608491", []),
    ("日本", [2]),
]


HOSTILE = [
    '"', "'", '"""', "NEAR(a b)", "a OR b", "a AND", "NOT a", "-a", "a*", "*", "(", "a:b", "^a", "words:a",
    "\\", "'; DROP TABLE dossiers; --", "!a & b | c", "<->", "a <-> b", ":*", "%", "\x01\x1f\x7f", "\u202e",
    "\ud800", "é" * 1_000_000, "a " * 500_000, '"' * 1_000_000, "\u0000", "𝒳", "ª²½", "٣", "\u0301",
]  # fmt: skip


@pytest.fixture
def held(store: Store) -> Store:
    with store.transaction() as tx:
        tx.definitions.keep(DEFINITION)
        tx.definitions.keep(SEARCHED)
        tx.dossiers.add(DRAFT_OF_ONE)
        for dossier in (ONE, TWO):
            tx.dossiers.add(dossier)
    return store


DRAFT_OF_ONE = replace(DRAFT, title="Brouillon", reference="236746ACD")


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """The form is made of values, not of JSON: it is not parsed again."""
    monkeypatch.setattr(SqlDefinitions, "get", lambda _self, hash_: {SEARCHED.hash: SEARCHED}[hash_])


def found(store: Store, typed: str) -> list[int]:
    with store.reading() as tx:
        return sorted(int(d.id) for d in tx.dossiers.page(replace(CCAS, search=typed)).dossiers)


def test_words_are_found_by_their_beginning_and_nothing_sensitive_is(held: Store) -> None:
    assert [(typed, found(held, typed)) for typed, _ids in SEARCHES] == SEARCHES


def test_no_search_ever_fails(held: Store) -> None:
    for typed in HOSTILE:
        assert found(held, typed) in ([], [1], [2], [1, 2]), typed[:20]


def test_what_changes_is_found_at_once_and_no_longer_as_it_was(held: Store) -> None:
    with held.transaction() as tx:
        tx.dossiers.change(replace(ONE, title="Zoé", answers={"nom": "Fleuriste"}), from_state=ONE.state)
    assert (found(held, "fleuriste"), found(held, "zoe"), found(held, "boulangere")) == ([1], [1], [])


def test_a_change_that_is_rolled_back_leaves_the_index_as_it_was(held: Store) -> None:
    def change_then_fail() -> None:
        with held.transaction() as tx:
            tx.dossiers.change(replace(ONE, answers={"nom": "Fleuriste"}), from_state=ONE.state)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_then_fail()
    assert (found(held, "fleuriste"), found(held, "boulangere")) == ([], [1])


def test_dossiers_from_before_are_indexed_by_the_migration(held: Store, database_url: str) -> None:
    engine = make_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM dossier_words"))
    assert found(held, "boul") == []
    with engine.begin() as connection:
        assert rebuild(connection) == 2
    engine.dispose()
    assert [(typed, found(held, typed)) for typed, _ids in SEARCHES] == SEARCHES
