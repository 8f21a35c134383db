"""Helping: actor and beneficiary on every event, consent before a mandate, nothing left behind."""

import pytest

from app.core.account import Account
from app.core.dossier import ALONE, Dossier
from app.core.errors import MandateNotValid, NotAllowed, NotFound
from app.usecases import assist, fill, operate
from app.usecases.desk import process
from app.usecases.fill import follow
from app.usecases.fill.submit import submit
from app.usecases.ports import Ports
from tests.usecases.conftest import GOOD_STEPS, person, save


def helped(ports: Ports, adviser: Account, mode: str = "mandat") -> Dossier:
    return assist.begin(
        ports, adviser, slug="demande", beneficiary="Maryvonne Le Goff", mode=mode, consent=True
    )


def fill_in(ports: Ports, dossier: Dossier) -> None:
    for step, values in GOOD_STEPS.items():
        save(ports, dossier, step, values, dossier.acting)


@pytest.mark.parametrize("mode", ["accompagne", "mandat"])
def test_every_event_names_who_acted_and_for_whom(ports: Ports, adviser: Account, mode: str) -> None:
    dossier = helped(ports, adviser, mode)
    fill_in(ports, dossier)
    submit(ports, dossier.id, declared=True, acting=dossier.acting)
    with ports.store.reading() as tx:
        events = tx.events.of(dossier.id)
    assert {event.acting.actor.name for event in events} == {"Karim Benali"}
    assert {event.acting.beneficiary.name for event in events} == {"Maryvonne Le Goff"}
    assert {event.acting.mode for event in events} == {mode}


def test_no_mandate_without_the_consent_of_the_person(ports: Ports, adviser: Account) -> None:
    with pytest.raises(NotAllowed):
        assist.begin(ports, adviser, slug="demande", beneficiary="M. L.", mode="mandat", consent=False)


def test_the_mandate_is_printed_with_the_words_that_were_agreed_to(ports: Ports, adviser: Account) -> None:
    helped(ports, adviser)
    for effect_id in tuple(ports.queue.woken):
        operate.run_effect(ports, effect_id)
    paper = ports.documents.papers[0]
    assert paper.kind == "mandate"
    assert paper.mandate is not None
    assert "Maryvonne Le Goff" in paper.mandate.consent
    assert "Demande d’essai" in paper.mandate.consent


def test_a_mandate_ends_after_one_day(ports: Ports, adviser: Account) -> None:
    dossier = helped(ports, adviser)
    fill_in(ports, dossier)
    ports.clock.move(days=1)
    for attempt in (
        lambda: save(ports, dossier, "motif", GOOD_STEPS["motif"], dossier.acting),
        lambda: submit(ports, dossier.id, declared=True, acting=dossier.acting),
    ):
        with pytest.raises(MandateNotValid):
            attempt()


def test_only_an_adviser_may_help(ports: Ports, agent: Account) -> None:
    with pytest.raises(NotAllowed):
        helped(ports, agent)


def test_a_draft_handed_over_leaves_the_adviser_and_opens_for_the_person(
    ports: Ports, adviser: Account
) -> None:
    dossier = helped(ports, adviser, "accompagne")
    old_code = ports.keys.code(dossier.id, 0)
    given = assist.hand_over(ports, adviser, dossier.id)
    assert assist.space(ports, adviser).drafts == ()
    with pytest.raises(NotFound):
        assist.take_up(ports, adviser, dossier.reference)
    with pytest.raises(NotFound):
        follow.open_with_code(ports, given.reference, old_code)
    opened = follow.open_with_code(ports, given.reference, given.code)
    assert not save(ports, opened, "identite", GOOD_STEPS["identite"], ALONE).errors


def test_another_adviser_sees_and_takes_nothing(ports: Ports, adviser: Account) -> None:
    dossier = helped(ports, adviser)
    other = person(ports, "adviser", "autre-structure", "autre@exemple.fr")
    assert assist.space(ports, other).drafts == ()
    for attempt in (
        lambda: assist.take_up(ports, other, dossier.reference),
        lambda: assist.hand_over(ports, other, dossier.id),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_the_end_of_the_help_is_in_the_history(ports: Ports, adviser: Account, agent: Account) -> None:
    dossier = helped(ports, adviser)
    fill_in(ports, dossier)
    assist.leave(ports, adviser, [dossier.id])
    submit(ports, dossier.id, declared=True, acting=dossier.acting)
    history = process.open_case(ports, agent, dossier.reference).history
    assert "Accompagnement terminé" in [line.text for line in history]
    told = follow.follow_up(ports, dossier.id).history
    assert told[-1].who == "Karim Benali (Ville de Saint-Aubin)"
    assert told[-1].for_whom == "Maryvonne Le Goff"


def test_after_a_hand_over_another_window_of_the_adviser_can_do_nothing(
    ports: Ports, adviser: Account
) -> None:
    dossier = helped(ports, adviser, "accompagne")
    assist.hand_over(ports, adviser, dossier.id)
    for attempt in (
        lambda: save(ports, dossier, "identite", GOOD_STEPS["identite"], dossier.acting),
        lambda: submit(ports, dossier.id, declared=True, acting=dossier.acting),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_nobody_is_written_under_the_name_of_somebody_else(ports: Ports, adviser: Account) -> None:
    first = helped(ports, adviser)
    second = assist.begin(ports, adviser, slug="demande", beneficiary="Ousmane Diallo", mode="accompagne")
    with pytest.raises(NotFound):
        save(ports, first, "identite", GOOD_STEPS["identite"], second.acting)


def test_after_a_hand_over_or_a_mandate_the_adviser_reads_and_mails_nothing(
    ports: Ports, adviser: Account
) -> None:
    beside, mandated = helped(ports, adviser, "accompagne"), helped(ports, adviser)
    assist.hand_over(ports, adviser, beside.id)
    ports.clock.move(days=1)
    for dossier, refusal in ((beside, NotFound), (mandated, MandateNotValid)):
        with pytest.raises(refusal):
            follow.send_resume_link(ports, dossier.id, "conseiller@perso.fr", dossier.acting)
        with pytest.raises(refusal):
            follow.follow_up(ports, dossier.id, dossier.acting)


def test_an_adviser_never_reads_the_code_of_the_person(ports: Ports, adviser: Account) -> None:
    dossier = helped(ports, adviser)
    assert follow.follow_up(ports, dossier.id, dossier.acting).code == ""
    assert follow.follow_up(ports, dossier.id).code


def test_a_mandate_begins_no_other_form(ports: Ports, adviser: Account) -> None:
    acting = helped(ports, adviser).acting
    assert fill.start(ports, "demande", acting).acting.mode == "mandat"
    with pytest.raises(MandateNotValid):
        fill.start(ports, "avec-pieces", acting)


@pytest.mark.parametrize("by", ["adviser", "person"])
def test_a_mandate_is_taken_back_at_any_time(ports: Ports, adviser: Account, by: str) -> None:
    dossier = helped(ports, adviser)
    mandate = follow.follow_up(ports, dossier.id).mandate
    assert mandate is not None
    acting = dossier.acting if by == "adviser" else ALONE
    assist.end_mandate(ports, dossier.id, acting)
    assist.end_mandate(ports, dossier.id, acting)
    with pytest.raises(MandateNotValid):
        save(ports, dossier, "identite", GOOD_STEPS["identite"], dossier.acting)
    followed = follow.follow_up(ports, dossier.id)
    assert followed.mandate is None
    assert [line.text for line in followed.history].count("Fin du mandat") == 1
    assert not save(ports, dossier, "identite", GOOD_STEPS["identite"], ALONE).errors


def test_nobody_ends_the_mandate_given_to_somebody_else(ports: Ports, adviser: Account) -> None:
    dossier = helped(ports, adviser)
    other = helped(ports, person(ports, "adviser", "autre-structure", "autre@exemple.fr"))
    with pytest.raises(NotFound):
        assist.end_mandate(ports, dossier.id, other.acting)


def test_a_hand_over_ends_the_mandate(ports: Ports, adviser: Account) -> None:
    dossier = helped(ports, adviser)
    assist.hand_over(ports, adviser, dossier.id)
    with pytest.raises(MandateNotValid):
        fill.start(ports, "demande", dossier.acting)


def test_number_and_code_of_a_sent_dossier_are_given_on_purpose_and_told(
    ports: Ports, adviser: Account
) -> None:
    dossier = helped(ports, adviser)
    fill_in(ports, dossier)
    submit(ports, dossier.id, declared=True, acting=dossier.acting)
    given = assist.hand_over(ports, adviser, assist.to_hand_over(ports, adviser, dossier.reference).id)
    assert follow.open_with_code(ports, given.reference, given.code).state == "submitted"
    assert "Numéro et code remis à la personne" in [
        line.text for line in follow.follow_up(ports, dossier.id).history
    ]
    ports.clock.move(days=1)
    with pytest.raises(MandateNotValid):
        assist.hand_over(ports, adviser, dossier.id)
