"""Effects: claimed by one worker at a time, never lost with the worker."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from app.core.dossier import Effect
from app.usecases.ports import Store
from tests.adapters.database.cases import DRAFT, NOW, effect, keep

LEASE = timedelta(seconds=120)
SECOND = timedelta(seconds=1)


def add(store: Store, *effects: Effect) -> None:
    keep(store, DRAFT)
    with store.transaction() as tx:
        for each in effects:
            tx.effects.add(each)


def only(store: Store) -> Effect:
    with store.reading() as tx:
        (found,) = tx.effects.of(DRAFT.id)
    return found


def due(store: Store, now=NOW) -> Sequence[str]:
    with store.reading() as tx:
        return tx.effects.due(now)


def test_an_effect_comes_back_as_it_was_stored(store: Store):
    add(store, effect())
    assert only(store) == effect()


def test_a_claimed_effect_is_running_and_counted(store: Store):
    add(store, effect())
    with store.transaction() as tx:
        claimed = tx.effects.claim("e1", NOW, LEASE)
    assert claimed == only(store) == effect(status="running", attempts=1)


NOT_OURS = [effect(status="done"), effect(status="failed"), effect(due_at=NOW + SECOND)]


@pytest.mark.parametrize("other", NOT_OURS, ids=["done", "failed", "not due yet"])
def test_what_is_not_to_do_cannot_be_claimed(store: Store, other: Effect):
    add(store, other)
    with store.transaction() as tx:
        assert tx.effects.claim("e1", NOW, LEASE) is None
        assert tx.effects.claim("unknown", NOW, LEASE) is None
    assert only(store) == other
    assert due(store) == ()


def test_a_running_effect_is_free_again_when_its_lease_ends(store: Store):
    add(store, effect())
    with store.transaction() as tx:
        tx.effects.claim("e1", NOW, LEASE)
        assert tx.effects.claim("e1", NOW + LEASE - SECOND, LEASE) is None
    assert due(store, NOW + LEASE - SECOND) == ()
    assert due(store, NOW + LEASE) == ("e1",)
    with store.transaction() as tx:
        again = tx.effects.claim("e1", NOW + LEASE, LEASE)
    assert again is not None
    assert again.attempts == 2


def test_of_four_workers_that_claim_at_once_one_wins(store: Store):
    add(store, effect())
    together = Barrier(4)

    def claim(_worker: int) -> bool:
        together.wait()
        with store.transaction() as tx:
            return tx.effects.claim("e1", NOW, LEASE) is not None

    with ThreadPoolExecutor(4) as workers:
        assert sum(workers.map(claim, range(4))) == 1
    assert only(store).attempts == 1


def test_the_life_of_an_effect_that_fails_then_succeeds(store: Store):
    add(store, effect())
    with store.transaction() as tx:
        claimed = tx.effects.claim("e1", NOW, LEASE)
        assert tx.effects.retry(claimed, NOW + SECOND, "server away")
    assert only(store) == effect(attempts=1, due_at=NOW + SECOND, error="server away")
    assert due(store) == ()
    with store.transaction() as tx:
        claimed = tx.effects.claim("e1", NOW + SECOND, LEASE)
        assert tx.effects.done(claimed, NOW + SECOND)
    assert only(store) == effect(status="done", attempts=2, due_at=NOW + SECOND)


@pytest.mark.parametrize("finished", [True, False], ids=["done by another", "held by another"])
def test_a_worker_that_comes_back_late_changes_nothing(store: Store, finished: bool):
    add(store, effect())
    with store.transaction() as tx:
        late = tx.effects.claim("e1", NOW, LEASE)
        other = tx.effects.claim("e1", NOW + LEASE, LEASE)
        if finished:
            assert tx.effects.done(other, NOW + LEASE)
    before = only(store)
    with store.transaction() as tx:
        assert not tx.effects.done(late, NOW + LEASE)
        assert not tx.effects.retry(late, NOW + LEASE, "too late")
        assert not tx.effects.fail(late, "too late")
    assert only(store) == before


def test_only_a_failed_effect_can_be_reset(store: Store):
    add(store, effect())
    with store.transaction() as tx:
        assert not tx.effects.reset("e1", NOW)
        claimed = tx.effects.claim("e1", NOW, LEASE)
        assert tx.effects.fail(claimed, "address refused")
    assert only(store) == effect(status="failed", attempts=1, error="address refused")
    with store.transaction() as tx:
        assert tx.effects.reset("e1", NOW + SECOND)
    assert only(store) == effect(due_at=NOW + SECOND)


def test_due_effects_come_oldest_first_up_to_the_limit(store: Store):
    add(store, *(effect(f"e{n}", due_at=NOW - n * SECOND) for n in range(1, 6)))
    with store.reading() as tx:
        assert tx.effects.due(NOW, limit=3) == ("e5", "e4", "e3")


def test_effects_are_listed_by_status(store: Store):
    failed = replace(effect("e2"), status="failed", error="away")
    add(store, effect(), failed)
    with store.reading() as tx:
        assert tx.effects.with_status("failed") == (failed,)
        assert tx.effects.with_status("done") == ()
