"""Every format read back: the same dossiers, their lists, typed cells, nothing that runs."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from app.adapters.tables import StreamedTables, ods, xlsx
from app.core.exporting.layout import Layout, lay_out
from app.core.exporting.texts import starts_a_formula
from tests.adapters.tables.reading import (
    Lists,
    read_csv,
    read_csv_zip,
    read_lines,
    read_ods,
    read_xlsx,
    written,
)
from tests.core.exporting.cases import ANSWERS, LATEST, NAMES, OLD, OLDEST, dossier
from tests.core.exporting.test_texts import FORMULAS, HARMLESS

LAYOUT = lay_out([OLDEST, LATEST], sensitive=True)
ONE_LIST = lay_out([OLDEST])
READERS = {"csv": read_csv_zip, "xlsx": read_xlsx, "ods": read_ods}
DOSSIERS = (dossier(), OLD)


def lists(format_name: str, layout: Layout = LAYOUT) -> Lists:
    return READERS[format_name](written(format_name, layout, DOSSIERS))


def told(rows: list[list[Any]], number: int = 1) -> dict[str, Any]:
    """One row by the keys of its columns."""
    keys = [column.key for column in LAYOUT.sheets[0].columns]
    return dict(zip(keys, rows[number], strict=True))


def test_each_list_has_its_sheet_or_file_and_the_columns_are_explained():
    for format_name in READERS:
        found = lists(format_name)
        assert list(found) == ["Dossiers", "Vos enfants", "Jouets", "Colonnes"]
        assert [row[1] for row in found["Vos enfants"][1:]] in ([1, 2], ["1", "2"])
        assert len(found["Dossiers"]) == 3
        assert len(found["Jouets"]) == 3
        columns = sum(len(sheet.columns) for sheet in LAYOUT.sheets)
        assert len(found["Colonnes"]) == columns + 1
        labels = [column.label for column in LAYOUT.sheets[0].columns]
        assert found["Dossiers"][0] == labels


def test_csv_has_decimal_commas_iso_dates_and_neutralised_texts():
    row = told(lists("csv")["Dossiers"])
    assert row["revenu"] == "-1250,50"
    assert row["foyer"] == "3"
    assert row["vous.naissance"] == "1899-12-31"
    assert row["rendez_vous"] == "2026-11-25 14:30:00"
    assert row["vous.accord"] == "Oui"
    assert row["aides"] == "Aide, b"
    assert row["vous.nom"] == "'=cmd|' /C calc'!A0"
    assert row["nom"] == 'ligne 1\nligne ; "2"'
    assert row["pieces"] == "'=facture.pdf"
    assert row["dossier:decide"] == ""
    assert lists("csv")["Vos enfants"][2][2] == "-12,5"


def test_a_form_without_repeat_is_one_plain_csv():
    rows = read_csv(written("csv", ONE_LIST, [OLD]))
    assert len(rows) == 2
    assert "Le Goff" in rows[1]


def test_xlsx_and_ods_have_numbers_dates_and_texts_as_they_are():
    sheet, table = told(lists("xlsx")["Dossiers"]), told(lists("ods")["Dossiers"])
    for row in (sheet, table):
        assert row["revenu"] == -1250.5
        assert row["foyer"] == 3
        assert row["vous.nom"] == "=cmd|' /C calc'!A0"
        assert row["nom"] == 'ligne 1\nligne ; "2"'
        assert row["vous.nir"] == "255081416802538"
        assert row["vous.accord"] == "Oui"
    assert sheet["rendez_vous"] == datetime(2026, 11, 25, 14, 30)
    assert table["rendez_vous"] == "2026-11-25T14:30:00"
    assert sheet["vous.naissance"] == table["vous.naissance"] == "1899-12-31"  # Excel has no such date


def test_json_keeps_types_keys_and_lists_inside():
    for objects in (
        read_lines(written("jsonl", LAYOUT, DOSSIERS)),
        json.loads(written("json", LAYOUT, DOSSIERS)),
    ):
        first, second = objects
        assert first["revenu"] == -1250.5
        assert first["vous.accord"] is True
        assert first["aides"] == ["Aide", "b"]
        assert first["vous.nom"] == "=cmd|' /C calc'!A0"
        assert first["enfants"][0] == {
            "dossier:ligne": 1, "enfants[].prenom": "Zoé", "enfants[].naissance": "2019-02-28",
        }  # fmt: skip
        assert first["enfants[].jouets"][1]["dossier:ligne:1"] == 1
        assert second["vous.nom"] == "Le Goff"
        assert "enfants" not in second
    assert b"-1250.50" in written("jsonl", LAYOUT, DOSSIERS)


def test_nothing_that_begins_like_a_formula_runs_in_any_format():
    texts = [*FORMULAS, *(text for text in HARMLESS if text)]
    hostile = [dossier(answers={"nom_usuel": text}, definition_hash=OLDEST.hash) for text in texts]
    place = [column.key for column in ONE_LIST.sheets[0].columns].index("nom_usuel")
    cells = [row[place] for row in read_csv(written("csv", ONE_LIST, hostile))[1:]]
    # A tab or a line break at the start is gone before: what is left is looked at.
    assert all(cell.startswith("'") or not starts_a_formula(cell) for cell in cells)
    assert cells[len(FORMULAS) :] == texts[len(FORMULAS) :]
    for reader, name in ((read_xlsx, "xlsx"), (read_ods, "ods")):  # both assert that there is no formula
        found = reader(written(name, ONE_LIST, hostile))["Dossiers"][1:]
        assert all(isinstance(row[place], str) for row in found)


def test_hostile_characters_and_endless_texts_make_readable_files():
    texts = (
        "a\x00\x07\x1b\x0bb",
        "\ud800x",
        "\ufffe",
        "é" * 40_000,
        "  deux  espaces ",
        "<&>\"'",
        "😀" * 20_000,
    )
    for text in texts:
        facts = dossier(answers={"nom_usuel": text}, definition_hash=OLDEST.hash, title=text)
        for format_name, reader in (("csv", read_csv), ("xlsx", read_xlsx), ("ods", read_ods),
                                    ("jsonl", read_lines)):  # fmt: skip
            assert reader(written(format_name, ONE_LIST, [facts]))
    spaced = dossier(answers={"nom_usuel": "  deux  espaces "}, definition_hash=OLDEST.hash)
    assert "  deux  espaces " in read_ods(written("ods", ONE_LIST, [spaced]))["Dossiers"][1]


def test_two_lists_of_one_name_do_not_hide_one_another():
    sheets = [replace(sheet, title="Liste / [1]") for sheet in LAYOUT.sheets]
    twins = replace(LAYOUT, sheets=tuple(sheets))
    for format_name, reader in READERS.items():
        assert len(reader(written(format_name, twins, DOSSIERS))) == 4


def test_an_export_of_nothing_has_its_headers():
    for format_name, reader in READERS.items():
        assert len(reader(written(format_name, LAYOUT, []))["Dossiers"]) == 1
    assert json.loads(written("json", LAYOUT, [])) == []
    assert written("jsonl", LAYOUT, []) == b""


@pytest.mark.parametrize(("module", "reader", "name"), [(xlsx, read_xlsx, "xlsx"), (ods, read_ods, "ods")])
def test_what_does_not_fit_a_sheet_goes_on_in_another(
    module: Any, reader: Any, name: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "LAST_ROW", 3)
    found = reader(written(name, ONE_LIST, [OLD] * 5))
    assert [title for title in found if title.startswith("Dossiers")] == [
        "Dossiers", "Dossiers (suite 2)", "Dossiers (suite 3)",
    ]  # fmt: skip
    assert [len(found[title]) for title in found if title.startswith("Dossiers")] == [3, 3, 2]


def test_a_reader_who_goes_away_leaves_nothing_behind(tmp_path: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    many = (LAYOUT.record(dossier(), NAMES) for _number in range(2000))
    for format_name in ("csv", "xlsx", "ods", "json"):
        chunks = StreamedTables().write(format_name, LAYOUT, many)
        next(chunks)
        chunks.close()  # type: ignore[attr-defined]
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_fails_in_the_middle_is_told_and_leaves_nothing(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def broken() -> Any:
        yield LAYOUT.record(dossier(answers=ANSWERS), NAMES)
        raise RuntimeError("gone")

    for format_name in ("csv", "xlsx", "ods", "json", "jsonl"):
        with pytest.raises(RuntimeError, match="gone"):
            list(StreamedTables().write(format_name, LAYOUT, broken()))
    assert list(tmp_path.iterdir()) == []
