"""One action on many dossiers: each has its own transaction, its own result, and its turn once."""

import pytest

from app.core.account import Account
from app.core.desk.batch import MOST, Progress
from app.core.dossier import Dossier, spell_reference
from app.core.errors import BatchRefused, NotFound
from app.usecases.desk import batch_export, batches, labels, messages, process
from app.usecases.desk.desk_list import Asked
from app.usecases.exporting.export_dossiers import Wanted
from app.usecases.fill.submit import submit
from app.usecases.ports import Ports
from tests.usecases.conftest import filled, person

TAKE = "transition:take"


def sent(ports: Ports, number: int) -> list[Dossier]:
    return [submit(ports, filled(ports).id, declared=True).dossier for _one in range(number)]


def picked(ports: Ports, agent: Account, dossiers: list[Dossier]) -> str:
    return batches.pick(ports, agent, [one.reference for one in dossiers]).id


def states(ports: Ports, dossiers: list[Dossier]) -> list[str]:
    with ports.store.reading() as tx:
        return [tx.dossiers.get(one.id).state for one in dossiers]


def taken_once(ports: Ports, dossiers: list[Dossier]) -> bool:
    with ports.store.reading() as tx:
        histories = [tx.events.of(one.id) for one in dossiers]
    return all([event.data.get("action") for event in events].count("take") == 1 for events in histories)


def test_a_batch_is_picked_chosen_launched_then_done_by_the_worker(ports: Ports, agent: Account) -> None:
    dossiers = sent(ports, 3)
    id_ = picked(ports, agent, dossiers)
    opened = batches.open_batch(ports, agent, id_)
    assert [item.reference for item in opened.items] == [one.reference for one in dossiers]
    offers = {offer.action: offer for offer in opened.offers}
    assert offers[TAKE].number == 3
    assert offers["follow"].number == 3
    batches.launch(ports, agent, id_, TAKE, "")
    batches.launch(ports, agent, id_, "follow", "")  # a second click changes nothing
    assert ports.queue.started == [id_]
    assert states(ports, dossiers) == ["submitted"] * 3, "the page does not wait"
    assert batches.run(ports, id_) == 3
    assert states(ports, dossiers) == ["under_review"] * 3
    assert batches.open_batch(ports, agent, id_).progress == Progress(done=3)
    assert batches.run(ports, id_) == 0
    assert taken_once(ports, dossiers)


def test_a_dossier_that_refuses_tells_why_and_the_others_are_done(ports: Ports, agent: Account) -> None:
    first, second, third = dossiers = sent(ports, 3)
    id_ = picked(ports, agent, dossiers)
    process.act(ports, agent, second.reference, "take")
    batches.launch(ports, agent, id_, TAKE, "")
    batches.run(ports, id_)
    found = {item.reference: item for item in batches.open_batch(ports, agent, id_).items}
    assert [found[one.reference].status for one in dossiers] == ["done", "refused", "done"]
    assert "changé d’état" in found[second.reference].reason
    assert states(ports, [first, third]) == ["under_review"] * 2


def test_what_fails_is_told_can_be_tried_again_and_stops_nobody(
    ports: Ports, agent: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossiers = sent(ports, 3)
    id_ = picked(ports, agent, dossiers)
    batches.launch(ports, agent, id_, TAKE, "")
    real, broken = batches.do, dossiers[1].reference

    def breaking(joined: Ports, account: Account, reference: str, action: str, motive: str) -> None:
        real(joined, account, reference, action, motive)
        if reference == broken:
            raise ZeroDivisionError

    monkeypatch.setattr(batches, "do", breaking)
    batches.run(ports, id_)
    assert states(ports, dossiers) == ["under_review", "submitted", "under_review"], "nothing half done"
    assert batches.open_batch(ports, agent, id_).progress == Progress(done=2, failed=1)
    monkeypatch.setattr(batches, "do", real)
    assert batches.retry(ports, agent, id_) == 1
    batches.run(ports, id_)
    assert batches.open_batch(ports, agent, id_).progress == Progress(done=3)
    assert taken_once(ports, dossiers)


def test_a_worker_that_dies_leaves_the_rest_to_the_next_one_and_nothing_is_done_twice(
    ports: Ports, agent: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossiers = sent(ports, 4)
    id_ = picked(ports, agent, dossiers)
    batches.launch(ports, agent, id_, TAKE, "")
    real, turns = batches.do, iter(range(9))

    def dying(*given: object) -> None:
        real(*given)  # type: ignore[arg-type]
        if next(turns) == 1:
            raise KeyboardInterrupt  # as a killed process: nothing after it is run

    monkeypatch.setattr(batches, "do", dying)
    with pytest.raises(KeyboardInterrupt):
        batches.run(ports, id_)
    assert states(ports, dossiers) == ["under_review", "submitted", "submitted", "submitted"]
    ports.queue.started.clear()
    assert batches.resume(ports) == 1, "the scheduler finds it"
    assert ports.queue.started == [id_]
    batches.run(ports, id_)
    assert states(ports, dossiers) == ["under_review"] * 4
    assert taken_once(ports, dossiers)
    assert batches.resume(ports) == 0


def test_what_is_cancelled_stays_undone_until_it_is_taken_up_again(ports: Ports, agent: Account) -> None:
    dossiers = sent(ports, 2)
    id_ = picked(ports, agent, dossiers)
    batches.launch(ports, agent, id_, TAKE, "")
    batches.cancel(ports, agent, id_)
    assert batches.run(ports, id_) == 0
    assert batches.resume(ports) == 0
    assert not batches.open_batch(ports, agent, id_).running
    batches.retry(ports, agent, id_)
    assert batches.run(ports, id_) == 2


def test_a_motive_is_asked_once_and_told_to_each(ports: Ports, agent: Account) -> None:
    dossiers = sent(ports, 2)
    for one in dossiers:
        process.act(ports, agent, one.reference, "take")
    id_ = picked(ports, agent, dossiers)
    with pytest.raises(BatchRefused) as refused:
        batches.launch(ports, agent, id_, "transition:refuse", "  ")
    assert refused.value.where == "motive"
    batches.launch(ports, agent, id_, "transition:refuse", "Hors de la commune.")
    batches.run(ports, id_)
    with ports.store.reading() as tx:
        assert all(tx.events.of(one.id)[-1].data["motive"] == "Hors de la commune." for one in dossiers)


def test_all_of_a_list_is_picked_but_never_more_than_the_limit(
    ports: Ports, agent: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(ports, 3)
    batch = batches.pick(ports, agent, [], all_of_list=Asked())
    assert len(batches.open_batch(ports, agent, batch.id).items) == 3
    monkeypatch.setattr(batches, "MOST", 2)
    with pytest.raises(BatchRefused, match="au plus 2"):
        batches.pick(ports, agent, [], all_of_list=Asked())
    assert MOST == 500


def test_nobody_picks_or_sees_what_is_not_theirs(ports: Ports, agent: Account) -> None:
    dossiers = sent(ports, 1)
    stranger = person(ports, "agent", "autre", "ailleurs@exemple.fr")
    with pytest.raises(BatchRefused):
        batches.pick(ports, stranger, [dossiers[0].reference, "inconnu", ""])
    id_ = picked(ports, agent, dossiers)
    for use in (batches.open_batch, batches.cancel, batches.retry):
        with pytest.raises(NotFound):
            use(ports, stranger, id_)
    assert [batch.id for batch in batches.recent(ports, agent)] == []
    batches.launch(ports, agent, id_, "follow", "")
    assert [batch.id for batch in batches.recent(ports, agent)] == [id_]


def test_an_agent_who_left_does_nothing_more(ports: Ports, agent: Account) -> None:
    dossiers = sent(ports, 1)
    id_ = picked(ports, agent, dossiers)
    batches.launch(ports, agent, id_, TAKE, "")
    with ports.store.transaction() as tx:
        tx.accounts.close(agent.id)
    batches.run(ports, id_)
    assert states(ports, dossiers) == ["submitted"]


def test_an_agent_who_leaves_in_the_middle_does_nothing_more(
    ports: Ports, agent: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossiers = sent(ports, 3)
    id_ = picked(ports, agent, dossiers)
    batches.launch(ports, agent, id_, TAKE, "")
    real = batches.do

    def leaving(joined: Ports, *given: str) -> None:
        real(joined, *given)  # type: ignore[arg-type]
        with joined.store.transaction() as tx:
            tx.accounts.close(agent.id)

    monkeypatch.setattr(batches, "do", leaving)
    batches.run(ports, id_)
    assert states(ports, dossiers) == ["under_review", "submitted", "submitted"]


def test_many_are_assigned_and_labelled_at_once(ports: Ports, agent: Account) -> None:
    manager = person(ports, "manager", "ccas", "responsable@exemple.fr")
    urgent = labels.make(ports, manager, "ccas", "Urgent", "bad")
    dossiers = sent(ports, 2)
    for action in (f"assign:{agent.id}", f"label:{urgent.id}"):
        id_ = picked(ports, agent, dossiers)
        batches.launch(ports, agent, id_, action, "")
        batches.run(ports, id_)
    for one in dossiers:
        beside = process.open_case(ports, agent, one.reference).beside
        assert beside.assigned is not None
        assert beside.assigned.name == agent.name
        assert beside.labels == (urgent,)


def test_a_message_is_filled_for_each_dossier_and_a_hole_refuses_one(ports: Ports, agent: Account) -> None:
    first, second = dossiers = sent(ports, 2)
    with ports.store.transaction() as tx:
        tx.dossiers.look_on(second.id, None, due_on=None)
    id_ = picked(ports, agent, dossiers)
    for text, told in (("", "Écrivez le message"), ("{{ delai }}", "« delai » n’existe pas")):
        with pytest.raises(BatchRefused) as refused:
            batches.launch(ports, agent, id_, "message", text)
        assert told in str(refused.value).replace("\u00a0", " ")
        assert refused.value.where == "motive"
    batches.launch(ports, agent, id_, "message", "Réponse le {{ echeance }} pour {{ numero }}.")
    batches.run(ports, id_)
    items = batches.open_batch(ports, agent, id_).items
    assert [item.status for item in items] == ["done", "refused"]
    assert "echeance" in items[1].reason
    [written] = messages.thread(ports, first.id).texts
    assert spell_reference(first.reference) in written.body
    assert "{{" not in written.body
    assert messages.thread(ports, second.id).texts == ()


def test_an_exported_batch_gives_the_file_of_what_was_let_through(ports: Ports, agent: Account) -> None:
    first, second = dossiers = sent(ports, 2)
    stranger = person(ports, "agent", "autre", "ailleurs@exemple.fr")
    id_ = picked(ports, agent, dossiers)
    batches.launch(ports, agent, id_, "export", "")
    assert batch_export.files(ports, agent, batches.open_batch(ports, agent, id_)) == (), "not over"
    batches.run(ports, id_)
    [held] = batch_export.files(ports, agent, batches.open_batch(ports, agent, id_))
    assert (held.slug, set(held.ids)) == ("demande", {first.id, second.id})
    found = batch_export.download(ports, agent, id_, Wanted("demande", "json"))
    text = b"".join(found.chunks).decode()
    assert all(spell_reference(one.reference) in text for one in dossiers)
    with ports.store.reading() as tx:
        assert [(done.account_id, done.dossiers) for done in tx.exports.logged()] == [(agent.id, 2)]
    for account, wanted in ((stranger, "demande"), (agent, "ailleurs")):
        with pytest.raises(NotFound):
            batch_export.download(ports, account, id_, Wanted(wanted, "csv"))
