"""What a spreadsheet would run is neutralised, what no file may hold is gone, names are taken everywhere."""

from app.core.exporting.texts import CELL_LIMIT, clean, fitted, neutral, sheet_titles, starts_a_formula

FORMULAS = (
    "=1+1", "+33612345678", "@SUM(A1)", "-1+1", "-", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "'=1",
    '"=1', "＝1", "－1", "-2+3+cmd|' /C calc'!A0", '=HYPERLINK("http://x")', "\tx", "\rx",
)  # fmt: skip
HARMLESS = ("", "a=b", "-12", "-12,5", "-1250.50", "12", "Jean-Luc", "a@b.fr", "l’été", "1 + 1")


def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe():
    for text in FORMULAS:
        assert starts_a_formula(text), text
        assert neutral(text).startswith("'"), text


def test_a_negative_number_and_plain_texts_are_left_alone():
    for text in HARMLESS:
        assert not starts_a_formula(text), text
        assert neutral(text) == text


def test_what_no_format_takes_is_dropped_and_lines_end_alike():
    cases = {
        "a\x00b\x1bc": "abc",
        "a\ud800b": "ab",
        "a\ufffeb\uffff": "ab",
        "un\r\ndeux\rtrois": "un\ndeux\ntrois",
        "😀": "😀",
    }
    assert {text: clean(text) for text in cases} == cases


def test_a_text_too_long_for_a_cell_is_cut_and_says_so():
    for text in ("é" * 40_000, "😀" * 20_000):
        cut = fitted(text)
        assert CELL_LIMIT - 2 <= len(cut.encode("utf-16-le")) // 2 <= CELL_LIMIT
        assert cut.endswith("[texte coupé]")
    assert fitted("x" * CELL_LIMIT) == "x" * CELL_LIMIT


def test_names_of_sheets_are_accepted_by_every_spreadsheet():
    titles = sheet_titles(["History", "a/b:c*?[x]\\", "x" * 40, "X" * 40, "'q'", "", "\x00"])
    assert len({title.casefold() for title in titles}) == len(titles)
    for title in titles:
        assert 0 < len(title) <= 31
        assert not set(title) & set("[]:*?/\\")
        assert title == title.strip("'")
        assert title.casefold() != "history"
