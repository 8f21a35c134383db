"""Helping: actor and beneficiary on every event, consent before a mandate, nothing left behind."""

import pytest

from app.core.account import Account
from app.core.dossier import ALONE, Dossier
from app.core.errors import MandateNotValid, NotAllowed, NotFound
from app.usecases import assist, follow, operate, process
from app.usecases.ports import Ports
from app.usecases.submit import submit
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
