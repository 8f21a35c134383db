"""Columns of all versions by path, cells with their types, rows of repeats with their keys."""

from datetime import date, datetime
from decimal import Decimal

from app.core.exporting.layout import Layout, every_column, lay_out
from tests.core.exporting.cases import ANSWERS, HELPED, LATEST, NAMES, OLD, OLDEST, UNREADABLE, dossier


def main(layout: Layout, facts: object) -> dict[str, object]:
    """The row of the dossier, by key."""
    (row,) = layout.record(facts, NAMES)[0]  # type: ignore[arg-type]
    return {column.key: cell for column, cell in zip(layout.sheets[0].columns, row, strict=True)}


BOTH = lay_out([OLDEST, LATEST])
ALL = lay_out([OLDEST, LATEST], sensitive=True)


def test_each_answer_is_a_cell_of_its_type():
    row = main(ALL, dossier())
    expected = {
        "vous.naissance": date(1899, 12, 31),
        "vous.accord": True,
        "situation": "Salarié",
        "situation:code": "salarie",
        "aides": ("Aide", "b"),
        "aides:code": ("a", "b"),
        "revenu": Decimal("-1250.50"),
        "foyer": 3,
        "budget.c60": Decimal("12.5"),
        "budget.c64": None,
        "pieces": ("=facture.pdf",),
        "carte": ("carte.pdf",),
        "rendez_vous": datetime(2026, 11, 25, 14, 30),
        "vous.nir": "255081416802538",
        "ancienne": None,
    }
    assert {key: row[key] for key in expected} == expected


def test_a_dossier_tells_who_did_it_for_whom_and_when_in_paris():
    alone, helped = main(BOTH, dossier()), main(BOTH, dossier(acting=HELPED))
    assert alone["dossier:numero"] == "7K4-M92-QXC"
    assert alone["dossier:etat"] == "À examiner"
    assert alone["dossier:etat:code"] == "received"
    assert alone["dossier:recu"] == datetime(2026, 3, 27, 23, 30, 15)
    assert alone["dossier:decide"] is None
    assert alone["dossier:echeance"] == date(2026, 5, 28)
    assert alone["dossier:agent"] == "Anne Perrin"
    people = ("dossier:canal", "dossier:auteur", "dossier:structure", "dossier:beneficiaire")
    assert [alone[key] for key in people] == ["seul, en ligne", "Noël Hélène", None, "Noël Hélène"]
    assert [helped[key] for key in people] == ["accompagné", "Camille Roux", "Médiathèque", "Hélène Noël"]


def test_identity_papers_nir_and_sensitive_answers_are_left_out_unless_asked_for():
    sensitive = {"vous.nir", "vous.sante", "carte"}
    assert not sensitive & {column.key for column in BOTH.sheets[0].columns}
    assert {column.key for column in ALL.sheets[0].columns if column.sensitive} == sensitive
    assert ALL.hidden
    assert not BOTH.hidden


def test_columns_are_the_union_of_the_versions_told_as_the_latest_does():
    columns = {column.key: column for column in BOTH.sheets[0].columns}
    assert columns["vous.nom"].label == "Nom de naissance – Vous"  # two questions of one name: the step tells
    assert columns["nom"].label == "Nom de naissance – Argent"
    assert columns["ancienne"].label == "Question retirée [version 1 seulement]"
    assert columns["revenu"].note == "depuis la version 2"
    assert columns["vous.naissance"].note == ""
    labels = [column.label.casefold() for column in BOTH.sheets[0].columns]
    assert len(set(labels)) == len(labels)


def test_a_question_that_changed_its_path_keeps_one_column():
    assert "nom_usuel" not in {column.key for column in BOTH.sheets[0].columns}
    assert main(BOTH, OLD)["vous.nom"] == "Le Goff"
    assert main(BOTH, OLD)["ancienne"] == "oui"


def test_a_version_that_cannot_be_read_any_more_gives_its_system_columns():
    row = main(BOTH, UNREADABLE)
    assert row["dossier:numero"] == "7K4-M92-QXC"
    assert row["vous.nom"] is None
    assert BOTH.record(UNREADABLE, NAMES)[1:] == ((), ())


def test_rows_of_repeats_have_their_own_sheets_keyed_by_reference_and_numbers():
    assert [sheet.path for sheet in BOTH.sheets] == ["", "enfants", "enfants[].jouets"]
    assert [column.key for column in BOTH.sheets[2].columns] == [
        "dossier:numero", "dossier:ligne:1", "dossier:ligne", "enfants[].jouets[].nom",
    ]  # fmt: skip
    _main, children, toys = BOTH.record(dossier(), NAMES)
    assert children == (
        ("7K4-M92-QXC", 1, "Zoé", date(2019, 2, 28)),
        ("7K4-M92-QXC", 2, "-12,5", None),
    )
    assert toys == (("7K4-M92-QXC", 1, 1, "ours"), ("7K4-M92-QXC", 1, 2, "@bille"))


def test_a_template_keeps_its_columns_in_its_order_and_the_reference_first():
    chosen = ("revenu", "dossier:etat", "vous.nir", "inconnue", "enfants[].prenom")
    layout = lay_out([OLDEST, LATEST], chosen=chosen)
    assert [column.key for column in layout.sheets[0].columns] == ["dossier:numero", "revenu", "dossier:etat"]
    assert [sheet.path for sheet in layout.sheets] == ["", "enfants"]
    assert layout.record(dossier(), NAMES)[0] == (("7K4-M92-QXC", Decimal("-1250.50"), "À examiner"),)
    with_nir = lay_out([LATEST], chosen=chosen, sensitive=True)
    assert [c.key for c in with_nir.sheets[0].columns][-1] == "vous.nir"


def test_a_template_may_choose_among_every_column_but_the_reference():
    keys = [column.key for column in every_column([OLDEST, LATEST])]
    assert len(set(keys)) == len(keys)
    assert "dossier:numero" not in keys
    assert {"dossier:canal", "vous.nir", "enfants[].jouets[].nom"} <= set(keys)


def test_answers_of_another_shape_are_told_not_refused():
    for path in ("vous.naissance", "situation", "aides", "revenu", "budget", "pieces", "enfants", "foyer"):
        for odd in ("texte", 12, ["x", 3], {"a": "b"}, True, [[]], "12345678901234567890"):
            answers = {**ANSWERS, path: odd} if "." not in path else {**ANSWERS, "vous": {"naissance": odd}}
            assert len(ALL.record(dossier(answers=answers), NAMES)) == 3


def test_a_number_with_more_digits_than_a_spreadsheet_keeps_is_a_text():
    row = main(ALL, dossier(answers={"foyer": 12345678901234567, "revenu": Decimal("0.1")}))
    assert row["foyer"] == "12345678901234567"
    assert row["revenu"] == Decimal("0.1")
