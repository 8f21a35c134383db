"""Effects: done once, tried again with patience, repaired by the sweep."""

from datetime import timedelta

import pytest

from app.core.account import Account
from app.core.dossier import Dossier
from app.core.errors import NotFound
from app.usecases import operate
from app.usecases.desk import process
from app.usecases.fill.submit import submit
from app.usecases.ports import Ports
from tests.usecases.conftest import filled


@pytest.fixture
def sent(ports: Ports) -> Dossier:
    return submit(ports, filled(ports).id, declared=True).dossier


def run_all(ports: Ports) -> None:
    for effect_id in tuple(ports.queue.woken):
        operate.run_effect(ports, effect_id)


def statuses(ports: Ports, dossier: Dossier) -> dict[str, str]:
    with ports.store.reading() as tx:
        return {effect.name: effect.status for effect in tx.effects.of(dossier.id)}


def documents(ports: Ports, dossier: Dossier) -> list[str]:
    with ports.store.reading() as tx:
        return sorted(document.kind for document in tx.documents.of(dossier.id))


def test_every_effect_is_done_once_even_when_woken_twice(ports: Ports, sent: Dossier) -> None:
    run_all(ports)
    run_all(ports)
    assert set(statuses(ports, sent).values()) == {"done"}
    assert documents(ports, sent) == ["form", "receipt"]
    assert len(ports.mailer.sent) == 1


def test_the_mail_holds_a_link_and_no_answer(ports: Ports, sent: Dossier) -> None:
    run_all(ports)
    mail = ports.mailer.sent[0]
    assert mail.to == "m.legoff@exemple.fr"
    assert mail.action_url.startswith(f"http://guichet.example/suivi/{sent.reference}/")
    assert "Le Goff" not in " ".join(mail.paragraphs)
    assert "déménage" not in " ".join(mail.paragraphs)


def test_a_failure_is_tried_again_later_and_shown_when_it_lasts(ports: Ports, sent: Dossier) -> None:
    ports.documents.broken = True
    run_all(ports)
    assert statuses(ports, sent)["document:form"] == "pending"
    for _time in range(3):
        ports.clock.move(hours=2)
        run_all(ports)
    assert statuses(ports, sent)["document:form"] == "failed"
    with ports.store.reading() as tx:
        failed = tx.effects.with_status("failed")
    assert {effect.error for effect in failed} == {"RuntimeError: no font"}
    ports.documents.broken = False
    for effect in failed:
        assert operate.retry_effect(ports, effect.id)
    run_all(ports)
    assert documents(ports, sent) == ["form", "receipt"]


def test_an_effect_that_backs_off_is_not_ours_before_its_time(ports: Ports, sent: Dossier) -> None:
    ports.mailer.broken = True
    run_all(ports)
    ports.mailer.broken = False
    run_all(ports)
    assert ports.mailer.sent == []
    ports.clock.move(seconds=6)
    run_all(ports)
    assert len(ports.mailer.sent) == 1


def test_the_sweep_wakes_what_redis_lost(ports: Ports) -> None:
    ports.queue.reachable = False
    sent = submit(ports, filled(ports).id, declared=True).dossier
    assert operate.sweep(ports) == 0
    ports.queue.reachable = True
    assert operate.sweep(ports) == 4
    run_all(ports)
    assert documents(ports, sent) == ["form", "receipt"]
    assert operate.sweep(ports) == 0


def test_the_sweep_takes_back_what_a_dead_worker_held(ports: Ports, sent: Dossier) -> None:
    effect_id = ports.queue.woken[0]
    with ports.store.transaction() as tx:
        assert tx.effects.claim(effect_id, ports.clock.now(), ports.effect_lease) is not None
    ports.queue.woken.clear()
    operate.sweep(ports)
    assert effect_id not in ports.queue.woken
    ports.clock.instant += ports.effect_lease + timedelta(seconds=1)
    operate.sweep(ports)
    assert effect_id in ports.queue.woken


def test_a_worker_that_comes_back_late_leaves_what_another_has_done(ports: Ports, sent: Dossier) -> None:
    """Its lease ended while it worked, and another did the effect."""
    for effect_id in tuple(ports.queue.woken):
        with ports.store.transaction() as tx:
            late = tx.effects.claim(effect_id, ports.clock.now(), ports.effect_lease)
        ports.clock.instant += ports.effect_lease
        operate.run_effect(ports, effect_id)
        family, _colon, name = late.name.partition(":")
        operate._put_back(ports, late, RuntimeError("too late"))
        operate.DOERS[family](ports, late, name)
    assert set(statuses(ports, sent).values()) == {"done"}
    assert documents(ports, sent) == ["form", "receipt"]
    with ports.store.reading() as tx:
        kinds = [event.kind for event in tx.events.of(sent.id)]
    assert (kinds.count("document"), kinds.count("mail")) == (2, 1)


def test_the_decision_letter_names_its_author(ports: Ports, agent: Account, sent: Dossier) -> None:
    process.act(ports, agent, sent.reference, "take")
    process.act(ports, agent, sent.reference, "refuse", motive="Sans lien avec la commune.")
    run_all(ports)
    letter = next(paper for paper in ports.documents.papers if paper.kind == "decision")
    assert letter.facts["author_name"] == "Anne Perrin"
    assert letter.facts["author_quality"] == "instructrice"
    assert "Sans lien avec la commune." in str(letter.facts["blocks"])
    assert letter.facts["outcome"] == "refused"


def test_the_outbox_exists_in_demonstration_only(ports: Ports) -> None:
    with pytest.raises(NotFound):
        operate.outbox(ports)


def test_an_effect_that_kills_its_workers_is_given_up_and_told(ports: Ports, sent: Dossier) -> None:
    effect_id = ports.queue.woken[0]
    for _death in range(ports.effect_attempts):
        with ports.store.transaction() as tx:
            assert tx.effects.claim(effect_id, ports.clock.now(), ports.effect_lease) is not None
        ports.clock.instant += ports.effect_lease + timedelta(seconds=1)
    operate.run_effect(ports, effect_id)
    with ports.store.reading() as tx:
        assert [effect.id for effect in tx.effects.with_status("failed")] == [effect_id]
