"""`guichet import OFFICIAL.pdf`: a draft that works, a mapping that fills the same PDF, clear refusals."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pikepdf import Dictionary, Name, String

from app.adapters.official.opening import PdfRefused
from app.commands.check import check
from app.commands.fill import fill_
from app.commands.import_schema import import_
from app.core.definition.parser import parse
from app.core.importing.importer import FILE
from app.core.linting import lint
from app.core.official.mapping import read_map
from app.core.official.rules import lint_map
from app.core.scenarios import run as played
from tests.adapters.official_pdfs import a_form, printed, text, typical
from tests.adapters.pdf_reading import text as words_of

Json = Any
CERFA = Path(__file__).parents[3] / "shared" / "cerfa"
FILES = sorted(CERFA.glob("cerfa_*.pdf"))


# Of those made to be printed: questions that a person counts on the paper, three parts of a date as one.
LEAST = {"12596": 100, "12669": 30, "13750": 90}


def imported(content: bytes, folder: Path, *options: str) -> Result:
    (folder / "demande.pdf").write_bytes(content)
    arguments = [str(folder / "demande.pdf"), "-o", str(folder / "sortie"), *options]
    return CliRunner().invoke(import_, arguments)


def read(folder: Path, name: str) -> Json:
    return json.loads((folder / "sortie" / name).read_text(encoding="utf-8"))


def assert_it_works(folder: Path) -> None:
    """The draft is a definition, its scenarios hold, and its mapping agrees with it."""
    definition = parse(read(folder, FILE), file=FILE)
    mapping = read_map(read(folder, "official.json"))
    assert [problem for problem in lint(definition, file=FILE) if problem.severity == "error"] == []
    assert played(definition) == ()
    assert [p for p in lint_map(mapping, definition, file="f") if p.severity == "error"] == []


def test_a_form_becomes_a_draft_whose_answers_fill_the_same_form(tmp_path: Path):
    result = imported(typical(), tmp_path)

    assert result.exit_code == 0, result.output
    assert_it_works(tmp_path)
    draft = read(tmp_path, FILE)
    titles = [schema["title"] for schema in draft["schema"]["properties"].values()]
    assert titles == [
        "Nom de naissance",
        "Né(e) le",
        "Civilite (à rédiger)",
        "Motif de la demande",
        "Demande urgente",
    ]
    assert "5 champs repris" in result.output
    checked = CliRunner().invoke(check, [str(tmp_path / "sortie" / "official.json")])
    assert (checked.exit_code, "1 fichier lu, 0 erreur, 0 avertissement" in checked.output) == (0, True)

    (tmp_path / "answers.json").write_text(json.dumps(draft["scenarios"][-1]["answers"]))
    out = tmp_path / "out.pdf"
    filled = CliRunner().invoke(fill_, [
        str(tmp_path / "demande.pdf"), "--answers", str(tmp_path / "answers.json"), "-o", str(out),
        "--map", str(tmp_path / "sortie" / "official.json"), "--form", str(tmp_path / "sortie" / FILE),
        "--today", "2026-01-15",
    ])  # fmt: skip
    assert (filled.exit_code, filled.stderr) == (0, "")
    assert {"Exemple", "31012000"} <= set(words_of(out.read_bytes()).split())


def test_a_form_made_to_be_printed_becomes_a_draft_whose_answers_are_written_on_it(tmp_path: Path):
    result = imported(printed(), tmp_path)

    assert result.exit_code == 0, result.output
    assert_it_works(tmp_path)
    draft, mapping = read(tmp_path, FILE), read(tmp_path, "official.json")
    titles = [schema["title"] for schema in draft["schema"]["properties"].values()]
    assert titles == ["Nom de naissance", "Né(e) le", "Code postal", "Demande urgente", "Motif"]
    assert {name: sorted(place.keys() - {"page", "box"}) for name, place in mapping["places"].items()} == {
        "p1_01": [], "p1_02": ["cells"], "p1_03": ["cells"], "p1_04": ["cells"], "p1_05": ["cells"],
        "p1_06": ["tick"], "p1_07": ["lines"],
    }  # fmt: skip

    answers = {
        "nom_de_naissance": "Cœur", "ne_e_le": "1980-02-29", "code_postal": "33000", "demande_urgente": True,
        "motif": "Un toit",
    }  # fmt: skip
    (tmp_path / "answers.json").write_text(json.dumps(answers))
    out = tmp_path / "out.pdf"
    filled = CliRunner().invoke(fill_, [
        str(tmp_path / "demande.pdf"), "--answers", str(tmp_path / "answers.json"), "-o", str(out),
        "--map", str(tmp_path / "sortie" / "official.json"), "--form", str(tmp_path / "sortie" / FILE),
    ])  # fmt: skip
    assert (filled.exit_code, filled.stderr) == (0, "")
    assert {"Cœur", "29", "02", "1980", "33000", "toit"} <= set(words_of(out.read_bytes()).split())


def test_an_import_is_never_written_over_another_unless_told(tmp_path: Path):
    imported(typical(), tmp_path)

    assert imported(typical(), tmp_path).exit_code == 1
    assert imported(typical(), tmp_path, "--force").exit_code == 0


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (typical(secret="x"), "encrypted"),
        (typical()[:-700], "damaged"),
        (a_form(form={"XFA": String("<xdp/>")}), "xfa"),
        (a_form(text("a", (0, 0, 9, 9)), catalog={"/OpenAction": Dictionary(S=Name.JavaScript)}), "scripted"),
        (a_form(), "flat"),
    ],
)
def test_a_pdf_that_cannot_be_used_is_refused_and_nothing_is_written(
    content: bytes, reason: str, tmp_path: Path
):
    refusal = imported(content, tmp_path).exception

    assert isinstance(refusal, PdfRefused)
    assert refusal.reason == reason
    assert not (tmp_path / "sortie").exists()


@pytest.mark.skipif(not FILES, reason="the official files are not beside the project")
@pytest.mark.parametrize("path", FILES, ids=[path.name[6:11] for path in FILES])
def test_every_official_form_gives_a_draft_that_works(path: Path, tmp_path: Path):
    result = imported(path.read_bytes(), tmp_path)
    assert result.exit_code == 0, result.output
    assert_it_works(tmp_path)
    draft = read(tmp_path, FILE)
    titles = [schema["title"] for schema in draft["schema"]["properties"].values()]
    assert sum("à rédiger" in title for title in titles) <= len(titles) / 4
    assert len(titles) >= LEAST.get(path.name[6:11], 15)
