"""The words of decision letters: marks, variables, what is left out, what the law asks."""

from collections.abc import Mapping

from app.core.texts.letters import FRAMED, NAMES, TEXT, TITLE, Part, laid_out, standard, title_of, wrong
from app.core.texts.mail_texts import MailText
from app.core.texts.message_words import unknown
from tests.core.tables import each

STATES = ("accepted", "complete", "refused", "closed", "elsewhere")

# body, what its variables are worth → kind and text of each paragraph printed
LAID_OUT: list[tuple[str, Mapping[str, str], list[tuple[str, str]]]] = [
    ("Bonjour {{ demandeur }},", {"demandeur": "Awa"}, [(TEXT, "Bonjour Awa,")]),
    ("> Accordé.\n\n# Suite\n\nRevenez.", {}, [(FRAMED, "Accordé."), (TITLE, "Suite"), (TEXT, "Revenez.")]),
    ("# Motif\n\n{{ motif }}", {"motif": ""}, []),
    ("# Motif\n\n{{motif}}\n\n# Suite\n\nFin", {"motif": ""}, [(TITLE, "Suite"), (TEXT, "Fin")]),
    ("{{ suites }}", {"suites": "Un.\n\nDeux."}, [(TEXT, "Un."), (TEXT, "Deux.")]),
    ("{{ motif }}", {"motif": "# Titre ?\n> {{ numero }} <b>"}, [(TEXT, "# Titre ?\n> {{ numero }} <b>")]),
    ("Ligne\nsuivante", {}, [(TEXT, "Ligne\nsuivante")]),
    ("\n\n\n\n# Seul", {}, []),
]


@each(("body", "worth", "expected"), LAID_OUT)
def test_paragraphs_are_laid_out_and_what_says_nothing_is_left_out(
    body: str, worth: Mapping[str, str], expected: list[tuple[str, str]]
) -> None:
    found = [(block.kind, "".join(part.text for part in block.parts)) for block in laid_out(body, worth)]
    assert found == expected


def test_stressed_words_are_those_of_the_text_never_those_of_an_answer() -> None:
    [block] = laid_out("Votre demande **est {{ motif }}** ici", {"motif": "a ** b ** c"})
    assert block.parts == (Part("Votre demande "), Part("est a ** b ** c", stressed=True), Part(" ici"))


@each("state", STATES)
def test_the_standard_letters_may_be_kept_as_they_are(state: str) -> None:
    text = standard(state)
    assert wrong(text.body, state) == unknown(text.subject, NAMES) == ""


@each(
    ("state", "body", "told"),
    [
        ("refused", "Non. {{ recours }}", "Ajoutez {{ motif }}"),
        ("refused", "Non. {{ motif }}", "R. 421-5"),
        ("closed", "Clos.", "Ajoutez {{ motif }}"),
        ("accepted", "{{ motiv }}", "« motiv » n’existe pas"),
        ("accepted", "Oui { motif }}", "entre deux accolades"),
    ],
)
def test_a_letter_that_would_not_be_lawful_says_what_to_add(state: str, body: str, told: str) -> None:
    assert told in wrong(body, state).replace("\u00a0", " ")


def test_a_title_is_one_line_with_its_variables_filled() -> None:
    text = MailText("{{ decision }} :\n{{ demarche }}", "")
    assert title_of(text, {"decision": "Refus", "demarche": "Vélo"}) == "Refus : Vélo"
