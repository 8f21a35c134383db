"""Rows: whatever is done to them, each keeps its answers, what was typed, its revisions, and its id."""

from dataclasses import replace

from app.core import rows
from app.core.paths import get
from app.core.rows.ids import key_of, next_id, placed, row_ids
from tests.core.form_building import a_field, a_repeat
from tests.core.rows_of_a_draft import INCOMES, PEOPLE, a_dossier, ids, names
from tests.core.tables import each

TWO = a_repeat("foyers", a_field("nom"), limits={"minItems": 2, "maxItems": 3})
REQUIRED = a_repeat("foyers", a_field("nom"), required=True)


def test_rows_without_ids_take_the_first_numbers() -> None:
    assert ids(a_dossier("Anna", "Paul")) == ("1", "2")


def test_a_new_row_comes_last_and_its_id_was_never_used() -> None:
    dossier = rows.removed(a_dossier("Anna", "Paul"), "foyers", PEOPLE, 1)
    assert ids(rows.added(dossier, "foyers", PEOPLE)) == ("1", "3")


def test_the_first_row_of_a_required_repeat_is_stored_with_the_second() -> None:
    added = rows.added(a_dossier(), "foyers", REQUIRED)
    assert added.working["foyers"] == [{}, {}]
    assert ids(added) == ("1", "2")


@each(
    ("change", "left"),
    [
        (rows.added, ["a", "b", "c"]),
        (lambda dossier, path, field: rows.duplicated(dossier, path, field, 0), ["a", "b", "c"]),
    ],
    ids=["added", "duplicated"],
)
def test_the_maximum_is_kept(change, left) -> None:  # type: ignore[no-untyped-def]
    assert names(change(a_dossier("a", "b", "c"), "foyers", TWO)) == left


def test_the_minimum_is_kept() -> None:
    assert names(rows.removed(a_dossier("a", "b"), "foyers", TWO, 0)) == ["a", "b"]


def test_a_removed_row_comes_back_where_it_stood_with_all_that_is_its_own() -> None:
    typed = {"foyers[0].revenus[0].montant": {"": ["dix"]}}
    before = a_dossier("Anna", "Paul", typed=typed, field_revisions={"foyers[0].nom": 2, "foyers[1].nom": 3})
    gone = rows.removed(before, "foyers", PEOPLE, 0)
    assert (names(gone), gone.typed, gone.field_revisions) == (["Paul"], {}, {"foyers[0].nom": 3})
    [waiting] = rows.waiting(gone, "foyers")
    assert (waiting.id, waiting.at) == ("1", 0)
    back = rows.restored(gone, "foyers", PEOPLE, "1")
    assert back.working == before.working
    assert (back.typed, back.field_revisions) == (before.typed, before.field_revisions)
    assert ids(back) == ("1", "2")
    assert rows.waiting(back, "foyers") == ()


def test_putting_back_twice_or_over_the_maximum_changes_nothing() -> None:
    gone = rows.removed(a_dossier("a", "b", "c"), "foyers", TWO, 0)
    back = rows.restored(gone, "foyers", TWO, "1")
    assert rows.restored(back, "foyers", TWO, "1") is back
    full = rows.added(gone, "foyers", TWO)
    assert rows.restored(full, "foyers", TWO, "1") is full


def test_the_last_removals_are_remembered_until_the_draft_is_sent() -> None:
    dossier = a_dossier(*"abcdefghijklmn")
    for _time in range(rows.REMEMBERED + 2):
        dossier = rows.removed(dossier, "foyers", PEOPLE, 0)
    assert len(rows.waiting(dossier, "foyers")) == rows.REMEMBERED
    sent = replace(dossier, row_ids=rows.without_waiting(dossier.row_ids))
    assert rows.waiting(sent, "foyers") == ()
    assert ids(sent) == ids(dossier)


def test_a_copy_stands_after_its_model_without_its_files() -> None:
    dossier = a_dossier(working={"foyers": [{"nom": "Anna", "piece": ["f1"]}, {"nom": "Paul"}]})
    copied = rows.duplicated(dossier, "foyers", PEOPLE, 0)
    assert copied.working["foyers"] == [{"nom": "Anna", "piece": ["f1"]}, {"nom": "Anna"}, {"nom": "Paul"}]
    assert ids(copied) == ("1", "3", "2")


def test_rows_inside_a_row_follow_it() -> None:
    working = {"foyers": [{"nom": "Anna"}, {"nom": "Paul", "revenus": [{"montant": 1}, {"montant": 2}]}]}
    dossier = rows.removed(a_dossier(working=working), "foyers[1].revenus", INCOMES, 0)
    assert row_ids(dossier.working, dossier.row_ids, "foyers[1].revenus") == ("2",)
    moved = rows.moved_up(dossier, "foyers", PEOPLE, 1)
    assert row_ids(moved.working, moved.row_ids, "foyers[0].revenus") == ("2",)
    assert key_of(moved.working, moved.row_ids, "foyers[0].revenus") == "foyers#2.revenus"
    back = rows.restored(moved, "foyers[0].revenus", INCOMES, "1")
    assert get(back.working, "foyers[0].revenus") == [{"montant": 1}, {"montant": 2}]


def test_what_a_page_calls_a_row_is_found_where_it_is_now() -> None:
    page = {"foyers": ("1", "2"), "foyers[1].revenus": ("1", "2")}
    working = {"foyers": [{"nom": "Anna"}, {"nom": "Paul", "revenus": [{}, {}]}]}
    dossier = rows.removed(a_dossier(working=working), "foyers", PEOPLE, 0)
    dossier = rows.moved_down(dossier, "foyers[0].revenus", INCOMES, 0)

    def now(path: str) -> str | None:
        return placed(path, page, dossier.working, dossier.row_ids)

    assert now("foyers[1].revenus[0].montant") == "foyers[0].revenus[1].montant"
    assert now("foyers[1]") == "foyers[0]"
    assert now("foyers[0].nom") is None
    assert now("nom") == "nom"


def test_the_row_shown_before_it_is_stored_is_the_next_one_or_gone() -> None:
    empty = a_dossier()
    assert next_id(empty.working, empty.row_ids, "foyers") == "1"
    assert placed("foyers[0].nom", {"foyers": ("1",)}, empty.working, empty.row_ids) == "foyers[0].nom"
    gone = rows.removed(a_dossier("Anna"), "foyers", PEOPLE, 0)
    assert placed("foyers[0].nom", {"foyers": ("1",)}, gone.working, gone.row_ids) is None
