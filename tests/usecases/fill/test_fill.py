"""Filling in, step by step: nothing typed is lost, hidden answers are kept and never sent."""

from dataclasses import replace

import pytest

from app.core import rows as core_rows
from app.core.errors import DraftConflict, NotFound, StepNotReachable, UnknownAnswers
from app.usecases import fill
from app.usecases.fill import rows
from app.usecases.ports import Ports
from tests.usecases.conftest import GOOD_STEPS, filled, save, typed


def working(ports: Ports, dossier_id: str):
    with ports.store.reading() as tx:
        return tx.dossiers.get(dossier_id)


def test_an_unknown_form_cannot_be_started(ports: Ports) -> None:
    with pytest.raises(NotFound):
        fill.start(ports, "inconnue")


def test_a_saved_step_leads_to_the_next_open_one(ports: Ports) -> None:
    dossier = fill.start(ports, "demande")
    saved = save(ports, dossier, "identite", GOOD_STEPS["identite"])
    assert saved.errors == ()
    assert saved.next_step is not None
    assert saved.next_step.id == "motif"
    assert working(ports, dossier.id).title == "Le Goff Maryvonne"
    assert working(ports, dossier.id).email == "m.legoff@exemple.fr"


def test_a_step_that_was_sent_empty_is_known_as_sent(ports: Ports) -> None:
    dossier = fill.start(ports, "demande")
    told = [fill.overview(ports, dossier.id).journey.unseen]
    for step, values in (("identite", GOOD_STEPS["identite"]), ("motif", {})):
        save(ports, dossier, step, values)
        told.append(fill.overview(ports, dossier.id).journey.unseen)
    assert [set(unseen) - {"enfants"} for unseen in told] == [{"identite", "motif"}, {"motif"}, set()]


def test_the_last_step_leads_to_the_recap(ports: Ports) -> None:
    dossier = filled(ports)
    saved = save(ports, dossier, "motif", GOOD_STEPS["motif"])
    assert saved.next_step is None
    assert not saved.new_questions
    assert [section.step_id for section in fill.recap(ports, dossier.id).sections] == ["identite", "motif"]


def test_right_answers_are_kept_beside_wrong_ones_and_wrong_ones_as_typed(ports: Ports) -> None:
    dossier = fill.start(ports, "demande")
    values = {**GOOD_STEPS["identite"], "demandeur.naissance:jour": "31", "demandeur.naissance:mois": "2"}
    saved = save(ports, dossier, "identite", values)
    assert [(error.path, error.code) for error in saved.errors] == [("demandeur.naissance", "date-invalid")]
    kept = working(ports, dossier.id)
    assert kept.working["demandeur"] == {
        "nom": "Le Goff", "prenom": "Maryvonne", "courriel": "m.legoff@exemple.fr",
    }  # fmt: skip
    page = fill.open_step(ports, dossier.id, "identite")
    assert page.dossier.typed["demandeur.naissance"]["jour"] == ["31"]
    assert [error.path for error in page.errors] == ["demandeur.naissance"]


def test_mending_what_was_not_understood_forgets_what_was_typed(ports: Ports) -> None:
    dossier = fill.start(ports, "demande")
    save(ports, dossier, "identite", {**GOOD_STEPS["identite"], "demandeur.naissance:jour": "41"})
    saved = save(ports, dossier, "identite", GOOD_STEPS["identite"])
    assert not saved.errors
    assert working(ports, dossier.id).typed == {}


def test_a_step_further_on_cannot_be_opened_or_saved(ports: Ports) -> None:
    dossier = fill.start(ports, "demande")
    for attempt in (
        lambda: fill.open_step(ports, dossier.id, "motif"),
        lambda: save(ports, dossier, "motif", GOOD_STEPS["motif"]),
        lambda: fill.recap(ports, dossier.id),
    ):
        with pytest.raises(StepNotReachable) as refused:
            attempt()
        assert refused.value.redirect_to == "identite"


def test_a_closed_step_sends_to_an_open_one_and_an_unknown_step_is_not_found(ports: Ports) -> None:
    dossier = filled(ports)
    with pytest.raises(StepNotReachable):
        fill.open_step(ports, dossier.id, "enfants")
    with pytest.raises(NotFound):
        fill.open_step(ports, dossier.id, "nulle-part")


def test_a_question_opened_on_the_same_page_is_asked_before_going_on(ports: Ports) -> None:
    dossier = fill.start(ports, "demande")
    values = {**GOOD_STEPS["identite"], "a_des_enfants": "oui"}
    saved = save(ports, dossier, "identite", values)
    assert saved.new_questions
    assert not saved.errors
    assert saved.next_step is not None
    assert saved.next_step.id == "identite"
    again = save(ports, dossier, "identite", {**values, "garde": "crèche"})
    assert not again.new_questions
    assert again.next_step is not None
    assert again.next_step.id == "enfants"


def test_hidden_answers_stay_in_the_draft_and_come_back(ports: Ports) -> None:
    dossier = fill.start(ports, "demande")
    with_children = {**GOOD_STEPS["identite"], "a_des_enfants": "oui", "garde": "crèche"}
    save(ports, dossier, "identite", with_children)
    save(ports, dossier, "enfants", {"enfants[0].prenom": "Zoé"})
    saved = save(ports, dossier, "identite", GOOD_STEPS["identite"])
    assert "enfants" not in saved.verdict.answers
    assert "garde" not in saved.verdict.answers
    back = save(ports, dossier, "identite", with_children)
    assert back.verdict.answers["enfants"] == [{"prenom": "Zoé"}]


def test_rows_are_added_and_removed_without_losing_what_is_typed(ports: Ports) -> None:
    dossier = fill.start(ports, "demande")
    save(ports, dossier, "identite", {**GOOD_STEPS["identite"], "a_des_enfants": "oui", "garde": "crèche"})
    step = ("enfants", typed({"enfants[0].prenom": "Zoé", "enfants[0].naissance:jour": "42"}))
    revision = working(ports, dossier.id).revision
    added = rows.add_row(ports, dossier.id, *step, path="enfants", based_on=revision)
    assert added.dossier.working["enfants"] == [{"prenom": "Zoé"}, {}]
    both = typed(
        {"enfants[0].prenom": "Zoé", "enfants[1].prenom": "Émile", "enfants[1].naissance:jour": "43"}
    )
    removed = rows.change_row(
        ports, dossier.id, "enfants", both,
        change=core_rows.removed, path="enfants", index=0, based_on=added.dossier.revision,
    )  # fmt: skip
    assert removed.dossier.working["enfants"] == [{"prenom": "Émile"}]
    assert removed.dossier.typed["enfants[0].naissance"]["jour"] == ["43"]


def test_rows_stop_at_the_maximum(ports: Ports) -> None:
    dossier = fill.start(ports, "demande")
    save(ports, dossier, "identite", {**GOOD_STEPS["identite"], "a_des_enfants": "oui", "garde": "crèche"})
    for _time in range(5):
        revision = working(ports, dossier.id).revision
        rows.add_row(ports, dossier.id, "enfants", {}, path="enfants", based_on=revision)
    assert len(working(ports, dossier.id).working["enfants"]) == 3


def test_rows_of_something_that_is_no_repeat_are_refused(ports: Ports) -> None:
    dossier = fill.start(ports, "demande")
    with pytest.raises(UnknownAnswers):
        rows.add_row(ports, dossier.id, "identite", {}, path="a_des_enfants", based_on=0)


def test_the_same_step_changed_in_another_tab_is_a_conflict_another_step_is_not(ports: Ports) -> None:
    dossier = filled(ports)
    read_at = working(ports, dossier.id).revision
    save(ports, dossier, "motif", {"motif": "Autre motif."}, based_on=read_at)
    save(ports, dossier, "identite", GOOD_STEPS["identite"], based_on=read_at)
    with pytest.raises(DraftConflict):
        save(ports, dossier, "motif", {"motif": "Troisième motif."}, based_on=read_at)
    assert working(ports, dossier.id).working["motif"] == "Autre motif."


def test_a_leftover_that_was_not_understood_blocks_the_recap(ports: Ports) -> None:
    dossier = filled(ports)
    with ports.store.transaction() as tx:
        kept = tx.dossiers.get(dossier.id)
        broken = replace(
            kept, typed={"demandeur.naissance": {"jour": ["41"], "mois": ["1"], "annee": ["1985"]}}
        )
        tx.dossiers.save_working(broken, based_on=kept.revision)
    with pytest.raises(StepNotReachable):
        fill.recap(ports, dossier.id)


def test_a_wrong_address_never_replaces_the_one_that_is_written_to(ports: Ports) -> None:
    dossier = filled(ports)
    wrong = {**GOOD_STEPS["identite"], "demandeur.courriel": "m.legoff@exemple.fr, voleur@exemple.fr"}
    assert save(ports, dossier, "identite", wrong).errors
    assert working(ports, dossier.id).email == "m.legoff@exemple.fr"
    save(ports, dossier, "identite", {**GOOD_STEPS["identite"], "demandeur.courriel": "autre@exemple.fr"})
    assert working(ports, dossier.id).email == "autre@exemple.fr"
