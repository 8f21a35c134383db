"""The PDF documents: real ones, made, opened and read."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from unicodedata import normalize

import pytest
from jinja2 import UndefinedError

from app.adapters.documents import WeasyDocuments
from app.adapters.documents.engine import Engine
from app.adapters.pdf_check import check
from app.core.dossier import ALONE, Acting, Person
from app.usecases.ports import Paper
from app.usecases.studio.specimens import for_trial
from tests.adapters import paper_samples as samples
from tests.adapters.drawing import DOCUMENTS, TEMPLATES
from tests.adapters.paper_samples import DEFINITION
from tests.adapters.pdf_reading import flat, opened, page_count, reading, tags, text

UNMARKED: dict[str, Paper] = {
    "form": samples.form(),
    "blank": samples.blank(),
    "receipt, silence refuses": samples.receipt("rejet"),
    "receipt, silence accepts": samples.receipt("acceptation"),
    "receipt, silence means nothing": samples.receipt("aucune"),
    "accepted": samples.decision("accepted"),
    "refused": samples.decision("refused", "Vous n’avez pas de lien avec la commune."),
    "closed": samples.decision("closed", "Vous n’avez pas répondu."),
    "mandate": samples.mandate(),
}
PAPERS = {name: paper if name == "blank" else samples.marked(paper) for name, paper in UNMARKED.items()}


@cache
def made(name: str) -> bytes:
    """Each document is made once for all the tests that read it."""
    return DOCUMENTS.render(PAPERS[name])


@pytest.mark.parametrize("name", PAPERS)
def test_every_document_is_a_tagged_french_pdf_without_a_known_fault(name: str) -> None:
    assert check(made(name)) == ()


def test_the_filled_form_carries_its_answers_for_machines_and_the_same_paper_gives_the_same_bytes() -> None:
    paper = replace(PAPERS["form"], deposit={"answers": {"nom": "Lefèvre-Œuvrard"}, "version": 3})
    content = DOCUMENTS.render(paper)
    with opened(content) as pdf:
        kept = pdf.attachments["dossier.json"].get_file().read_bytes()
        assert json.loads(kept) == paper.deposit
        assert [str(file.AFRelationship) for file in pdf.Root.AF] == ["/Source"]
        assert "/Outlines" in pdf.Root
        assert str(pdf.Root.Lang) == "fr-FR"
    assert DOCUMENTS.render(paper) == content


@pytest.mark.parametrize("name", PAPERS)
def test_every_document_has_its_title_its_page_numbers_and_its_dossier_number(name: str) -> None:
    content, paper = made(name), PAPERS[name]
    with opened(content) as pdf:
        assert str(pdf.docinfo["/Title"]) == paper.title
    pages = page_count(content)
    assert all(f"Page {number} / {pages}" in text(content) for number in range(1, pages + 1))
    assert text(content).count(f"dossier n° {paper.reference}") >= (pages if paper.reference else 0)


@pytest.mark.parametrize("name", [name for name in PAPERS if name not in ("form", "blank")])
def test_every_letter_fits_on_one_page(name: str) -> None:
    assert page_count(made(name)) == 1


def test_every_answer_is_on_the_form_boxed_characters_included() -> None:
    said = text(made("form"))
    for path, (answer, _value) in samples.ANSWERS.items():
        if path not in ("raison", "aides", "enfants_a_charge", "accord", "naissance"):
            assert flat(answer) in said, path
    assert "27 03 1985" in said
    assert "Zoé Łukasz 2" in said
    assert said.count("01 05 2015") == 2


def test_all_the_options_are_shown_and_said_ticked_or_not() -> None:
    said = reading(made("form"))
    for expected in (
        "coché Première non coché Renouvellement", "coché RSA coché APL", "coché Oui non coché Non",
        "coché J’ai quitté mon logement et je n’ai plus d’adresse non coché Autre raison",
        "coché J’accepte que le CCAS me téléphone.",
    ):  # fmt: skip
        assert expected in said


def test_the_sections_are_read_in_order_each_question_before_its_answer() -> None:
    said = reading(made("form"))
    order = ["1. Votre demande", "Type de demande", "2. Vous", "Nom de naissance", "Lefèvre-Œuvrard",
             "Date de naissance", "27 03 1985", "SIRET", "732 829 320 00074", "3. Vos enfants", "Enfant 1",
             "Enfant 2", "Signature du demandeur", "Décision", "Vos données personnelles"]  # fmt: skip
    place = 0
    for expected in order:
        place = said.find(expected, place)
        assert place >= 0, expected
    assert [tag for tag in tags(made("form")) if tag.startswith("H")][:3] == ["H1", "H2", "H2"]


def test_the_form_says_who_helped_and_by_which_mandate() -> None:
    assert (
        "Rempli par Nadia Benali, France services de Saint-Aubin, pour Anaïs Lefèvre-Œuvrard, "
        "par mandat du 24 novembre 2026." in text(made("form"))
    )
    beside = replace(samples.DOSSIER, acting=Acting(Person("Nadia"), Person("Anaïs"), "accompagne"))
    assert "Rempli avec l’aide de Nadia, pour Anaïs." in text(DOCUMENTS.render(samples.form(dossier=beside)))


def test_a_form_that_was_not_sent_says_nothing_of_a_sending() -> None:
    draft = replace(samples.DOSSIER, submitted_at=None, acting=ALONE)
    said = text(DOCUMENTS.render(samples.form(dossier=draft)))
    assert "Envoyé par voie électronique" not in said
    assert "Rempli" not in said
    assert "non coché Je certifie" in said
    assert "Envoyé par voie électronique le 24 novembre 2026 à 14 h 05." in text(made("form"))


def test_the_paper_of_a_test_says_so_at_its_head_and_at_its_foot_and_stays_without_a_fault() -> None:
    content = DOCUMENTS.render(for_trial(UNMARKED["receipt, silence refuses"]))
    assert text(content).count("ESSAI SANS VALEUR") == 2
    assert check(content) == ()
    assert "ESSAI" not in text(made("receipt, silence refuses"))


def test_a_caption_may_ask_for_a_signature_by_hand_on_a_form_that_was_sent() -> None:
    by_hand = replace(DEFINITION, paper={"signatures": ["Signature à la main"], "administration": []})
    said = text(DOCUMENTS.render(replace(PAPERS["form"], definition=by_hand)))
    assert "Signature à la main Fait à" in said
    assert "cadre réservé à l’administration" not in said


def test_a_blank_form_asks_everything_and_answers_nothing() -> None:
    said = text(made("blank"))
    assert "JJ MM AAAA" in said
    assert "Enfant 3" in said
    assert "Nom d’usage (facultatif)" in said
    assert (
        "3. Vos enfants Remplissez cette partie si vous avez coché « Oui » à la question "
        "« Avez-vous des enfants » (partie 1)." in said
    )
    assert said.count("non coché") == said.count("coché") - said.count("vous avez coché")


TO_SIGN = replace(DEFINITION, start=replace(DEFINITION.start, todo=("Signez-le.",)))


def test_a_form_that_is_complete_is_no_decision_and_tells_what_is_left_to_do() -> None:
    left = replace(TO_SIGN, paper={"complete": ["Cette lettre n’est pas l’autorisation."]})
    said = text(DOCUMENTS.render(samples.decision("complete", definition=left)))
    for mention in ("Votre formulaire est complet", "Cette lettre n’est pas l’autorisation.", "Signez-le.",
                    "Elle n’est pas une décision."):  # fmt: skip
        assert mention in said
    assert not any(word in said for word in ("acceptée", "tribunal", "Décision notifiée"))


def test_an_acceptance_says_what_follows_and_a_receipt_what_is_left_to_do() -> None:
    own = replace(TO_SIGN, paper={"accepted": ["Votre attestation est valable un an."]})
    assert "Votre attestation est valable un an." in text(
        DOCUMENTS.render(samples.decision("accepted", definition=own))
    )
    receipt = replace(PAPERS["receipt, silence refuses"], facts={
        **PAPERS["receipt, silence refuses"].facts, "todo": ["Signez-le."]})  # fmt: skip
    said = text(DOCUMENTS.render(receipt))
    assert said.index("Ce qu’il vous reste à faire") < said.index("Délai de réponse")


def test_the_official_number_is_said_in_words_only() -> None:
    assert "Cerfa n° 16029*01 Présentation équivalente au formulaire" in reading(made("form"))
    assert tags(made("form")).count("Figure") == 1  # the QR code of the mark


RECEIPT = {
    "receipt, silence refuses": (
        "Sans réponse de notre part le 25 janvier 2027", "sous réserve que le dossier soit complet",
        "refusée", "décision implicite de rejet", "Vous pouvez saisir le tribunal de Rouen.",
    ),
    "receipt, silence accepts": (
        "Sans réponse de notre part le 25 janvier 2027", "sous réserve que le dossier soit complet",
        "acceptée", "une attestation de cette acceptation",
    ),
    "receipt, silence means nothing": ("ne vaut ni acceptation ni refus",),
}  # fmt: skip


@pytest.mark.parametrize("name", RECEIPT)
def test_a_receipt_carries_the_mentions_of_the_law(name: str) -> None:
    said = text(made(name))
    for mention in (
        "24 novembre 2026 à 14 h 05", "7K4-M92-QXC", "Centre communal d’action sociale", "01 99 00 12 34",
        "ccas@exemple.fr", "2 place de la Mairie, 99120 Saint-Aubin", "https://guichet.exemple/suivi",
        "Nous étudions votre demande.", "par mandat du 24 novembre 2026", *RECEIPT[name],
    ):  # fmt: skip
        assert mention in said


def test_a_decision_names_its_author_and_a_refusal_its_motive_and_the_ways_of_appeal() -> None:
    for name in ("accepted", "refused", "closed"):
        for mention in (
            "Élodie Marchand",
            "Directrice du CCAS",
            "Ville de Saint-Aubin",
            "Le 1er décembre 2026",
        ):
            assert mention in text(made(name))
    assert "Vous n’avez pas de lien avec la commune." in text(made("refused"))
    assert "Vous pouvez saisir le tribunal de Rouen." in text(made("refused"))
    assert "tribunal" not in text(made("accepted"))


def test_a_mandate_says_who_for_whom_for_what_and_until_when() -> None:
    said = text(made("mandate"))
    for mention in (
        samples.NAME, "Nadia Benali", "Demande d’élection de domicile", samples.MANDATE.consent, "code civil",
        "du 24 novembre 2026 à 14 h 05 au 25 novembre 2026 à 14 h 05", "y mettre fin à tout moment",
    ):  # fmt: skip
        assert mention in said


def test_a_text_of_ten_thousand_characters_flows_over_pages_and_is_never_cut() -> None:
    content = DOCUMENTS.render(samples.form(samples.sections(recit=samples.LONG)))
    assert reading(content).count("Une explication qui dure.") == 400
    assert page_count(content) > 2
    assert check(content) == ()


def test_twenty_children_are_all_printed_and_the_signatures_are_not_alone_on_a_page() -> None:
    content = DOCUMENTS.render(samples.form(samples.sections(children=20)))
    said = text(content)
    assert all(f"Zoé Łukasz {number}" in said for number in range(1, 21))
    page_of_the_signature = next(
        page for page in said.split("Page ")[::-1] if "Signature du demandeur" in page
    )
    assert "Né le" in page_of_the_signature


# typed → what is read, without spaces
NAMES = {
    "letters of Europe": ("Ÿvonne Łódź Œdipe Đặng €", "ŸvonneŁódźŒdipeĐặng€"),
    "combining accents": ("Zoe\u0301", "Zoé"),
    "Arabic": ("محمد", "محمد"[::-1]),  # Poppler gives the structure's text in the order of the ink
    "two hundred letters without a space": ("A" * 200, "A" * 200),
    "HTML and CSS": ("<b style='x'>{{ 7 * 7 }}</b> </style>", "<bstyle='x'>{{7*7}}</b></style>"),
    "an address to fetch": ("<img src=http://exemple.fr/x.png>", "<imgsrc=http://exemple.fr/x.png>"),
    "control characters": ("Ana\x00ïs\x0b\x1f", "Anaïs"),
    "an emoji": ("Zoé 🎉", "Zoé�"),
}


@pytest.mark.parametrize("case", NAMES)
def test_what_people_type_is_printed_as_it_is_or_told(case: str, caplog: pytest.LogCaptureFixture) -> None:
    typed, expected = NAMES[case]
    content = DOCUMENTS.render(samples.form(samples.sections(nom=typed)))
    assert expected in normalize("NFKC", reading(content).replace(" ", ""))
    assert ("ne sait pas écrire" in text(content)) == (case == "an emoji")
    assert check(content) == ()
    assert not caplog.records


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert DOCUMENTS.render(PAPERS["form"]) == made("form")
    assert WeasyDocuments(TEMPLATES).render(PAPERS["receipt, silence refuses"]) == made(
        "receipt, silence refuses"
    )


def test_a_document_is_light() -> None:
    assert len(made("form")) < 200_000


def test_a_page_can_open_no_file_and_no_site(caplog: pytest.LogCaptureFixture) -> None:
    page = '<html lang="fr-FR"><title>x</title><p><img src="file:///etc/hostname" alt="x"> Suite'
    content, _missing = Engine(TEMPLATES).pdf("cerfa", page)
    assert "disallowed protocol" in caplog.text
    assert reading(content) == "x Suite"


def test_a_name_that_a_template_does_not_know_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "cerfa").mkdir()
    (tmp_path / "cerfa" / "template.html").write_text("{{ paper.refernce }}", encoding="utf-8")
    with pytest.raises(UndefinedError, match="refernce"):
        WeasyDocuments(tmp_path).render(PAPERS["form"])


def test_the_worker_may_warm_up_before_its_first_document() -> None:
    documents = WeasyDocuments(TEMPLATES)
    documents.warm_up()
    assert documents.render(PAPERS["mandate"]) == made("mandate")
