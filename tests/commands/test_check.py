"""`guichet check`, from files to lines and exit codes, and what `--fix` writes."""

from json import dumps

import pytest
from click.testing import CliRunner

from app.commands.check import WORKFLOWS, check
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


SHOUTING = edited(("/schema/properties/nom/title", "NOM DE NAISSANCE :"))


def test_fix_mends_the_named_file_tells_what_it_wrote_and_then_has_nothing_to_do(run, tmp_path):
    path = put(tmp_path, dumps(SHOUTING, ensure_ascii=False, indent=2), "brouillon.json")
    first = run(check, "--fix", path)
    written = path.read_text(encoding="utf-8")

    assert first.exit_code == 0, first.output
    assert "« NOM DE NAISSANCE : » → « Nom de naissance »" in first.output.replace("\u00a0", " ")
    assert "1 correction écrite" in first.output
    assert "label-in-capitals" not in first.output
    assert "correction" not in run(check, "--fix", path).output
    assert path.read_text(encoding="utf-8") == written


def test_a_version_is_mended_with_a_warning(run, tmp_path):
    path = put(tmp_path, SHOUTING)

    assert "si elle est publiée" in run(check, "--fix", path).output


def test_fix_wants_files_and_never_a_folder(run, tmp_path):
    path = put(tmp_path, SHOUTING)
    before = path.read_bytes()

    assert run(check, "--fix", tmp_path).exit_code == 2
    assert run(check, "--fix").exit_code == 2
    assert path.read_bytes() == before


def test_what_cannot_be_read_is_not_mended(run, tmp_path):
    path = put(tmp_path, "{", "brouillon.json")

    assert run(check, "--fix", path).exit_code == 1
    assert path.read_text() == "{"
