"""`guichet pdf`, on the published forms: every answer of a scenario is read again in the PDF."""

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.adapters.documents import WeasyDocuments
from app.adapters.documents.cells import ADDRESS_KINDS, MOST_TICKS
from app.adapters.forms import FormFiles
from app.adapters.pdf_check import check
from app.commands.pdf import pdf
from app.commands.watching import changes
from app.core.answers import judge
from app.core.definition import FormDefinition, Scenario
from app.core.field_types.address import IN_FRANCE, LINES
from app.core.summary import Line, summarise
from tests.adapters.pdf_reading import flat, reading, text

Json = Any
ROOT = Path(__file__).parents[2]
# Those that have a layout of their own are read in tests/adapters/test_fitted_papers.py.
GENERIC = sorted(
    {path.parent.name for path in (ROOT / "forms_definitions").glob("*/*.json")}
    - {path.parent.name for path in (ROOT / "pdf_templates").glob("*/template.html")}
)

TODAY = "2026-11-24"  # when a scenario names no day
WRITTEN_PARTS = (*IN_FRANCE, LINES)  # of an address


def form_named(slug: str) -> FormDefinition:
    """Read when a test asks for it, and once."""
    return FormFiles(ROOT / "forms_definitions", only=slug).current(slug)


@pytest.fixture(scope="module")
def drawing() -> Callable[..., WeasyDocuments]:
    """What draws, kept from one command to the next: its templates and fonts are read once."""
    return cache(WeasyDocuments)


@pytest.fixture
def ready_to_draw(drawing: Callable[..., WeasyDocuments], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.commands.pdf.WeasyDocuments", drawing)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(pdf, [str(argument) for argument in arguments])


def longest(form: FormDefinition) -> Scenario:
    """The scenario without errors that says the most."""
    right = [scenario for scenario in form.scenarios if not scenario.errors and not scenario.ineligible]
    return max(right, key=lambda scenario: len(str(scenario.answers)))


def written(lines: Sequence[Line]) -> Iterator[str]:
    """Each answer as it must be found: spaces do not count, a date or a time is in boxes."""
    for line in lines:
        for row in line.rows:
            yield from written(row.lines)
        if line.field.kind == "date" and line.value:
            year, month, day = str(line.value).split("-")
            yield day + month + year
        elif line.field.kind == "time" and line.value:
            yield str(line.value).replace(":", "")
        elif line.field.kind == "choice" and len(line.field.options) <= MOST_TICKS:
            yield f"coché {line.text}"
        elif line.field.kind == "amounts":
            yield from (text for _name, text in line.table if text)
        elif line.field.kind in ADDRESS_KINDS and isinstance(line.value, dict):  # part by part
            yield from (str(text) for part, text in line.value.items() if part in WRITTEN_PARTS)
        elif line.text and line.field.kind not in ("choices", "yes-no", "declaration", "repeat"):
            yield line.text


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    return tmp_path / "answers.json"


@pytest.mark.usefixtures("ready_to_draw")
@pytest.mark.parametrize("slug", GENERIC)
def test_every_answer_of_a_published_form_is_in_its_pdf(slug: str, answers: Path, tmp_path: Path) -> None:
    form, out = form_named(slug), tmp_path / "form.pdf"
    scenario = longest(form)
    answers.write_text(json.dumps(scenario.answers, default=float), encoding="utf-8")
    today = scenario.today or TODAY
    made = run(slug, "--answers", answers, "--today", today, "-o", out)
    assert made.exit_code == 0, made.output
    content = out.read_bytes()
    said = flat(reading(content)).replace(" ", "")
    verdict = judge(form, scenario.answers, today=date.fromisoformat(today))
    for section in summarise(form, verdict):
        for answer in written(section.lines):
            assert "".join(answer.split()) in said, answer
    assert check(content) == ()


@pytest.mark.usefixtures("ready_to_draw")
@pytest.mark.parametrize("slug", GENERIC)
def test_the_blank_of_a_published_form_asks_all_its_questions(slug: str, tmp_path: Path) -> None:
    out = tmp_path / "blank.pdf"
    assert run(slug, "--blank", "-o", out).exit_code == 0
    said = reading(out.read_bytes())
    for section in summarise(form_named(slug), None, blank=True):
        assert all(flat(line.label) in said for line in section.lines)
    assert check(out.read_bytes()) == ()


@pytest.mark.usefixtures("ready_to_draw")
@pytest.mark.parametrize(
    ("document", "mention"),
    [
        ("receipt", "Accusé de réception"),
        ("decision", "Demande acceptée (spécimen)"),
        ("refusal", "Si vous n’êtes pas d’accord"),
        ("mandate", "Ce à quoi s’engage le conseiller"),
    ],
)
def test_letters_are_made_without_a_dossier(
    document: str, mention: str, answers: Path, tmp_path: Path
) -> None:
    out = tmp_path / "letter.pdf"
    answers.write_text(json.dumps(longest(form_named("cerfa-16029")).answers, default=str), encoding="utf-8")
    made = run("cerfa-16029", "--answers", answers, "--document", document, "--today", TODAY, "-o", out)
    assert made.exit_code == 0, made.output
    assert mention in text(out.read_bytes())


def test_wrong_answers_are_listed_by_path_and_nothing_is_written(answers: Path, tmp_path: Path) -> None:
    answers.write_text('{"demandeur.nom": ""}', encoding="utf-8")
    refused = run("cerfa-16029", "--answers", answers, "-o", tmp_path / "x.pdf")
    assert refused.exit_code == 1
    assert "demandeur.nom : Saisissez" in refused.output
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("[1", "n’est pas du JSON lisible"),
        ("[1]", "un objet JSON est attendu"),
        ('{"a..b": 1}', "«\u00a0a..b\u00a0» n’est pas un chemin de réponse"),
        (None, "ne peut pas être lu"),
    ],
)
def test_a_file_that_is_no_answers_is_refused_in_one_line(
    content: str | None, why: str, answers: Path, tmp_path: Path
) -> None:
    if content is not None:
        answers.write_text(content, encoding="utf-8")
    refused = run("cerfa-16029", "--answers", answers, "-o", tmp_path / "x.pdf")
    assert refused.exit_code == 1
    assert why in refused.output
    assert refused.output.count("\n") == 1


def test_an_answer_that_the_form_does_not_print_is_told(answers: Path, tmp_path: Path) -> None:
    given = {**longest(form_named("cerfa-16029")).answers, "inconnu.chemin": "x"}
    answers.write_text(json.dumps(given, default=str), encoding="utf-8")
    made = run("cerfa-16029", "--answers", answers, "--today", TODAY, "-o", tmp_path / "x.pdf")
    assert made.exit_code == 0
    assert "inconnu.chemin" in made.output


def test_a_folder_that_does_not_exist_is_one_clear_line(tmp_path: Path) -> None:
    refused = run("cerfa-16029", "--document", "blank", "-o", tmp_path / "nowhere" / "x.pdf")
    assert refused.exit_code == 1
    assert "ne peut pas être écrit" in refused.output


def test_a_letter_is_made_anew_when_its_look_changes_and_a_broken_template_is_told(
    answers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a newcomer does: `guichet pdf … --watch`, then edit one file and look."""
    templates, out = tmp_path / "pdf_templates", tmp_path / "letter.pdf"
    shutil.copytree(Path(__file__).parents[2] / "pdf_templates", templates)
    letter = templates / "accuse-reception" / "template.html"
    monkeypatch.setenv("GUICHET_TEMPLATES", str(templates))
    answers.write_text(json.dumps(longest(form_named("cerfa-16029")).answers, default=str), encoding="utf-8")
    edits = iter([("<h1>", "<h1>Ville de Saint-Aubin : "), ("<h1>", "{% if %}<h1>")])
    read: list[str] = []

    def edit() -> None:
        read.append(text(out.read_bytes()))
        before, after = next(edits, (None, None))
        if before is None:
            raise KeyboardInterrupt
        letter.write_text(letter.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")

    monkeypatch.setattr("app.commands.pdf.changes", lambda roots: changes(roots, edit))
    told = flat(
        run("cerfa-16029", "--answers", answers, "--document", "receipt", "--watch", "-o", out).output
    )
    assert "Ville de Saint-Aubin : Accusé" not in read[0]
    assert "Ville de Saint-Aubin : Accusé" in read[1]
    assert told.count("template.html : changé") == 2
    assert "template.html:4 : Expected an expression" in told
