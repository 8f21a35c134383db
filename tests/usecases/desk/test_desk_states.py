"""The desk stays open when a form or a workflow has gone: its dossiers are still to be dealt with."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app.adapters.forms import FormFiles, WorkflowFiles
from app.core.account import Account
from app.core.dossier import Dossier
from app.usecases.desk import process
from app.usecases.desk.desk_list import Asked
from app.usecases.fill.submit import submit
from app.usecases.ports import Ports
from tests.usecases.conftest import PROJECT, filled


@pytest.fixture
def sent(ports: Ports) -> Dossier:
    return submit(ports, filled(ports).id, declared=True).dossier


def without_form(ports: Ports, tmp_path: Path) -> Ports:
    (tmp_path / "forms").mkdir()
    return replace(ports, forms=FormFiles(tmp_path / "forms"))


def without_workflow(ports: Ports, tmp_path: Path) -> Ports:
    (tmp_path / "workflows").mkdir()
    return replace(ports, workflows=WorkflowFiles(tmp_path / "workflows"))


def with_another_state(ports: Ports, tmp_path: Path) -> Ports:
    """The workflow no longer knows the state that this dossier is in."""
    folder = shutil.copytree(PROJECT / "workflows", tmp_path / "workflows")
    for path in folder.glob("*.json"):
        path.write_text(path.read_text().replace('"submitted"', '"received"'))
    changed = WorkflowFiles(folder)
    assert changed.names()
    return replace(ports, workflows=changed)


def test_a_form_that_was_withdrawn_leaves_its_dossiers_in_their_tabs(
    ports: Ports, agent: Account, sent: Dossier, tmp_path: Path
) -> None:
    left = without_form(ports, tmp_path)
    desk = process.desk(left, agent)
    assert desk.counts == {"todo": 1, "followed": 0, "waiting": 0, "done": 0, "all": 1}
    assert [(row.dossier.id, row.state.id) for row in desk.rows] == [(sent.id, "submitted")]
    assert desk.rows[0].state.agent != "submitted", "the kept definition still names its states"
    assert desk.forms == (("demande", "Demande d’essai", 1),)
    process.act(left, agent, sent.reference, "take")
    process.act(left, agent, sent.reference, "accept")
    assert process.desk(left, agent, Asked(tab="done")).total == 1


@pytest.mark.parametrize("gone", [without_workflow, with_another_state])
def test_a_state_that_nobody_knows_is_to_be_dealt_with_under_its_raw_name(
    ports: Ports, agent: Account, sent: Dossier, tmp_path: Path, gone
) -> None:
    desk = process.desk(gone(ports, tmp_path), agent)
    assert desk.counts["todo"] == 1
    assert [(row.dossier.id, row.state.agent) for row in desk.rows] == [(sent.id, "submitted")]


def test_both_gone_the_desk_is_still_open(
    ports: Ports, agent: Account, sent: Dossier, tmp_path: Path
) -> None:
    desk = process.desk(without_form(without_workflow(ports, tmp_path), tmp_path), agent)
    assert [row.dossier.id for row in desk.rows] == [sent.id]
