"""A table of questions becomes the draft of a form; what is not understood is told, row by row."""

from collections.abc import Sequence

from app.core.definition.parser import parse
from app.core.editing.palette import PALETTE
from app.core.importing.sheet import MOST, import_sheet
from app.core.importing.sheet_words import KINDS
from app.core.linting import lint
from tests.core.tables import each
from tests.plain import plain

HEAD = ("Question", "Type", "Obligatoire", "Choix possibles", "Aide", "Étape", "Choix")
ROWS = [
    HEAD,
    ("Nom de naissance", "Nom", "oui", "", "Comme sur la carte", "Vous", ""),
    ("Êtes-vous assuré ?", "oui/non", "x", "", "", "Vous", ""),
    ("Situation", "", "Oui", "", "", "Vous", "Salarié ; Retraité ; Salarié"),
    ("Jours", "Cases à cocher", "", "", "", "Votre demande", "lundi, mardi"),
    ("Salle", "liste", "", "", "", "Votre demande", ""),
    ("Âge", "nombe", "non", "", "", "Votre demande", ""),
    ("", "date", "", "", "", "", ""),
    ("Situation", "pièce justificative", "", "", "", "Votre demande", "a; b"),
]


def test_each_row_is_a_question_of_its_kind_on_its_page() -> None:
    found = import_sheet(ROWS, title="Prêt de salle", slug="pret")
    assert found.definition is not None
    definition = parse(found.definition, file="x")
    assert not [one for one in lint(definition, file="x") if one.severity == "error"]
    assert [step.title for step in definition.steps] == ["Vous", "Votre demande"]
    asked = [(field.path, field.kind, field.required) for _step, field in definition.fields()]
    assert asked == [
        ("nom_de_naissance", "person-name", True),
        ("etes_vous_assure", "yes-no", True),
        ("situation", "choice", True),
        ("jours", "choices", False),
        ("salle", "choice", False),
        ("age", "text", False),
        ("situation_2", "attachment", False),
    ]
    situation = next(field for _step, field in definition.fields() if field.path == "situation")
    assert [option.title for option in situation.options] == ["Salarié", "Retraité"]
    told = {one.pointer: plain(one.reason) for one in found.report.entries if one.reason}
    assert told["Ligne 6"] == "Les choix sont à écrire."
    assert "« nombe » n’est pas connue" in told["Ligne 7"]
    assert "nombre" in told["Ligne 7"]
    assert told["Ligne 8"] == "Sans libellé."
    assert "ne sont pas repris" in told["Ligne 9"]


def test_a_table_without_headings_is_read_in_order() -> None:
    found = import_sheet([("Nom", "texte", "oui"), ("Jour", "date")], title="", slug="x")
    assert found.definition is not None
    assert [field["path"] for field in found.definition["steps"][0]["fields"]] == ["nom", "jour"]


def test_a_page_of_one_question_keeps_its_title_and_an_empty_cell_goes_on_with_the_page_above() -> None:
    rows = [("Question", "Étape"), ("Nom", "Vous"), ("Prénom", ""), ("Jour", "La salle"), ("Ville", "Vous")]
    found = import_sheet(rows, title="x", slug="x")
    assert found.definition is not None
    steps = [
        (step["title"], [field["path"] for field in step["fields"]]) for step in found.definition["steps"]
    ]
    assert steps == [("Vous", ["nom", "prenom", "ville"]), ("La salle", ["jour"])]


@each(
    ("rows", "code"),
    [
        ([], "nothing-to-ask"),
        ([("Question", "Type")], "nothing-to-ask"),
        ([("", "date")], "nothing-to-ask"),
        ([(f"Question {n}",) for n in range(MOST + 1)], "too-large"),
    ],
)
def test_a_table_of_nothing_or_of_too_much_is_told(rows: Sequence[Sequence[str]], code: str) -> None:
    found = import_sheet(rows, title="x", slug="x")
    assert (found.definition, [one.code for one in found.problems]) == (None, [code])


@each("cell", ["x" * 20_000, "=1+1", "\u202e<script>", "item", "'; --", "é" * 300])
def test_no_cell_breaks_the_draft(cell: str) -> None:
    found = import_sheet([(cell, cell, cell, f"{cell};{cell}2", cell, cell)], title=cell, slug="x")
    assert found.definition is not None


def test_the_words_name_kinds_of_the_palette() -> None:
    assert set(KINDS.values()) < set(PALETTE)
