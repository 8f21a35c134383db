"""Sending: one dossier whatever happens, answers frozen, effects written with the transition."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.core.account import Account
from app.core.errors import AnswersIncomplete, NotDeclared, NotEditable, NotEligible
from app.core.legal_time import civil_date
from app.core.legal_time.silence import silence_date
from app.usecases import fill
from app.usecases.desk import process
from app.usecases.fill.submit import submit
from app.usecases.ports import Ports
from tests.usecases.conftest import GOOD_STEPS, filled, save

SENT = ["document:form", "document:receipt", "mail:received", "tell:received"]


def effects(ports: Ports, dossier_id: str) -> list[str]:
    with ports.store.reading() as tx:
        return sorted(effect.name for effect in tx.effects.of(dossier_id))


def test_sending_freezes_the_answers_and_writes_the_effects(ports: Ports) -> None:
    dossier = filled(ports)
    sent = submit(ports, dossier.id, declared=True)
    assert not sent.already
    assert sent.dossier.state == "submitted"
    assert sent.dossier.submitted_at == ports.clock.now()
    assert sent.dossier.answers["motif"] == "Je déménage."
    assert effects(ports, dossier.id) == SENT
    assert len(ports.queue.woken) == len(SENT)


def test_the_silence_date_is_counted_from_the_day_after(ports: Ports) -> None:
    sent = submit(ports, filled(ports).id, declared=True)
    assert sent.dossier.due_on == date(2027, 1, 25)


@dataclass
class TickingClock:
    """Each reading is a second later, and one of them is after midnight in Paris."""

    instant: datetime = datetime(2026, 11, 24, 22, 59, 57, tzinfo=UTC)

    def now(self) -> datetime:
        self.instant += timedelta(seconds=1)
        return self.instant

    def today(self) -> date:
        return civil_date(self.now())


def test_a_dossier_sent_at_midnight_is_of_one_day(ports: Ports) -> None:
    for second in range(4):
        ticking = replace(ports, clock=TickingClock(TickingClock.instant - timedelta(seconds=second)))
        dossier = filled(ports)
        sent = submit(ticking, dossier.id, declared=True).dossier
        received = civil_date(sent.submitted_at)
        assert sent.due_on == silence_date(received, 2)
        with ports.store.reading() as tx:
            assert tx.events.of(dossier.id)[-1].at == sent.submitted_at == sent.updated_at


def test_a_second_sending_finds_the_same_dossier(ports: Ports) -> None:
    dossier = filled(ports)
    first = submit(ports, dossier.id, declared=True)
    second = submit(ports, dossier.id, declared=True)
    assert second.already
    assert second.dossier.reference == first.dossier.reference
    assert effects(ports, dossier.id) == SENT


def test_without_the_declaration_nothing_is_sent(ports: Ports) -> None:
    dossier = filled(ports)
    with pytest.raises(NotDeclared):
        submit(ports, dossier.id, declared=False)
    assert effects(ports, dossier.id) == []


def test_an_incomplete_form_names_the_step_to_go_to(ports: Ports) -> None:
    dossier = fill.start(ports, "demande")
    save(ports, dossier, "identite", GOOD_STEPS["identite"])
    with pytest.raises(AnswersIncomplete) as refused:
        submit(ports, dossier.id, declared=True)
    assert refused.value.step_id == "motif"


def test_somebody_who_is_not_eligible_cannot_send(ports: Ports) -> None:
    dossier = fill.start(ports, "demande")
    save(ports, dossier, "identite", {**GOOD_STEPS["identite"], "demandeur.naissance:annee": "2015"})
    for refused in (
        lambda: save(ports, dossier, "motif", GOOD_STEPS["motif"]),
        lambda: fill.recap(ports, dossier.id),
        lambda: submit(ports, dossier.id, declared=True),
    ):
        with pytest.raises(NotEligible):
            refused()
    assert fill.overview(ports, dossier.id).journey.is_stopped()


def test_a_dead_queue_does_not_refuse_the_dossier(ports: Ports) -> None:
    ports.queue.reachable = False
    sent = submit(ports, filled(ports).id, declared=True)
    assert sent.dossier.state == "submitted"
    assert effects(ports, sent.dossier.id) == SENT


def test_no_mail_is_written_to_nobody(ports: Ports) -> None:
    dossier = fill.start(ports, "demande")
    save(ports, dossier, "identite", {**GOOD_STEPS["identite"], "demandeur.courriel": ""})
    save(ports, dossier, "motif", GOOD_STEPS["motif"])
    submit(ports, dossier.id, declared=True)
    assert effects(ports, dossier.id) == [name for name in SENT if not name.startswith("mail:")]


def test_a_sent_dossier_cannot_be_edited(ports: Ports) -> None:
    dossier = filled(ports)
    submit(ports, dossier.id, declared=True)
    with pytest.raises(NotEditable):
        save(ports, dossier, "motif", {"motif": "Trop tard."})


def test_a_correction_is_edited_and_sent_again(ports: Ports, agent: Account) -> None:
    dossier = filled(ports)
    sent = submit(ports, dossier.id, declared=True).dossier
    process.act(ports, agent, sent.reference, "ask_correction", motive="Précisez votre motif.")
    save(ports, dossier, "motif", {"motif": "Je déménage à Saint-Aubin."})
    again = submit(ports, dossier.id, declared=True)
    assert not again.already
    assert again.dossier.state != "submitted"
    assert again.dossier.answers["motif"] == "Je déménage à Saint-Aubin."
    assert again.dossier.submitted_at == sent.submitted_at
