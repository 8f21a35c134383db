"""A commune: what people type, what hostile programs send, and the choice that settles a doubt."""

from datetime import date

import pytest

from app.core.definition import Field
from app.core.field_types import FIELD_TYPES, NotUnderstood
from tests.core.tables import each

TODAY = date(2026, 11, 25)
COMMUNE, TOWN = FIELD_TYPES["commune"], FIELD_TYPES["town"]
FIELD = Field("a", "commune", "Commune de naissance")


@each(
    ("typed", "value"),
    [
        ("", None),
        ("   \t\n", None),
        ("\x00\u200b\u202e", None),
        ("Rennes", "35238"),
        (" rennes ", "35238"),
        ("RENNES", "35238"),
        ("\u202eRennes", "35238"),
        ("Ren\x00nes", "35238"),
        ("3\u200b5000", "35238"),
        ("３５０００", "35238"),
        ("St Malo", "35288"),
        ("75013", "75113"),
        ("Bastia", "2B033"),
        ("97400", "97411"),
        ("'Rennes'", "35238"),
    ],
)
def test_it_is_read_from_what_was_typed(typed, value):
    assert COMMUNE.parse(FIELD, {"": (typed,)}) == value


@each(
    ("typed", "code"),
    [
        ("Saint-Aubin", "commune-several"),
        ("51300", "commune-several"),
        ("Arbignieu", "commune-several"),
        ("Renes", "commune-several"),
        ("35042", "commune-unknown"),
        ("98000", "commune-unknown"),
        ("Monaco", "commune-unknown"),
        ("35238; DROP TABLE", "commune-unknown"),
        ("' OR 1=1 --", "commune-unknown"),
        ("<script>alert(1)</script>", "commune-unknown"),
        ('=cmd|" /C calc"!A0', "commune-unknown"),
        ("12 €", "commune-unknown"),
        ("-1", "commune-unknown"),
        ("31 février", "commune-unknown"),
        ("1e309", "commune-unknown"),
        ("🙂", "commune-unknown"),
        ("{{7*7}}", "commune-unknown"),
        ("../../etc/passwd", "commune-unknown"),
        ("x" * 1_000_000, "commune-unknown"),
        ("0" * 1_000_000, "commune-unknown"),
        ("\ud800", "commune-unknown"),
    ],
)
def test_what_is_no_single_commune_is_told(typed, code):
    if typed == "\ud800":  # a lone surrogate is dropped like any character that nobody sees
        assert COMMUNE.parse(FIELD, {"": (typed,)}) is None
        return
    with pytest.raises(NotUnderstood) as refusal:
        COMMUNE.parse(FIELD, {"": (typed,)})
    assert refusal.value.code == code
    assert len(COMMUNE.message(FIELD, code, refusal.value.params)) < 160


@each(
    ("typed", "choice", "value"),
    [("Saint-Aubin", "39476", "39476"), ("51300", "51649", "51649"), ("Arbignieu", "01015", "01015")],
)
def test_a_choice_among_the_candidates_settles_it(typed, choice, value):
    assert choice in {option.value for option in COMMUNE.candidates(FIELD, {"": (typed,)})}
    assert COMMUNE.parse(FIELD, {"": (typed,), "choix": (choice,)}) == value


@each(("typed", "choice"), [("Saint-Aubin", "35238"), ("Saint-Aubin", "autre"), ("Zzz", "35238")])
def test_a_choice_that_was_not_offered_is_no_answer(typed, choice):
    with pytest.raises(NotUnderstood):
        COMMUNE.parse(FIELD, {"": (typed,), "choix": (choice,)})


def test_a_choice_left_from_another_name_is_forgotten():
    assert COMMUNE.parse(FIELD, {"": ("Rennes",), "choix": ("39476",)}) == "35238"
    assert COMMUNE.candidates(FIELD, {"": ("Rennes",)}) == ()


@each("value", ["35238", "2A004", "75113", "98411", "01015"])
def test_a_stored_code_is_shown_and_read_again(value):
    assert COMMUNE.judge(FIELD, value, TODAY) is None
    assert COMMUNE.parse(FIELD, COMMUNE.typed(FIELD, value)) == value
    assert COMMUNE.parse(FIELD, COMMUNE.of_program(FIELD, value)) == value
    assert TOWN.parse(FIELD, TOWN.typed(FIELD, value)) == value


@each("value", ["", "35000", "99999", "2A999", "Rennes", "35238\n", " 35238", "3523", "35238\t", "é"])
def test_a_code_that_does_not_exist_is_refused(value):
    assert COMMUNE.judge(FIELD, value, TODAY).code == "format"


def test_a_program_gives_a_code_even_one_that_is_a_postcode_elsewhere():
    assert COMMUNE.parse(FIELD, COMMUNE.of_program(FIELD, "97411")) == "97411"


def test_a_town_that_no_list_knows_is_kept_once_it_is_confirmed():
    with pytest.raises(NotUnderstood):
        TOWN.parse(FIELD, {"": ("Bruxelles",)})
    assert TOWN.candidates(FIELD, {"": ("Bruxelles",)})[-1].value == "autre"
    assert TOWN.parse(FIELD, {"": ("Bruxelles",), "choix": ("autre",)}) == "Bruxelles"
    assert TOWN.parse(FIELD, TOWN.typed(FIELD, "Bruxelles")) == "Bruxelles"
    assert TOWN.judge(FIELD, "Bruxelles", TODAY) is None
    assert TOWN.judge(FIELD, "99999", TODAY).code == "format"
    assert TOWN.read_back(FIELD, "Bruxelles") == "Bruxelles"


@each("typed", ["35042", "🙂", "2A999"])
def test_a_town_is_made_of_letters(typed):
    with pytest.raises(NotUnderstood):
        TOWN.parse(FIELD, {"": (typed,), "choix": ("autre",)})
