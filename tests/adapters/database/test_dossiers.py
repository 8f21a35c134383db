"""Drafts and dossiers: kept whole, changed by compare-and-set."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from threading import Barrier

import pytest

from app.core.errors import DraftConflict, NotEditable, NotFound
from app.usecases.ports import Store
from tests.adapters.database.cases import CAMILLE, DRAFT, HELPED, NOW, SUBMITTED, keep, numbered


@pytest.mark.parametrize("dossier", [DRAFT, SUBMITTED, replace(DRAFT, acting=HELPED, test=True)])
def test_a_dossier_comes_back_as_it_was_stored(store: Store, dossier):
    keep(store, dossier)
    with store.reading() as tx:
        assert tx.dossiers.get(dossier.id) == dossier
        assert tx.dossiers.by_reference(dossier.reference) == dossier


def test_an_unknown_dossier_is_not_found(store: Store):
    with store.reading() as tx:
        assert tx.dossiers.by_reference("234679ACD") is None
        with pytest.raises(NotFound):
            tx.dossiers.get("nobody")


def test_amounts_keep_every_digit_and_stay_decimals(store: Store):
    amounts = {"loyer": Decimal("1250.50"), "lignes": [{"montant": Decimal("0.10")}], "enfants": 2}
    keep(store, replace(DRAFT, working=amounts))
    with store.reading() as tx:
        found = tx.dossiers.get(DRAFT.id).working
    assert found == amounts
    assert (str(found["loyer"]), str(found["lignes"][0]["montant"])) == ("1250.50", "0.10")
    assert isinstance(found["enfants"], int)


def test_an_instant_of_another_zone_comes_back_in_utc(store: Store):
    paris = datetime(2026, 3, 27, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    keep(store, replace(DRAFT, created_at=paris))
    with store.reading() as tx:
        found = tx.dossiers.get(DRAFT.id).created_at
    assert (found, found.tzinfo) == (paris, UTC)


def test_a_naive_instant_is_refused(store: Store):
    with pytest.raises(Exception, match="aware"):
        keep(store, replace(DRAFT, created_at=datetime(2026, 3, 27, 10, 30)))


def test_saving_working_answers_grows_the_revision(store: Store):
    keep(store, DRAFT)
    edited = replace(DRAFT, working={"nom": "Roux"}, title="Roux", email="a@b.fr", acting=HELPED)
    with store.transaction() as tx:
        saved = tx.dossiers.save_working(edited, based_on=3)
        assert saved == replace(edited, revision=4)
    with store.reading() as tx:
        assert tx.dossiers.get(DRAFT.id) == saved


def test_a_draft_saved_in_two_windows_is_a_conflict(store: Store):
    keep(store, DRAFT)
    with store.transaction() as tx:
        tx.dossiers.save_working(replace(DRAFT, working={"nom": "first"}), based_on=3)
    with pytest.raises(DraftConflict), store.transaction() as tx:
        tx.dossiers.save_working(replace(DRAFT, working={"nom": "second"}), based_on=3)
    with store.reading() as tx:
        assert tx.dossiers.get(DRAFT.id).working == {"nom": "first"}


def test_a_draft_sent_from_another_window_is_not_written_over(store: Store):
    keep(store, DRAFT)
    with store.transaction() as tx:
        assert tx.dossiers.change(SUBMITTED, from_state="draft")
    with pytest.raises(DraftConflict), store.transaction() as tx:
        tx.dossiers.save_working(DRAFT, based_on=3)


def test_a_draft_that_is_gone_is_not_found(store: Store):
    with pytest.raises(NotFound), store.transaction() as tx:
        tx.dossiers.save_working(DRAFT, based_on=3)


def test_a_change_from_a_state_that_is_over_does_nothing(store: Store):
    keep(store, SUBMITTED)
    decided = replace(SUBMITTED, state="accepted", decided_at=NOW)
    with store.transaction() as tx:
        assert tx.dossiers.change(decided, from_state="received")
        assert not tx.dossiers.change(replace(decided, state="refused"), from_state="received")
    with store.reading() as tx:
        assert tx.dossiers.get(SUBMITTED.id) == decided


def test_of_two_agents_who_decide_at_once_one_wins(store: Store):
    keep(store, SUBMITTED)
    together = Barrier(2)

    def decide(state: str) -> bool:
        together.wait()
        with store.transaction() as tx:
            return tx.dossiers.change(replace(SUBMITTED, state=state), from_state="received")

    with ThreadPoolExecutor(2) as agents:
        assert sorted(agents.map(decide, ["accepted", "refused"])) == [False, True]


def test_what_a_transaction_read_cannot_change_before_it_ends(store: Store):
    """Both add one to the same draft: without a lock, one of the two would be lost."""
    keep(store, replace(DRAFT, revision=0, generation=0))
    together = Barrier(2)

    def give_new_code(_agent: int) -> None:
        together.wait()
        with store.transaction() as tx:
            read = tx.dossiers.get(DRAFT.id)
            tx.dossiers.change(replace(read, generation=read.generation + 1), from_state="draft")

    with ThreadPoolExecutor(2) as agents:
        list(agents.map(give_new_code, range(2)))
    with store.reading() as tx:
        assert tx.dossiers.get(DRAFT.id).generation == 2


def test_an_adviser_finds_the_drafts_in_hand_newest_first(store: Store):
    hour = timedelta(hours=1)
    mine = [
        replace(DRAFT, id=f"mine{n}", reference=f"R{n}", acting=HELPED, updated_at=NOW + n * hour)
        for n in range(2)
    ]
    sent = numbered(7, acting=HELPED)
    keep(store, *mine, DRAFT, sent)
    with store.reading() as tx:
        assert [draft.id for draft in tx.dossiers.drafts_of(CAMILLE.id)] == ["mine1", "mine0"]


def test_a_deleted_draft_takes_its_attachments_but_leaves_its_trace(store: Store):
    keep(store, DRAFT)
    with store.transaction() as tx:
        tx.events.append(DRAFT.id, "started", NOW, DRAFT.acting)
        tx.dossiers.delete_draft(DRAFT.id)
    with store.reading() as tx:
        assert tx.dossiers.by_reference(DRAFT.reference) is None
        assert len(tx.events.of(DRAFT.id)) == 1


def test_only_a_draft_can_be_deleted(store: Store):
    keep(store, SUBMITTED)
    with pytest.raises(NotEditable), store.transaction() as tx:
        tx.dossiers.delete_draft(SUBMITTED.id)
    with pytest.raises(NotFound), store.transaction() as tx:
        tx.dossiers.delete_draft("nobody")


def test_counts_tell_submitted_dossiers_by_form_and_state(store: Store):
    others = [numbered(1), numbered(2), numbered(3, state="accepted"), numbered(4, slug="autre")]
    keep(store, DRAFT, *others, numbered(5, service_id="voirie"))
    with store.reading() as tx:
        assert tx.dossiers.counts(["ccas"]) == {
            ("demande-simple", "received"): 2,
            ("demande-simple", "accepted"): 1,
            ("autre", "received"): 1,
        }
