"""What an input shows is read again as the same value, for any value of any kind."""

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from app.core.definition import Field
from app.core.field_types import FIELD_TYPES
from app.core.plain_text import one_line
from tests.core.form_building import SITUATIONS


def field_of(kind):
    options = () if kind == "civility" else SITUATIONS
    return Field("a", kind, "Vos enfants", options=options, row_label="Enfant")


DIGITS = "0123456789"


LETTERS = "aÉe\u0301’- \t\n\x00"  # a small alphabet: drawing from all of Unicode takes seconds to start


numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


VALUES = {
    "text": st.text(LETTERS, max_size=20).map(one_line),
    "integer": st.integers(-(10**15) + 1, 10**15 - 1),
    "decimal": numbers,
    "amount": numbers,
    "date": st.dates(min_value=date(1000, 1, 1)).map(str),
    "yes-no": st.booleans(),
    "declaration": st.just(True),
    "choice": st.sampled_from([option.value for option in SITUATIONS]),
    "choices": st.sampled_from([["salarie"], ["salarie", "retraite"]]),
    "postcode": st.text(DIGITS, min_size=5, max_size=5),
    "department": st.sampled_from(["01", "2A", "974"]),
    "country": st.sampled_from(["FR", "BE"]),
    "voter-number": st.text(DIGITS, min_size=1, max_size=9),
    "phone": st.text("12345", min_size=9, max_size=9).map("+33".__add__),
    "siren": st.sampled_from(["732829320", "1"]),
    "rna": st.sampled_from(["W751234567", "W2A1234567", "w"]).map(str.upper),
    "iban": st.sampled_from(["FR7630006000011234567890189", "BE68539007547034", "X"]),
    "plate": st.from_regex(r"[A-H]{2}-[1-9]{3}-[A-H]{2}|[1-9]{1,4} [A-H]{2,3} 35", fullmatch=True),
    "vin": st.text("AB12", min_size=17, max_size=17),
    "nir": st.text(DIGITS, min_size=15, max_size=15),
    "tax-number": st.text(DIGITS, min_size=13, max_size=13),
    "civility": st.sampled_from(["madame", "monsieur"]),
    "person-name": st.sampled_from(["Le Goff", "D’Artagnan", "Anne-Marie"]),
    "month": st.dates(min_value=date(1000, 1, 1)).map(lambda day: str(day)[:7]),
    "partial-date": st.dates(min_value=date(1000, 1, 1)).flatmap(
        lambda day: st.sampled_from([str(day), str(day)[:7], str(day)[:4]])
    ),
    "time": st.times().map(lambda time: time.isoformat("minutes")),
    "date-time": st.datetimes(min_value=datetime(1000, 1, 1)).map(
        lambda instant: instant.isoformat(timespec="minutes")
    ),
    "attachment": st.lists(st.uuids().map(str), min_size=1, max_size=3),
}


any_value = st.sampled_from(sorted(VALUES)).flatmap(lambda kind: st.tuples(st.just(kind), VALUES[kind]))


@given(any_value)
def test_what_an_input_shows_is_read_again_as_the_same_value(found):
    kind, value = found
    entry, field = FIELD_TYPES[kind], field_of(kind)
    assert entry.parse(field, entry.typed(field, value)) == (None if value == "" else value)
