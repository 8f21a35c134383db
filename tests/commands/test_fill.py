"""`guichet fill`: on a form made here, then on the official files where they are at hand."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.adapters.forms import FormFiles, read_json
from app.adapters.official.fields import BOX, CHOICE, TEXT, fields_of
from app.adapters.official.filler import fill
from app.adapters.official.opening import PdfRefused, opened
from app.commands.fill import fill_
from app.core.answers import judge
from app.core.definition import FormDefinition
from app.core.official.filling import values_of
from app.core.official.mapping import read_map
from tests.adapters.official_pdfs import a_form, boxes, text, typical
from tests.adapters.pdf_reading import text as words_of

Json = Any
ROOT = Path(__file__).parents[2]
MAPS = sorted(ROOT.glob("pdf_templates/*/official.json"))
CERFA = ROOT.parent / "shared" / "cerfa"
FILES = sorted(CERFA.glob("cerfa_*.pdf"))
WITHOUT_FIELDS = ("12596", "12669", "13750")
TODAY = "2026-11-24"
LETTERS = "ÉÈÀÇŒœ€ïÿñ"


def form_of(slug: str) -> FormDefinition:
    return FormFiles(ROOT / "forms_definitions", only=slug).current(slug)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(fill_, [str(argument) for argument in arguments])


def made_for(mapping: Json) -> bytes:
    """A PDF with the fields that a mapping names: what the official one has, as far as the mapping knows."""
    fields, y = [], 820.0
    for name, rule in mapping["fields"].items():
        y -= 12
        if isinstance(rule, dict) and "states" in rule:
            places = {
                state: (20 + 40 * n, y, 30 + 40 * n, y + 10)
                for n, state in enumerate(rule["states"].values())
            }
            fields.append(boxes(name, places, radio=len(places) > 1))
        else:
            fields.append(text(name, (20, y, 560, y + 11)))
    return a_form(*fields)


@pytest.fixture
def given(tmp_path: Path) -> dict[str, Path]:
    """The answers of a scenario of 14952 and a PDF made for its mapping, as files."""
    mapping = next(path for path in MAPS if path.parent.name == "cerfa-14952")
    answers = form_of("cerfa-14952").scenarios[0].answers
    (tmp_path / "answers.json").write_text(json.dumps(answers))
    (tmp_path / "official.pdf").write_bytes(made_for(json.loads(mapping.read_text())))
    return {"pdf": tmp_path / "official.pdf", "answers": tmp_path / "answers.json", "map": mapping}


def test_answers_are_printed_and_a_report_tells_what_was_left(given: dict[str, Path], tmp_path: Path):
    out, told = tmp_path / "out.pdf", tmp_path / "report.json"
    result = run(
        given["pdf"], "--answers", given["answers"], "--map", given["map"], "-o", out, "--today", TODAY,
        "--report", told, "--flatten",
    )  # fmt: skip

    assert result.exit_code == 0, result.output
    printed = words_of(out.read_bytes())
    assert {"LE", "GOFF", "Camille", "27031985"} <= set(printed.split())
    report = json.loads(told.read_text())
    assert list(report) == ["Champs de la correspondance absents de ce PDF"]  # those left empty


def test_the_answers_may_come_from_the_file_attached_to_a_filled_form(given: dict[str, Path], tmp_path: Path):
    deposit = {
        "reference": "X",
        "definition_sha256": "0",
        "answers": json.loads(given["answers"].read_text()),
    }
    (tmp_path / "dossier.json").write_text(json.dumps(deposit))
    out = tmp_path / "out.pdf"

    result = run(
        given["pdf"],
        "--answers",
        tmp_path / "dossier.json",
        "--map",
        given["map"],
        "-o",
        out,
        "--today",
        TODAY,
    )

    assert result.exit_code == 0, result.output
    assert "Camille" in words_of(out.read_bytes())


def test_wrong_answers_a_wrong_map_and_a_wrong_pdf_are_refused_in_french(
    given: dict[str, Path], tmp_path: Path
):
    out = tmp_path / "out.pdf"
    (tmp_path / "bad.json").write_text('{"format": 1, "form": "cerfa-14952", "fields": {"x": "mandant.non"}}')
    (tmp_path / "none.json").write_text("{}")

    bad_map = run(given["pdf"], "--answers", given["answers"], "--map", tmp_path / "bad.json", "-o", out)
    no_answer = run(given["pdf"], "--answers", tmp_path / "none.json", "--map", given["map"], "-o", out)
    (tmp_path / "other.pdf").write_bytes(typical())
    other = run(
        tmp_path / "other.pdf",
        "--answers",
        given["answers"],
        "--map",
        given["map"],
        "-o",
        out,
        "--today",
        TODAY,
    )
    no_pdf = run(
        given["map"], "--answers", given["answers"], "--map", given["map"], "-o", out, "--today", TODAY
    )

    assert bad_map.exit_code == 1
    assert "mandant.nom" in bad_map.output
    assert no_answer.exit_code == 1
    assert "mandant.nom" in no_answer.output
    assert other.exit_code == 1
    assert "bon formulaire" in other.output
    assert isinstance(no_pdf.exception, PdfRefused)
    assert not out.exists()


@pytest.mark.parametrize("path", MAPS, ids=[path.parent.name for path in MAPS])
def test_every_right_scenario_goes_into_the_fields_of_its_mapping(path: Path):
    raw = json.loads(path.read_text())
    mapping, form = read_map(raw), form_of(path.parent.name)
    blank = made_for(raw)
    for scenario in form.scenarios:
        today = date.fromisoformat(scenario.today or TODAY)
        verdict = judge(form, dict(scenario.answers), today=today)
        if verdict.errors:
            continue
        values = values_of(mapping, form, verdict.answers, today)
        assert values.unused == ()
        filled = fill(blank, values.texts, values.states)
        assert (filled.stateless, filled.absent, filled.lost) == ((), (), "")


@pytest.mark.skipif(not FILES, reason="the official files are not beside the project")
@pytest.mark.parametrize("path", FILES, ids=[path.name[6:11] for path in FILES])
def test_no_accent_is_lost_on_an_official_file(path: Path):
    content = path.read_bytes()
    if path.name[6:11] in WITHOUT_FIELDS:
        with pytest.raises(PdfRefused) as refusal:
            fill(content, {}, {})
        assert refusal.value.reason == "flat"
        return
    with opened(content) as pdf:
        asked = [field for field in fields_of(pdf) if not field.hidden]
    texts = {field.name: LETTERS[: field.length or None] for field in asked if field.kind == TEXT}
    states = {field.name: field.states[-1] for field in asked if field.kind in (BOX, CHOICE)}

    for flatten in (False, True):
        filled = fill(content, texts, states, flatten=flatten)
        printed = words_of(filled.content)
        assert all(printed.count(char) >= sum(char in text for text in texts.values()) for char in LETTERS)
        assert (filled.unmapped, filled.absent, filled.stateless, filled.lost) == ((), (), (), "")


@pytest.mark.skipif(not FILES, reason="the official files are not beside the project")
@pytest.mark.parametrize("path", MAPS, ids=[path.parent.name for path in MAPS])
def test_a_mapping_speaks_of_every_field_of_its_official_file(path: Path):
    mapping = read_map(read_json(path, path.name))
    content = next(CERFA.glob(f"*_{mapping.edition.replace('*', '_')}__*.pdf")).read_bytes()

    filled = fill(content, {}, {}, known={*mapping.rules, *mapping.left_empty})

    assert (filled.unmapped, filled.absent) == ((), ())
    with opened(content) as pdf:
        states = {field.name: set(field.states) for field in fields_of(pdf)}
    for name, rule in mapping.rules.items():
        assert set(rule.states.values()) <= states[name], name
