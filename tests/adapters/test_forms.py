"""Forms and workflows read from folders: what serves, what is left out, and why."""

from json import dumps

import pytest

from app.adapters.forms import FormFiles, WorkflowFiles, read_json
from app.core.definition.installed import Installed
from app.core.errors import DefinitionRefused, NotFound
from tests.core.minimal_definition import edited, minimal

WORKFLOW = {
    "format": 1,
    "version": 1,
    "title": "Simple",
    "states": [
        {"id": "draft", "citizen": "Brouillon", "agent": "Brouillon"},
        {"id": "sent", "citizen": "Envoyé", "agent": "Reçu", "terminal": True},
    ],
    "transitions": [
        {
            "id": "send",
            "label": "Envoyer",
            "done": "Envoyé",
            "from": ["draft"],
            "to": "sent",
            "by": ["citizen"],
        }
    ],
}


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "forms_definitions"


def put(folder, slug, version, raw):
    path = folder / slug / f"{version}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(raw if isinstance(raw, str) else dumps(raw), encoding="utf-8")
    return path


def test_the_highest_version_is_the_current_one(folder):
    for version in (1, 2, 10):
        put(folder, "demande-simple", version, minimal(version=version, title=f"Version {version}"))

    assert FormFiles(folder).current("demande-simple").title == "Version 10"


def test_forms_are_published_by_title(folder):
    put(folder, "a", 1, minimal(slug="a", title="Zèbre"))
    put(folder, "b", 1, minimal(slug="b", title="abeille"))

    assert [form.title for form in FormFiles(folder).published()] == ["abeille", "Zèbre"]


def test_a_broken_version_is_left_out_and_told_while_the_one_before_serves(folder):
    put(folder, "demande-simple", 1, minimal())
    put(folder, "demande-simple", 2, edited(("/version", 2), ("/service", {})))
    forms = FormFiles(folder)

    assert forms.current("demande-simple").version == 1
    assert {(problem.file, problem.code) for problem in forms.problems()} == {
        ("forms_definitions/demande-simple/2.json", "missing")
    }


def test_an_error_that_only_the_linter_sees_leaves_the_file_out(folder):
    put(folder, "demande-simple", 1, edited(("/legal/silence", {"rule": "rejet"})))
    forms = FormFiles(folder)

    assert forms.published() == []
    assert [problem.code for problem in forms.problems()] == ["silence-without-months"]


def test_a_warning_is_told_and_the_form_serves(folder):
    put(folder, "demande-simple", 1, minimal(scenarios=[]))
    forms = FormFiles(folder)

    assert forms.current("demande-simple").version == 1
    assert [(problem.code, problem.severity) for problem in forms.problems()] == [("no-scenario", "warning")]


def test_a_file_in_the_wrong_folder_is_left_out(folder):
    put(folder, "autre", 1, minimal())

    assert [problem.code for problem in FormFiles(folder).problems()] == ["misplaced-file"]


def test_a_file_that_is_no_version_is_a_draft_and_is_not_read(folder):
    put(folder, "demande-simple", "brouillon", "{")

    assert FormFiles(folder).problems() == ()


def test_a_command_for_one_form_reads_no_other(folder):
    put(folder, "abeille", 1, minimal(slug="abeille", title="abeille"))
    put(folder, "zebre", 1, minimal(slug="zebre", title="Zèbre"))
    assert [form.title for form in FormFiles(folder, only="zebre").published()] == ["Zèbre"]


def test_an_unknown_form_is_not_found(folder):
    with pytest.raises(NotFound):
        FormFiles(folder).current("inconnue")


@pytest.mark.parametrize(
    ("content", "code", "tells"),
    [
        (b'{\n  "a": 1,\n}', "bad-json", "ligne 3, colonne 1"),
        (b"", "bad-json", "ligne 1, colonne 1"),
        (b'{"a": 1, "b": {"c": 1, "c": 2}}', "bad-json", "«\u00a0c\u00a0»"),
        (b'{"a": NaN}', "bad-json", "NaN"),
        (b'{"a": "\xe9"}', "bad-encoding", "UTF-8"),
        (b"[" * 200_000, "bad-json", "niveaux"),
    ],
)
def test_an_unreadable_file_is_refused_with_its_cause(tmp_path, content, code, tells):
    path = tmp_path / "x.json"
    path.write_bytes(content)

    with pytest.raises(DefinitionRefused) as caught:
        read_json(path, "x.json")

    [problem] = caught.value.problems
    assert (problem.code, problem.file) == (code, "x.json")
    assert tells in problem.message
    assert problem.fix


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(DefinitionRefused) as caught:
        read_json(tmp_path / "absent.json", "absent.json")

    assert [problem.code for problem in caught.value.problems] == ["unreadable"]


def test_numbers_are_read_exactly(tmp_path):
    path = tmp_path / "x.json"
    path.write_text("[0.1, 3, 1.10]", encoding="utf-8")

    assert [str(number) for number in read_json(path, "x.json")] == ["0.1", "3", "1.10"]


def test_workflows_are_found_by_the_name_of_their_file(tmp_path):
    (tmp_path / "simple.json").write_text(dumps(WORKFLOW), encoding="utf-8")
    (tmp_path / "casse.json").write_text("{", encoding="utf-8")
    workflows = WorkflowFiles(tmp_path)

    assert workflows.get("simple").title == "Simple"
    assert workflows.names() == ("simple",)
    assert [problem.code for problem in workflows.problems()] == ["bad-json"]
    with pytest.raises(NotFound):
        workflows.get("casse")


@pytest.mark.parametrize(
    ("installed", "code"),
    [
        (Installed(frozenset({"visa"}), frozenset({"cerfa"})), "unknown-workflow"),
        (Installed(frozenset({"instruction"}), frozenset({"lettre"})), "unknown-template"),
    ],
)
def test_a_form_that_names_what_is_not_installed_is_left_out(folder, installed, code):
    put(folder, "demande-simple", 1, minimal(documents={"form": "cerfa"}))
    forms = FormFiles(folder, installed)
    assert [problem.code for problem in forms.problems()] == [code]
    assert forms.published() == []
