"""Whatever French is typed, an official form keeps it whole: in its field, or in the annex."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.adapters.official.fields import fields_of
from app.adapters.official.filler import fill
from app.adapters.official.fonts import USUAL
from tests.adapters.official_pdfs import typical
from tests.adapters.pdf_reading import opened, poppler

LETTERS = sorted(chr(point) for point in USUAL if chr(point).isalnum() or chr(point) in "-'’.,;:()€«»/ ")
# read back as two letters by those who read a PDF aloud
LETTERS = [char for char in LETTERS if char not in "ŉǰªº¹²³¼½¾Ĳĳ"]
BLANK = typical()


def dense(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=20, deadline=None)
@given(st.text(LETTERS, max_size=600), st.text([*LETTERS, "\n"], max_size=900), st.booleans())
def test_every_character_is_in_the_file_and_the_field_keeps_its_value(name: str, motive: str, flatten: bool):
    filled = fill(BLANK, {"nom": name, "motif": motive}, {}, flatten=flatten)

    assert filled.lost == ""
    printed = dense(poppler("pdftotext", "-raw", "-", "-", content=filled.content))
    for field, text in (("nom", name), ("motif", motive)):
        assert field in filled.overflowing or dense(text) in printed
    for char in set(dense(name + motive)):
        assert printed.count(char) >= dense(name + motive).count(char), char
    if not flatten:
        with opened(filled.content) as pdf:
            values = {field.name: field.value for field in fields_of(pdf)}
        assert (values["nom"], values["motif"]) == (name, motive)
