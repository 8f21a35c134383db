"""Demonstration at scale: invented dossiers have true histories, and nobody waits behind them."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest

from app.adapters.database.store import SqlStore
from app.adapters.forms import FormFiles
from app.core.errors import GuichetError
from app.usecases.account import sign_in
from app.usecases.desk import process
from app.usecases.desk.desk_list import Asked
from app.usecases.operate import demonstrate
from app.usecases.operate.populate import NothingToPopulate, populate
from app.usecases.ports import Ports
from app.usecases.together import PAUSE


@pytest.fixture
def store(sqlite_store: SqlStore) -> SqlStore:
    """SQLite alone: what is invented is kept by the use cases that others try on both."""
    return sqlite_store


@pytest.fixture
def small(ports: Ports, form_files: FormFiles) -> Ports:
    """The published forms and their demonstration accounts."""
    small = replace(ports, forms=form_files)
    demonstrate.load_accounts(small)
    return small


def test_invented_dossiers_are_in_every_tab_with_whole_histories_and_nothing_to_do(small: Ports) -> None:
    told: list[int] = []
    assert populate(small, 120, told=told.append) == 120
    assert told == [100, 120]
    agent = sign_in(small, "agent@mairie.example", demonstrate.PASSWORD)
    counts = process.desk(small, agent).counts
    assert all(counts[tab] > 0 for tab in ("todo", "waiting", "done"))
    with small.store.reading() as tx:
        assert tx.events.broken_chains() == ()
        assert tx.effects.due(small.clock.now()) == ()
        held = tx.dossiers.counts([form.service.id for form in small.forms.published()])
    assert len({key[-1] for key in held}) >= 6, "states"
    noted = Asked(tab="all", slug="cerfa-16029", filters=("n.avis~rempli",))
    assert process.desk(small, sign_in(small, "agent@ccas.example", demonstrate.PASSWORD), noted).rows


def test_the_same_seed_invents_the_same_people(small: Ports) -> None:
    populate(small, 12, seed=3)
    populate(small, 12, seed=3)
    agent = sign_in(small, "agent@mairie.example", demonstrate.PASSWORD)
    titles = Counter(row.dossier.title for row in process.desk(small, agent).rows)
    assert titles
    assert all(number % 2 == 0 for number in titles.values())


def test_without_a_form_nothing_is_invented(ports: Ports, tmp_path) -> None:
    with pytest.raises(NothingToPopulate) as refused:
        populate(replace(ports, forms=FormFiles(tmp_path)), 3)
    assert isinstance(refused.value, GuichetError)
    assert "scénario" in str(refused.value)


def test_what_is_loaded_for_show_never_stands_before_what_a_visitor_asks(small: Ports) -> None:
    demonstrate.load_dossiers(small)
    with small.store.reading() as tx:
        due = sorted(effect.due_at for effect in tx.effects.with_status("pending", 1000))
    assert len(due) > 50
    assert {later - sooner for sooner, later in pairwise(due)} == {PAUSE}
