"""Workflows lived through: declaration, opinions, visa and reopening, and the version that is kept."""

import shutil
from dataclasses import replace
from json import dumps, loads
from pathlib import Path

import pytest

from app.adapters.forms import WorkflowFiles
from app.core.account import Account, Membership
from app.core.errors import TransitionNotAllowed
from app.usecases.account import create
from app.usecases.desk import process
from app.usecases.fill import follow
from app.usecases.operate import run_effect
from app.usecases.ports import Paper, Ports
from tests.usecases.conftest import PROJECT, person
from tests.usecases.ruled import effects, moves, now, rejecting, sent, with_workflow


@pytest.fixture
def manager(ports: Ports) -> Account:
    return person(ports, "manager", "ccas", "responsable@exemple.fr")


def test_a_declaration_is_registered_as_it_is_sent(ports: Ports, tmp_path: Path) -> None:
    ports = with_workflow(ports, tmp_path, "declaration", rule="aucune")
    dossier = sent(ports)
    assert (dossier.state, dossier.clock_on) == ("registered", None)
    assert dossier.decided_at is not None
    assert effects(ports, dossier)["document:receipt"] == 1
    assert [event.acting.actor.role for event in moves(ports, dossier)] == ["citizen", "clock"]


def test_opinions_end_the_wait_when_the_last_is_given_and_the_citizen_reads_none(
    ports: Ports, agent: Account, tmp_path: Path
) -> None:
    folder = shutil.copytree(PROJECT / "workflows", tmp_path / "workflows")
    shutil.copy(PROJECT / "tests" / "core" / "data" / "avis-internes.json", folder)
    ports = replace(ports, workflows=WorkflowFiles(folder))
    ports = with_workflow(ports, tmp_path, "avis-internes", rule="aucune")
    dossier = sent(ports)
    for action in ("take", "ask_opinions"):
        process.act(ports, agent, dossier.reference, action)
    process.act(ports, agent, dossier.reference, "give_legal", motive="Rien à redire.")
    offered = {move.id for move in process.open_case(ports, agent, dossier.reference).actions}
    assert "give_technical" in offered
    assert "give_legal" not in offered
    with pytest.raises(TransitionNotAllowed) as again:
        process.act(ports, agent, dossier.reference, "give_legal", motive="Encore.")
    assert again.value.reason == "opinion-given"
    assert (
        process.act(ports, agent, dossier.reference, "give_technical", motive="Bon.").state == "under_review"
    )
    read = [line.text + line.detail for line in follow.follow_up(ports, dossier.id).history]
    assert not any("avis" in text.lower() or "redire" in text for text in read)


def test_an_agent_proposes_a_manager_signs_and_reopens(
    ports: Ports, agent: Account, manager: Account, tmp_path: Path
) -> None:
    ports = with_workflow(ports, tmp_path, "visa", rule="rejet", months=2)
    dossier = sent(ports)
    for action in ("take", "propose_acceptance"):
        process.act(ports, agent, dossier.reference, action)
    with pytest.raises(TransitionNotAllowed) as refused:
        process.act(ports, agent, dossier.reference, "sign_acceptance")
    assert refused.value.reason == "wrong-role"
    assert process.open_case(ports, agent, dossier.reference).actions == ()
    assert process.desk(ports, manager).total == 1
    assert process.open_case(ports, manager, dossier.reference).kept_apart == ()
    accepted = process.act(ports, manager, dossier.reference, "sign_acceptance")
    assert (accepted.state, effects(ports, dossier)["document:decision"]) == ("accepted", 1)
    opened = process.act(ports, manager, dossier.reference, "reopen", motive="Pièce falsifiée.")
    assert (opened.state, opened.decided_at, opened.due_on) == ("under_review", None, None)
    told = follow.follow_up(ports, dossier.id)
    assert [line.text for line in told.history if line.text == "Demande acceptée"] == ["Demande acceptée"]
    assert told.reopened == "Pièce falsifiée."


def test_a_manager_who_proposed_leaves_the_visa_to_somebody_else(
    ports: Ports, manager: Account, tmp_path: Path
) -> None:
    ports = with_workflow(ports, tmp_path, "visa", rule="aucune")
    dossier = sent(ports)
    roles = tuple(Membership("ccas", role) for role in ("agent", "manager"))
    both = create(
        ports, email="deux@exemple.fr", name="Luc Roux", password="un mot de passe", memberships=roles
    )
    for action in ("take", "propose_acceptance"):
        process.act(ports, both, dossier.reference, action)
    opened = process.open_case(ports, both, dossier.reference)
    assert [move.id for move in opened.kept_apart] == ["sign_acceptance"]
    assert "sign_acceptance" not in {move.id for move in opened.actions}
    with pytest.raises(TransitionNotAllowed) as refused:
        process.act(ports, both, dossier.reference, "sign_acceptance")
    assert refused.value.reason == "other-person"
    assert process.act(ports, manager, dossier.reference, "sign_acceptance").state == "accepted"


def test_a_dossier_keeps_the_workflow_that_it_started_with(
    ports: Ports, agent: Account, tmp_path: Path
) -> None:
    dossier = sent(ports)
    folder = shutil.copytree(PROJECT / "workflows", tmp_path / "workflows")
    raw = loads((folder / "instruction.json").read_text(encoding="utf-8"))
    raw["version"] += 1
    for move in raw["transitions"]:
        if move["id"] == "accept":
            move.update(id="grant", label="Accorder")
    (folder / "instruction.json").write_text(dumps(raw), encoding="utf-8")
    newer = replace(ports, workflows=WorkflowFiles(folder))
    process.act(newer, agent, dossier.reference, "take")
    case = process.open_case(newer, agent, dossier.reference)
    assert case.workflow.hash == dossier.workflow_hash
    assert {"accept", "grant"} & {move.id for move in case.actions} == {"accept"}
    assert now(newer, sent(newer)).workflow_hash != dossier.workflow_hash


def test_a_dossier_older_than_kept_workflows_follows_the_file(ports: Ports, agent: Account) -> None:
    dossier = sent(ports)
    with ports.store.transaction() as tx:
        tx.dossiers.change(
            replace(dossier, workflow_hash="", clock_on=dossier.due_on), from_state="submitted"
        )
    process.act(ports, agent, dossier.reference, "take")
    assert process.act(ports, agent, dossier.reference, "accept").state == "accepted"


def test_the_receipt_is_made_anew_when_the_day_of_silence_has_moved(
    ports: Ports, agent: Account, tmp_path: Path
) -> None:
    ports = rejecting(ports, tmp_path)
    dossier = sent(ports)
    first = last_receipt(ports)
    process.act(ports, agent, dossier.reference, "ask_correction", motive="Il manque une pièce.")
    ports.clock.move(days=10)  # type: ignore[attr-defined]
    process.act(ports, agent, dossier.reference, "resume")
    second = last_receipt(ports)
    assert effects(ports, dossier)["document:receipt"] == 2
    assert first.due_on is not None
    assert second.due_on is not None
    assert second.due_on > first.due_on
    assert (first.facts["resumed_on"], second.facts["resumed_on"]) == (None, ports.clock.today())


def last_receipt(ports: Ports) -> Paper:
    for effect_id in ports.queue.woken:  # type: ignore[attr-defined]
        run_effect(ports, effect_id)
    papers: list[Paper] = ports.documents.papers  # type: ignore[attr-defined]
    return [paper for paper in papers if paper.kind == "receipt"][-1]
