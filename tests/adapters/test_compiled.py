"""Compiled layouts: the pages of the full rendering, for anybody's answers; the rest is rendered."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import ImageChops

from app.adapters.documents import CompiledDocuments, slots
from app.adapters.documents.cells import SHAPES, Cell
from app.adapters.documents.compiled.keys import key
from app.adapters.documents.compiled.layout import unpacked
from app.adapters.documents.compiled.shaping import Face
from app.adapters.documents.pages import context, w3c
from app.adapters.documents.slots import Grows, Slots
from app.adapters.forms import FormFiles
from app.adapters.pdf_check import check
from app.core.answers import judge
from app.core.dossier import ALONE, Person, spell_reference
from app.core.legal_time import PARIS, moment_in_words
from app.core.proof.seal import Verdict, examine, hole, sealed
from app.core.summary import Section
from app.usecases.ports import Paper
from app.usecases.studio.specimens import Specimen, specimen
from tests.adapters import paper_samples as samples
from tests.adapters.pdf_reading import opened, reading, tags, text

TEMPLATES = Path(__file__).parents[2] / "pdf_templates"
NOBODY: dict[str, tuple[str, Any]] = {
    "type": ("Renouvellement", "r"), "raison": ("", None), "aides": ("", []),
    "enfants_a_charge": ("Non", False),
    "nom": ("Ÿves d’AVÈZE ; (Œ)", "…"), "usage": ("Tova Waël", "…"), "naissance": ("", None),
    "telephone": ("", None), "courriel": ("", None), "postal": ("97 100", "97100"), "siret": ("", None),
    "electeur": ("7", "7"), "ressources": ("9 999 999,99 €", 9999999.99),
    "recit": ("Deux mots (fin).", ""), "accord": ("Non", False),
}  # fmt: skip
ADDRESS = ("Ým Ţuțea", "12 bis allée du Wharf", "97100 Basse-Terre")


def answered(given: dict[str, tuple[str, Any]] | None = None, **texts: str) -> tuple[Section, ...]:
    """The sample's sections without a row, some answers replaced."""
    given = given or {}

    def changed(line: Any) -> Any:
        written, value = given.get(line.path, (line.text, line.value))
        return replace(line, text=texts.get(line.path, written), value=value)

    return tuple(
        replace(section, lines=tuple(map(changed, section.lines)))
        for section in samples.sections(0, recit="Une ligne.")
    )


def of_another(paper: Paper) -> Paper:
    """The same document for somebody else: number, name, address, hour, mark."""
    number = spell_reference("WMQ2B7XKH")
    acting = replace(ALONE, beneficiary=Person("Ým Ţuțea")) if paper.acting else None
    changed = replace(
        paper, reference=number, acting=acting, made_at=samples.NOW.replace(hour=20, minute=59),
        submitted_at=samples.NOW.replace(day=9) if paper.submitted_at else None,
        beneficiary_address=ADDRESS if paper.beneficiary_address else (),
    )  # fmt: skip
    return samples.marked(changed)


def alone(paper: Paper) -> Paper:
    """Nobody helped."""
    return replace(paper, acting=replace(ALONE, beneficiary=Person(samples.NAME)))


FORM = samples.marked(alone(samples.form(answered())))
OTHER_FORM = replace(of_another(FORM), sections=answered(NOBODY), deposit={"answers": {"nom": "Œ"}})
RECEIPT = samples.marked(alone(samples.receipt()))
LETTER = samples.marked(samples.decision("accepted"))
PAIRS = {
    "form": (FORM, OTHER_FORM),
    "receipt": (RECEIPT, of_another(RECEIPT)),
    "decision": (LETTER, replace(of_another(LETTER), acting=LETTER.acting)),
}
FIRST = ("Lefèvre", "7K4-M92-QXC", "anais@exemple.fr", "3 rue Basse")  # of whom nothing may stay


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> CompiledDocuments:
    """Layouts made of the first papers, which each were met twice."""
    made = CompiledDocuments(TEMPLATES, tmp_path_factory.mktemp("layouts"))
    for first, _other in PAIRS.values():
        for _time in range(2):
            made.render(first)
    assert (made.counts["rendered"], made.counts["compiled"]) == (3, 3)
    return made


@pytest.fixture
def watched(documents: CompiledDocuments, monkeypatch: pytest.MonkeyPatch) -> CompiledDocuments:
    """The same, where the full rendering only tells that it was asked for."""
    monkeypatch.setattr(documents.rendered, "render", lambda paper: b"in full")
    return documents


@pytest.mark.parametrize("name", PAIRS)
def test_a_filled_layout_is_the_page_that_would_have_been_rendered(
    name: str, documents: CompiledDocuments
) -> None:
    _first, other = PAIRS[name]
    documents.counts.clear()
    ours, full = documents.render(other), documents.rendered.render(other)
    assert documents.counts == {"filled": 1}
    assert check(ours) == ()
    assert text(ours) == text(full)
    assert reading(ours) == reading(full)
    assert tags(ours) == tags(full)
    assert ours == documents.render(other)
    assert not [word for word in FIRST if word in text(ours) and word not in text(full)]
    with opened(ours) as one, opened(full) as same:
        assert (one.check_pdf_syntax(), one.get_warnings()) == ([], [])
        assert str(one.docinfo.CreationDate) == str(same.docinfo.CreationDate)
        files = [{n: f.get_file().read_bytes() for n, f in pdf.attachments.items()} for pdf in (one, same)]
        assert files[0] == files[1]
    assert _pixels_apart(ours, full) < 60  # of half a million


def _pixels_apart(ours: bytes, full: bytes) -> int:
    """On the worst page, at 72 points an inch: letters a hundredth of a millimetre away count for none."""
    drawn = [
        [page.render(scale=1).to_pil().convert("L") for page in pypdfium2.PdfDocument(it)]
        for it in (ours, full)
    ]
    assert len(drawn[0]) == len(drawn[1])
    return max(
        sum(ImageChops.difference(one, same).histogram()[32:]) for one, same in zip(*drawn, strict=True)
    )


@pytest.mark.parametrize(
    "answer",
    [
        "x" * 200,
        "Lefèvre " * 9,
        "Anaïs 🙂",
        "مرحبا",
        "Anai\u0308s",
        "Nguyễn",
        "A\u00adB",
    ],
)
def test_an_answer_without_room_or_with_another_letter_is_rendered_in_full(
    answer: str, watched: CompiledDocuments
) -> None:
    assert watched.render(replace(FORM, sections=answered(nom=answer))) == b"in full"


@pytest.mark.parametrize("answer", ["", "W", "Van der <b>Wæl</b>", "  a \n b ", "\x07bip"])
def test_any_other_answer_is_set_into_the_layout(answer: str, watched: CompiledDocuments) -> None:
    content = watched.render(replace(FORM, sections=answered(nom=answer)))
    said = " ".join(answer.replace("\x07", "").split())
    assert f"Nom de naissance {said}".strip() in reading(content)


def test_another_choice_of_questions_or_a_long_text_is_another_layout(watched: CompiledDocuments) -> None:
    shorter = tuple(replace(part, lines=part.lines[1:]) for part in answered())
    for sections in (
        shorter,
        answered(recit="Une ligne.\nDeux."),
        answered(recit=" retrait"),
        samples.sections(1),
    ):
        assert watched.render(replace(FORM, sections=sections)) == b"in full"


def test_the_seal_of_a_filled_layout_holds(watched: CompiledDocuments) -> None:
    statement = {"reference": "7K4M92QXC", "code": samples.MARK_CODE}
    assert OTHER_FORM.mark is not None
    marked = replace(OTHER_FORM, mark=replace(OTHER_FORM.mark, seal=hole(statement, "k")))
    content = sealed(watched.render(marked), statement, "k", lambda message: bytes(64))
    assert content.startswith(b"%PDF")
    assert examine(content, lambda kid, message, signature: True).verdict is Verdict.INTACT
    assert examine(content.replace(b"/Title", b"/Tytle"), lambda *_all: True).verdict is Verdict.CHANGED


def test_an_unreadable_layout_is_as_good_as_none(watched: CompiledDocuments, tmp_path: Path) -> None:
    shutil.copytree(watched._store.folder, tmp_path / "layouts")
    for layout in (tmp_path / "layouts").glob("*.layout"):
        assert unpacked(layout.read_bytes()).pages
        layout.write_bytes(layout.read_bytes()[:999])
    again = CompiledDocuments(TEMPLATES, tmp_path / "layouts")
    again._compiled = lambda paper: (_ for _ in ()).throw(Grows)  # type: ignore[method-assign]
    again.rendered.render = lambda paper: b"in full"  # type: ignore[method-assign]
    assert again.render(FORM) == b"in full"


def _key(paper: Paper, templates: Path) -> str:
    return key(paper.template, context(paper, Slots()), templates)


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        (lambda paper: OTHER_FORM, True),
        (lambda paper: replace(paper, title="Autre titre"), False),
        (lambda paper: replace(paper, submitted_at=None), False),
        (lambda paper: replace(paper, mark=None), False),
        (lambda paper: replace(paper, definition=replace(paper.definition, hash="autre")), False),
        (lambda paper: replace(paper, draft=True), False),
        (lambda paper: replace(paper, submitted_at=paper.submitted_at.astimezone(PARIS)), True),
    ],
)
def test_papers_share_a_layout_when_only_their_answers_differ(
    changed: Callable[[Paper], Paper], same: bool
) -> None:
    paper = replace(FORM, deposit={"answers": {}})
    assert (_key(paper, TEMPLATES) == _key(changed(paper), TEMPLATES)) is same


def test_an_edited_template_makes_other_layouts(tmp_path: Path) -> None:
    shutil.copytree(TEMPLATES, tmp_path / "t")
    before = _key(FORM, tmp_path / "t")
    with (tmp_path / "t" / "cerfa" / "style.css").open("a") as style:
        style.write("p { color: red }")
    assert _key(FORM, tmp_path / "t") != before


def test_a_template_that_reads_the_answers_as_they_are_has_no_layout() -> None:
    paper = context(FORM, Slots())["paper"]
    with pytest.raises(Grows):
        list(paper.sections)
    with pytest.raises(Grows):
        str(paper.submitted_at)


def test_every_shape_of_answer_can_be_taken_out_of_a_paper() -> None:
    assert set(slots._SHAPES) == set(SHAPES)


def test_an_unknown_shape_has_no_layout() -> None:
    with pytest.raises(Grows):
        slots._cell(Cell("Question", "nouvelle"), Slots())


def test_no_page_prints_the_instant_that_stands_for_the_day_of_making() -> None:
    paper = context(FORM, Slots())["paper"]
    assert w3c(paper.made_at) == slots.MADE_ON
    with pytest.raises(Grows):
        moment_in_words(paper.made_at)


@pytest.mark.parametrize("kind", ["blank", "summary", "mandate"])
def test_a_document_that_is_made_once_is_rendered(kind: str, watched: CompiledDocuments) -> None:
    for _time in range(3):
        assert watched.render(replace(FORM, kind=kind)) == b"in full"


def test_a_fault_of_the_quick_way_holds_no_document_back(
    watched: CompiledDocuments, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(slots._SHAPES, "text", lambda cell, slots: {}["absent"])
    assert watched.render(FORM) == b"in full"


def test_a_published_form_with_papers_to_join_is_filled_as_it_is_rendered(tmp_path: Path) -> None:
    form = FormFiles(TEMPLATES.parent / "forms_definitions", only="cerfa-12669").current("cerfa-12669")
    scenario = next(one for one in form.scenarios if not one.errors and not one.ineligible)
    verdict = judge(form, scenario.answers, today=samples.NOW.date())
    paper = specimen("form", Specimen(form, verdict, samples.NOW))
    ours = CompiledDocuments(TEMPLATES, tmp_path)
    full, _compiled, filled = (ours.render(paper) for _time in range(3))
    assert ours.counts["filled"] == 2
    assert "fichier joint" in reading(filled)
    assert (reading(filled), tags(filled)) == (reading(full), tags(full))


def test_letters_are_spaced_as_the_font_asks() -> None:
    [path] = Path("/usr/share/fonts").rglob("LiberationSans-Regular.ttf")
    face = Face(path)
    assert next(face.glyphs("AVa")).shift < 0
    assert set(face.known("aé🙂")) == {"a", "é"}
