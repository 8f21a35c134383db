"""A bound that goes by today is typed and read in French, and is the same bound."""

from app.web.studio.relative_days import read, shown
from tests.core.tables import each


@each(
    ("typed", "written"),
    [
        ("aujourd’hui", "today"), ("Aujourd'hui", "today"), ("aujourd’hui - 18 ans", "today-18y"),
        ("aujourd’hui moins 1 an", "today-1y"), ("aujourd’hui+3 mois", "today+3m"),
        ("aujourd’hui + 1 jour", "today+1d"), ("today-18y", "today-18y"), ("31/12/2026", "31/12/2026"),
        ("aujourd’hui + 3 lunes", "aujourd’hui + 3 lunes"),
    ],
)  # fmt: skip
def test_what_is_typed_in_french_is_written_as_the_definition_does_and_back(typed: str, written: str) -> None:
    assert read(typed) == written
    assert read(shown(written)) == written
    assert "today" not in shown(written)
