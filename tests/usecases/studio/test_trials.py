"""Trying a draft: a test walks the real workflow, survives edits, and nobody else ever meets it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.adapters.database.store import SqlStore
from app.core.definition.parser import parse
from app.core.dossier import Dossier
from app.core.errors import NotFound, TransitionNotAllowed
from app.core.scenarios import run
from app.usecases import studio
from app.usecases.desk.desk_list import desk
from app.usecases.exporting.export_dossiers import Wanted, offer
from app.usecases.fill import returning
from app.usecases.fill.submit import submit
from app.usecases.operate.clockwork import run_clock
from app.usecases.ports import Ports
from app.usecases.studio import trial_links, trials
from app.usecases.studio.trial_links import TrialLinkRefused
from tests.plain import plain
from tests.usecases.conftest import GOOD_STEPS, filled, person, save, serving
from tests.usecases.studio.test_studio import ELSEWHERE, LEA

Json = Any


@pytest.fixture
def store(sqlite_store: SqlStore) -> SqlStore:
    """Storage has its own tests on both databases."""
    return sqlite_store


@pytest.fixture
def ports(ports: Ports, tmp_path: Path) -> Ports:
    return serving(ports, tmp_path)


@pytest.fixture
def draft(ports: Ports) -> studio.FormDraft:
    return studio.begin_from(ports, LEA, "demande")


def _filled(ports: Ports, draft: studio.FormDraft) -> Dossier:
    test = trials.begin(ports, LEA, draft.id)
    for step, values in GOOD_STEPS.items():
        assert not save(ports, test, step, values).errors
    return test


def test_a_test_walks_the_real_workflow_and_nothing_leaves(ports: Ports, draft: studio.FormDraft) -> None:
    test = _filled(ports, draft)
    sent = submit(ports, test.id, declared=True).dossier
    assert (sent.test, sent.state, sent.clock_on) == (True, "submitted", None)
    case = trials.open_trial(ports, LEA, sent.reference)
    offered = [one.id for one in case.actions]
    assert offered[0] == "take"
    assert "refuse_by_silence" in offered, "what time does can be tried too"
    assert "accept_by_silence" not in offered, "silence is worth what the form says"
    with pytest.raises(TransitionNotAllowed):
        trials.act(ports, LEA, sent.reference, "take", from_state="draft")
    trials.act(ports, LEA, sent.reference, "take", from_state="submitted")
    with pytest.raises(TransitionNotAllowed):
        trials.act(ports, LEA, sent.reference, "refuse", from_state="under_review")
    done = trials.act(ports, LEA, sent.reference, "refuse", from_state="under_review", motive="Pour voir")
    case = trials.open_trial(ports, LEA, sent.reference)
    assert (case.state.terminal, case.history[-1].detail) == (True, "Pour voir")
    with ports.store.reading() as tx:
        assert not tx.effects.of(done.id)
    assert not ports.mailer.sent
    assert trials.document(ports, LEA, sent.reference, "decision").startswith(b"%PDF decision")


def test_nobody_meets_a_test(ports: Ports, draft: studio.FormDraft) -> None:
    """No list, no counter, no clock, no export of the service, no version of the form."""
    agent = person(ports, "agent", "ccas", "agent@exemple.fr")
    submit(ports, _filled(ports, draft).id, declared=True)
    assert desk(ports, agent).total == 0
    assert offer(ports, agent, Wanted("demande")).count == 0
    with ports.store.reading() as tx:
        assert not tx.dossiers.counts(["ccas"])
        assert not tx.studio.in_flight.versions("ccas", "demande")
        assert [form.version for form in tx.definitions.of_slugs(["demande"])] == [1]
    ports.clock.move(days=400)
    assert run_clock(ports) == 0


def test_a_test_is_kept_when_the_draft_is_edited_and_goes_on_with_it(
    ports: Ports, draft: studio.FormDraft
) -> None:
    test = _filled(ports, draft)
    rename = {"verb": "rename-question", "question": "demandeur.nom", "path": "demandeur.patronyme"}
    studio.edit(ports, LEA, draft.id, rename, based_on=0)
    moved = returning.entered(ports, test.id)
    assert moved is not None
    assert moved.working["demandeur"]["patronyme"] == "Le Goff"
    submit(ports, test.id, declared=True)
    delete = {"verb": "delete-questions", "questions": ["garde"], "anyway": True}
    studio.edit(ports, LEA, draft.id, delete, based_on=1)
    kept = returning.entered(ports, test.id)
    assert kept is not None
    assert kept.definition_hash == moved.definition_hash, "what was sent keeps its version"
    assert [one.reference for _trial, one, _state in trials.trials_of(ports, LEA, draft.id)] == [
        test.reference
    ]
    trials.forget(ports, LEA, test.reference)
    assert not trials.trials_of(ports, LEA, draft.id)


def test_a_test_is_of_the_designers_of_its_service_and_a_real_dossier_is_no_test(
    ports: Ports, draft: studio.FormDraft
) -> None:
    test, real = _filled(ports, draft), filled(ports)
    for who, reference in ((ELSEWHERE, test.reference), (LEA, real.reference), (LEA, "absent")):
        for act in (
            lambda who, ref: trials.open_trial(ports, who, ref),
            lambda who, ref: trials.forget(ports, who, ref),
            lambda who, ref: trials.document(ports, who, ref, "form"),
            lambda who, ref: trials.act(ports, who, ref, "take", from_state="submitted"),
            lambda who, ref: trials.keep_as_scenario(ports, who, ref, "cas"),
        ):
            with pytest.raises(NotFound):
                act(who, reference)


def test_a_test_becomes_a_scenario_that_passes_and_fails_once_the_form_says_otherwise(
    ports: Ports, draft: studio.FormDraft
) -> None:
    test = _filled(ports, draft)
    with pytest.raises(studio.EditRefused):
        trials.keep_as_scenario(ports, LEA, test.reference, " ")
    kept = trials.keep_as_scenario(ports, LEA, test.reference, "Sans enfant")
    scenario = kept.document["scenarios"][-1]
    assert (scenario["name"], scenario["today"], scenario["errors"]) == ("Sans enfant", "2026-11-24", {})
    assert scenario["steps"] == ["identite", "motif"]
    assert not run(parse(kept.document, file=""))
    hide = {"verb": "set-step-condition", "step": "motif", "when": {"==": [{"var": "a_des_enfants"}, True]}}
    after = studio.edit(ports, LEA, draft.id, hide, based_on=1)
    assert {one.code for one in run(after.definition)} >= {"scenario-steps"}


def test_a_link_lets_anybody_try_until_its_date(ports: Ports, draft: studio.FormDraft) -> None:
    url, until = trial_links.make_link(ports, LEA, draft.id, 7)
    token = url.removeprefix("http://guichet.example/essai/")
    assert until == ports.clock.now() + timedelta(days=7)
    test = trial_links.begin_shared(ports, token)
    assert test.test
    assert trials.trials_of(ports, LEA, draft.id)[0][0].by_name == "Par le lien partagé"
    for forged in ("", "x", token[1:], token[:20], "é" + token[3:]):
        with pytest.raises(TrialLinkRefused, match="incomplet ou modifié"):
            trial_links.of_link(ports, forged)
    ports.clock.move(days=8)
    with pytest.raises(TrialLinkRefused) as over:
        trial_links.begin_shared(ports, token)
    assert "n’est plus valable depuis le 1 décembre" in plain(str(over.value)).replace("1er", "1")
