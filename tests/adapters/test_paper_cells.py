"""How one answer is drawn on paper: its boxes when it fits them, a plain line when it does not, ticks."""

import pytest

from app.adapters.documents.cells import cell
from app.core.definition import Field, Option
from app.core.field_types import FIELD_TYPES
from app.core.summary import Line


def drawn(kind: str, value: object, *, blank: bool = False) -> tuple[str, str, tuple[str, ...]]:
    """(shape, width, texts of the boxes)."""
    field = Field("a", kind, "A", required=True)
    text = "" if value is None else FIELD_TYPES[kind].read_back(field, value)
    found = cell(Line("a", "A", text, value, field), blank=blank)
    return found.shape, found.width, tuple(group.text for group in found.groups)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("siren", "732829320", ("comb", "half", ("732", "829", "320"))),
        ("siren", "7328", ("text", "half", ())),
        ("rna", "W751234567", ("comb", "half", ("W", "751234567"))),
        ("iban", "BE68539007547034", ("comb", "full", ("BE68", "5390", "0754", "7034"))),
        ("iban", "FR76", ("text", "full", ())),
        ("plate", "AB-123-CD", ("comb", "half", ("AB", "123", "CD"))),
        ("plate", "123 ABC 35", ("comb", "half", ("123", "ABC", "35"))),
        ("vin", "VF1AB000123456789", ("comb", "half", ("VF1", "AB0001", "23456789"))),
        ("nir", "255081416802538", ("comb", "half", ("2", "55", "08", "14", "168", "025", "38"))),
        ("tax-number", "3023217600053", ("comb", "half", ("30", "23", "217", "600", "053"))),
        ("month", "2026-11", ("comb", "half", ("11", "2026"))),
        ("partial-date", "1985", ("comb", "half", ("", "", "1985"))),
        ("time", "09:05", ("comb", "half", ("09", "05"))),
        ("date-time", "2026-11-25T14:30", ("comb", "half", ("25", "11", "2026", "14", "30"))),
        ("date", "1985-03-07", ("comb", "half", ("07", "03", "1985"))),
        ("phone", "+33639981234", ("comb", "half", ("06", "39", "98", "12", "34"))),
        ("phone", "+3225551212", ("text", "half", ())),
        ("person-name", "Le Goff", ("text", "half", ())),
        ("person-name", "Le Goff " * 12, ("text", "full", ())),
        ("attachment", ["a1"], ("piece", "full", ())),
        ("civility", "madame", ("ticks", "full", ())),
    ],
)
def test_an_answer_is_drawn_in_the_boxes_that_fit_it(kind: str, value: str, expected: object) -> None:
    assert drawn(kind, value) == expected


@pytest.mark.parametrize(
    ("kind", "models"),
    [
        ("date", ("JJ", "MM", "AAAA")),
        ("partial-date", ("JJ", "MM", "AAAA")),
        ("month", ("MM", "AAAA")),
        ("time", ("HH", "MM")),
        ("date-time", ("JJ", "MM", "AAAA", "HH", "MM")),
        ("siren", ("", "", "")),
        ("plate", ("",)),
        ("phone", ("", "", "", "", "")),
    ],
)
def test_a_blank_shows_empty_boxes_and_the_model_of_dates(kind: str, models: tuple[str, ...]) -> None:
    assert drawn(kind, None, blank=True) == ("comb", "half", models)


def test_the_civility_of_a_schema_with_codes_alone_is_ticked_by_its_title() -> None:
    field = Field("a", "civility", "Civilité")
    found = cell(Line("a", "Civilité", "Madame", "madame", field), blank=False)
    assert [(option.title, option.ticked) for option in found.options] == [
        ("Madame", True),
        ("Monsieur", False),
    ]


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["Oui", "Non"], (True, 0)),
        (["Pour une visite familiale", "Pour un autre motif : travail, études"], (False, 0)),
        (["Noir", "Marron", "Rouge foncé"] * 4, (False, 4)),
        (["J’ai l’autorisation ou un mandat du propriétaire"] * 3, (False, 2)),
        (["D’un autre pays de l’Union européenne, de l’Espace économique ou de Suisse"] * 2, (False, 1)),
    ],
)  # fmt: skip
def test_options_stand_beside_a_short_question_on_one_line_or_in_as_many_columns_as_fit(
    titles: list[str], expected: tuple[bool, int]
) -> None:
    options = tuple(Option(str(number), title) for number, title in enumerate(titles))
    found = cell(Line("a", "A", "", None, Field("a", "choices", "A", options=options)), blank=True)
    assert (found.inline, found.columns) == expected
