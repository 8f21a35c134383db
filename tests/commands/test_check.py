"""`guichet check` and `guichet scenario`, from files to lines and exit codes."""

from json import dumps

import pytest
from click.testing import CliRunner

from app.commands.check import FORMS, WORKFLOWS, check, scenario
from tests.core.minimal_definition import edited, minimal


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def invoke(command, *arguments):
        return CliRunner().invoke(command, [str(argument) for argument in arguments])

    return invoke


def put(folder, raw, name="demande-simple/1.json"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(raw if isinstance(raw, str) else dumps(raw), encoding="utf-8")
    return path


def test_the_forms_and_workflows_of_the_project_hold(run):
    result = run(check)

    assert result.exit_code == 0, result.output
    assert "0 erreur," in result.output


def test_a_problem_is_one_line_with_file_pointer_code_message_and_fix(run, tmp_path):
    put(tmp_path, edited(("/steps/0/fields/1/path", "naisance")))
    result = run(check, "demande-simple/1.json")

    line, totals = result.output.splitlines()
    assert result.exit_code == 1
    assert line.startswith("demande-simple/1.json: /steps/0/fields/1/path: unknown-path: ")
    assert line.endswith("(Vouliez-vous dire «\u00a0naissance\u00a0»\u202f?)")
    assert totals == "1 fichier lu, 1 erreur, 0 avertissement"


def test_a_warning_is_told_and_is_no_failure(run, tmp_path):
    put(tmp_path, minimal(scenarios=[]))
    result = run(check, tmp_path)

    assert result.exit_code == 0
    assert "no-scenario" in result.output
    assert "[avertissement]" in result.output


def test_a_folder_is_read_whole(run, tmp_path):
    put(tmp_path, minimal())
    put(tmp_path, "{", "casse/1.json")
    result = run(check, tmp_path)

    assert result.exit_code == 1
    assert "casse/1.json: /: bad-json: " in result.output
    assert "2 fichiers lus, 1 erreur" in result.output


def test_an_unknown_workflow_is_an_error(run, tmp_path):
    put(tmp_path, minimal(workflow="instructions"))
    result = run(check, tmp_path)

    assert result.exit_code == 1
    assert "/workflow: unknown-workflow: " in result.output
    assert "«\u00a0instruction\u00a0»" in result.output


def test_a_workflow_may_be_drawn(run):
    result = run(check, "--draw", WORKFLOWS)

    assert result.exit_code == 0, result.output
    assert "stateDiagram-v2" in result.output
    assert "stateDiagram-v2" not in run(check, WORKFLOWS).output


def test_a_broken_workflow_is_told(run, tmp_path):
    put(tmp_path, {"states": [], "format": 1}, "circuit.json")
    result = run(check, tmp_path)

    assert result.exit_code == 1
    assert "circuit.json: " in result.output


def test_the_scenarios_of_the_project_pass(run):
    result = run(scenario)

    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in FORMS.iterdir() if path.is_dir()) == sorted(
        line.split("\u00a0:")[0] for line in result.output.splitlines() if "scénario" in line
    )


def test_one_form_may_be_tried_alone(run, tmp_path):
    put(tmp_path, minimal())
    put(tmp_path, minimal(slug="autre"), "autre/1.json")
    result = run(scenario, "autre", "--forms", tmp_path)

    assert result.output.splitlines()[0] == "autre\u00a0: 2 scénarios joués"
    assert "demande-simple" not in result.output


def test_a_scenario_that_differs_is_an_error_with_its_place(run, tmp_path):
    put(tmp_path, edited(("/scenarios/0/steps", ["vous", "enfants"])))
    result = run(scenario, "--forms", tmp_path)

    assert result.exit_code == 1
    assert "demande-simple/1.json: /scenarios/0/steps: scenario-steps: " in result.output


def test_a_form_that_is_left_out_fails_the_scenarios(run, tmp_path):
    put(tmp_path, "{")
    result = run(scenario, "--forms", tmp_path)

    assert result.exit_code == 1
    assert "bad-json" in result.output
