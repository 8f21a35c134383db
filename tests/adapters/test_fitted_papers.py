"""The layouts that follow an official form: every case of each form, the blank form, hostile answers."""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path
from statistics import median
from unicodedata import normalize

import pytest

from app.adapters.pdf_check import check
from app.core.summary import Line
from app.usecases.ports import Paper
from tests.adapters import fitted_papers as papers
from tests.adapters import paper_samples as samples
from tests.adapters.drawing import DOCUMENTS
from tests.adapters.fitted_papers import FITTED, ROOT
from tests.adapters.pdf_reading import flat, opened, page_count, reading, text

SHARED = ROOT.parent / "shared" / "cerfa"
PICTURES = ROOT / "docs" / "images"
OFFICIAL = {
    "cerfa-11580": "cerfa_11580_05__recu-don-particulier.pdf",
    "cerfa-14952": "cerfa_14952_03__procuration-vote.pdf",
    "cerfa-16029": "cerfa_16029_01__demande-domicile.pdf",
}
PAGES = 2  # of each of the three official forms
# What stands beside the box of an answer, in the words of the official form; "" for a question without boxes.
BOXES: Mapping[str, Mapping[str, str]] = {
    "demandeur.civilite": {"madame": "Mme", "monsieur": "M."},
    "demande.type": {"premiere": "1 ère demande", "renouvellement": "Renouvellement"},
    "mandant.sexe": {"F": "F", "M": "M"},
    "mandataire.sexe": {"F": "F", "M": "M"},
    "inscription.liste": {"communale": "de la commune de", "consulaire": "consulaire³ de"},
    "procuration.actions": {"etablir": "1. Vous donnez procuration", "resilier": "2. Vous résiliez"},
    "procuration.mode": {"election": "Pour l’élection", "duree": "Jusqu’au⁴"},
    "procuration.tours": {"premier": "Pour le premier tour", "second": "Pour le second tour"},
    "organisme.categorie": {"interet_general": "Œuvre ou", "europe": "Organisme établi dans un État"},
    "organisme.precision": {"loi_1901": "Association loi 1901",
                            "utilite_publique": "Association ou fondation"},
    "don.forme": {"manuel": "Déclaration de don", "authentique": "Acte authentique", "autre": "Autres"},
    "don.nature": {"numeraire": "Numéraire", "titres": "Titres de sociétés", "frais": "Frais engagés",
                   "autre": "Autres (précisez)"},
    "don.mode": {"cheque": "Chèque", "especes": "Remise d’espèces"},
    "don.articles": {"200": "200 du CGI", "978": "978 du CGI"},
}  # fmt: skip
ORDER = {
    "cerfa-11580": ("Reçu des dons", "Numéro d’ordre", "Organisme bénéficiaire", "Numéro SIREN",
                    "Cochez la case", "Donateur", "Somme en toutes lettres", "Forme du don", "Nature du don",
                    "Date et signature"),
    "cerfa-14952": ("Vote par procuration", "Vos informations", "Courriel", "Votre procuration",
                    "Votre signature", "Cadre réservé", "ADRESSE COMPLÈTE", "Récépissé", "Le demandeur",
                    "Vos données personnelles"),
    "cerfa-16029": ("DEMANDE D’ÉLECTION", "RENSEIGNEMENTS SUR LE DEMANDEUR", "Nom(s)", "Lieu de naissance",
                    "Demande à élire domicile", "SIGNATURE DU DEMANDEUR", "PROPOSITION", "DÉCISION RELATIVE",
                    "Votre demande est", "Voies et délais"),
}  # fmt: skip
CASES = tuple(papers.cases())


@cache
def made(slug: str, case: str) -> bytes:
    """Each paper is made once for all the tests that read it."""
    return DOCUMENTS.render(_paper(slug, case))


def _paper(slug: str, case: str) -> Paper:
    if case == "blank":
        return papers.blank(slug)
    return papers.filled(slug, papers.sections(slug, papers.scenario_named(slug, case)))


def written(lines: Sequence[Line]) -> Iterator[str]:
    """Each answer as the paper writes it."""
    for line in lines:
        for row in line.rows:
            yield from written(row.lines)
        if line.path in BOXES:
            chosen = line.value if isinstance(line.value, list) else [line.value]
            yield from (f"coché {BOXES[line.path][code]}" for code in chosen)
        elif line.field.kind == "date" and line.value:
            yield "/".join(reversed(str(line.value).split("-")))
        elif line.field.kind == "address":
            yield from _address(line.value)
        elif line.field.kind == "amount" or line.field.kind == "decimal":
            yield line.text.removesuffix("€")
        elif not line.rows:
            yield line.text


def _address(value: Mapping[str, str]) -> Iterator[str]:
    """A foreign one by its lines, another by its parts: the number has its own place."""
    if "lignes" in value:
        yield from value["lignes"].splitlines()
    else:
        number, _space, street = value["numero_voie"].partition(" ")
        yield from (f"N° {number}", f"Rue {street}", value["code_postal"], value["commune"])


def tight(said: str) -> str:
    """Without spaces or line ends, nor the comma that joins two lines of one answer."""
    return re.sub(r"[\s,]", "", normalize("NFKC", said))


def in_order(said: str, expected: Sequence[str]) -> list[str]:
    """Those that do not come after the one before."""
    missing, place = [], 0
    for words in expected:
        found = said.find(words, place)
        missing += [] if found >= 0 else [words]
        place = max(place, found)
    return missing


@pytest.mark.parametrize(("slug", "case"), CASES)
def test_a_filled_paper_holds_every_answer_on_as_many_pages_as_the_official_form(
    slug: str, case: str
) -> None:
    content = made(slug, case)
    said = reading(content)
    lines = [
        line for section in papers.sections(slug, papers.scenario_named(slug, case)) for line in section.lines
    ]
    known = tight(said)
    assert [answer for answer in written(lines) if tight(answer) not in known] == []
    assert known.count("noncoché") > 3
    assert in_order(flat(said), ORDER[slug]) == []
    assert check(content) == ()
    assert page_count(content) == PAGES
    assert len(content) < 200_000
    for page in (1, 2):
        assert f"Page {page} / {PAGES}" in text(content)
    assert text(content).count(f"dossier n° {samples.form().reference}") == PAGES
    assert "Vérifier ce document" in said
    assert "Rempli par Nadia Benali" in said
    assert "Déclaration à l’envoi" in said


@pytest.mark.parametrize("slug", FITTED)
def test_the_blank_paper_is_the_official_one_with_every_box_empty(slug: str) -> None:
    content = made(slug, "blank")
    said = reading(content)
    assert said.count("non coché") == said.count("coché") > 5
    assert not any(word in said for word in ("Envoyé", "Donné en ligne", "Feuille jointe", "dossier n°"))
    assert in_order(flat(said), ORDER[slug]) == []
    assert check(content) == ()
    assert page_count(content) == PAGES


HOSTILE = (
    "Delaunay " * 22,
    "W" * 200,
    "محمد",
    "<b style='x'>{{ 7 * 7 }}</b></style>",
    "<img src=http://exemple.fr/x.png>",
    "Zoe\u0301 \x00 Ana\nïs",
)


@pytest.mark.parametrize("slug", FITTED)
def test_hostile_answers_stay_in_their_place_and_are_told_whole(
    slug: str, caplog: pytest.LogCaptureFixture
) -> None:
    lines = papers.sections(slug, papers.first(slug))
    free = [
        line.path
        for part in lines
        for line in part.lines
        if line.field.kind in ("text", "email", "person-name")
    ]
    typed = {path: HOSTILE[number % len(HOSTILE)] for number, path in enumerate(free)}
    paper = papers.filled(slug, papers.retold(lines, typed))
    form = papers.definition(slug)
    service = replace(form.service, name="Service des affaires " * 15)
    content = DOCUMENTS.render(replace(paper, definition=replace(form, service=service)))
    said = tight(reading(content))
    assert len(free) >= 5
    assert tight(service.name) in said
    for answer in typed.values():
        told = tight(answer.replace("\x00", ""))
        assert told in said or told[::-1] in said, answer
    assert "Feuille jointe" in reading(content)
    assert check(content) == ()
    assert not caplog.records


def test_a_character_that_no_font_has_is_told_on_the_paper_itself() -> None:
    lines = papers.sections("cerfa-16029", papers.first("cerfa-16029"))
    content = DOCUMENTS.render(
        papers.filled("cerfa-16029", papers.retold(lines, {"demandeur.nom": "Zoé 🎉"}))
    )
    said = reading(content)
    assert "Zoé �" in said
    assert "ne sait pas écrire" in said
    assert page_count(content) == PAGES
    assert check(content) == ()


def test_a_form_without_a_layout_of_its_own_keeps_the_generic_one_and_letters_keep_theirs() -> None:
    layout = DOCUMENTS._pages.layout
    assert layout(samples.form()) == "cerfa"
    assert layout(samples.receipt()) == "accuse-reception"
    assert [layout(papers.blank(slug)) for slug in FITTED] == list(FITTED)


# --- beside the official page -------------------------------------------------------------------


def _starts(file: Path | str, page: int, *, turned: bool = False) -> list[tuple[float, float, str]]:
    """(x, y, word) in mm of each word of a page; `turned`: a page drawn from bottom to top, set upright."""
    asked = ["pdftotext", "-f", str(page), "-l", str(page), "-bbox", str(file), "-"]
    out = subprocess.run(asked, capture_output=True, check=True).stdout.decode()
    found = re.findall(
        r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', out
    )
    words = []
    for *edges, word in found:
        left, top, right, bottom = (float(edge) * 25.4 / 72 for edge in edges)
        x, y = (210 - bottom, (left + right) / 2) if turned else (left, (top + bottom) / 2)
        words.append((x, y, unescape(word).replace("'", "’")))
    return words


@pytest.mark.parametrize("page", [1, 2])
@pytest.mark.parametrize("slug", FITTED)
def test_the_words_stand_where_the_official_form_has_them(slug: str, page: int, tmp_path: Path) -> None:
    official = SHARED / OFFICIAL[slug]
    if not official.is_file():
        pytest.skip("the official PDFs are not at hand")
    ours = tmp_path / "ours.pdf"
    ours.write_bytes(made(slug, "blank"))
    assert page_count(ours.read_bytes()) == len(opened(official.read_bytes()).pages)
    place = _starts(ours, page)
    turned = slug == "cerfa-14952" and page == 2
    theirs = [one for one in _starts(official, page, turned=turned) if re.fullmatch(r"\w[\w’-]{3,}", one[2])]
    apart = [_apart(one, [other for other in place if other[2] == one[2]]) for one in theirs]
    assert len(apart) > 80
    assert median(apart) < 1.2
    assert sum(distance < 6 for distance in apart) > 0.6 * len(apart)  # the small print breaks elsewhere


def _apart(word: tuple[float, float, str], others: Sequence[tuple[float, float, str]]) -> float:
    """The distance to the nearest same word, in mm."""
    return min((max(abs(x - word[0]), abs(y - word[1])) for x, y, _word in others), default=99.0)


# --- pictures of docs/documents.md --------------------------------------------------------------


def test_pictures_of_the_three_layouts_can_be_made(tmp_path: Path) -> None:
    folder = PICTURES if os.environ.get("GUICHET_PICTURES") else tmp_path  # the first: `make screenshots`
    for slug in FITTED:
        case = [name for one, name in CASES if one == slug][-1 if slug == "cerfa-16029" else 0]
        paper = tmp_path / f"{slug}.pdf"
        paper.write_bytes(made(slug, case))
        asked = ["pdftoppm", "-r", "64", "-png", str(paper), str(folder / slug)]
        subprocess.run(asked, check=True)
    assert len(list(folder.glob("cerfa-*-?.png"))) == PAGES * len(FITTED)
