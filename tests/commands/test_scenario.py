"""`guichet scenario`: one line a case, what failed and why, and the exit code."""

from json import dumps

import pytest
from click.testing import CliRunner

from app.commands.scenario import FORMS, scenario
from tests.core.minimal_definition import edited, minimal


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments):
        return CliRunner().invoke(scenario, [str(argument) for argument in arguments])

    return invoke


def put(folder, raw, name="demande-simple/1.json"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(raw if isinstance(raw, str) else dumps(raw), encoding="utf-8")
    return path


def test_the_scenarios_of_the_project_pass(run):
    result = run()

    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in FORMS.iterdir() if path.is_dir()) == sorted(
        line.split("\u00a0:")[0]
        for line in result.output.splitlines()
        if "\u00a0: " in line and not line.startswith(" ")  # a case may have a colon in its name
    )


def test_one_form_may_be_tried_alone(run, tmp_path):
    put(tmp_path, minimal())
    put(tmp_path, minimal(slug="autre"), "autre/1.json")
    result = run("autre", "--forms", tmp_path)

    assert result.output.splitlines()[0] == "autre\u00a0: 2 scénarios joués"
    assert "demande-simple" not in result.output


def test_a_scenario_that_differs_is_an_error_with_its_place(run, tmp_path):
    put(tmp_path, edited(("/scenarios/0/steps", ["vous", "enfants"])))
    result = run("--forms", tmp_path)

    assert result.exit_code == 1
    assert "demande-simple/1.json: /scenarios/0/steps: scenario-steps: " in result.output


def test_a_form_that_is_left_out_fails_the_scenarios(run, tmp_path):
    put(tmp_path, "{")
    result = run("--forms", tmp_path)

    assert result.exit_code == 1
    assert "bad-json" in result.output


def test_each_case_has_its_line(run, tmp_path):
    put(tmp_path, edited(("/scenarios/0/steps", ["vous", "enfants"])))
    lines = run("--forms", tmp_path).output.splitlines()

    assert lines[1:3] == ["  échec — sans enfant", "  ok — rien"]
