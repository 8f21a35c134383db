"""What a page of a Cerfa keeps together: cells on one line, the rows of a repeat, the parts of an address."""

from dataclasses import replace

from app.adapters.documents.cells import Block, Cell
from app.adapters.documents.pages import balanced, whole
from app.adapters.documents.runs import runs
from app.adapters.documents.widths import halves


def a_cell(label: str, width: str = "full", shape: str = "text") -> Cell:
    return Cell(label, shape, width=width)


# cells → their labels line by line, whether each line ends on one rule
LINES = [
    ([a_cell("a"), a_cell("b")], ["a", "b"], [False, False]),
    ([a_cell("a", "half"), a_cell("b", "half"), a_cell("c", "half")], ["ab", "c"], [True, False]),
    ([a_cell(name, "third") for name in "abcd"], ["abc", "d"], [True, False]),
    ([a_cell("a", "half"), a_cell("b", "third"), a_cell("c", "third")], ["ab", "c"], [True, False]),
    ([a_cell("a", "half", "ticks"), a_cell("b", "half")], ["ab"], [False]),
    ([a_cell("a", "third", "comb"), a_cell("b", "third"), a_cell("c")], ["ab", "c"], [True, False]),
]


def test_cells_share_a_line_while_they_fit() -> None:
    for cells, labels, low in LINES:
        found = runs(cells)
        assert ["".join(cell.label for cell in run.cells) for run in found] == labels
        assert [run.low for run in found] == low


def test_words_at_the_end_of_a_line_take_what_is_left_of_it() -> None:
    postcode, commune = a_cell("b", "third", "comb"), a_cell("c", "third")
    found = runs([a_cell("a", "half"), a_cell("d", "half", "comb"), postcode, commune, a_cell("e", "half")])
    assert [[cell.width for cell in run.cells] for run in found] == [
        ["half", "half"], ["third", "two-thirds"], ["full"],
    ]  # fmt: skip


def test_what_is_asked_under_a_condition_has_lines_of_its_own_and_says_it_once() -> None:
    under = [replace(a_cell(name, "half"), condition="Répondez si…") for name in "bcd"]
    found = runs([a_cell("a", "half"), *under, a_cell("e", "half")])
    assert [("".join(cell.label for cell in run.cells), run.conditions, run.under) for run in found] == [
        ("a", (), False), ("bc", ("Répondez si…",), True), ("d", (), True), ("e", (), False),
    ]  # fmt: skip
    assert not any(cell.condition for run in found for cell in run.cells)


def test_an_address_does_not_say_again_the_title_of_its_section() -> None:
    parts = Block("", (a_cell("Rue"),))
    address = [Cell("L’adresse", "parts", rows=(parts,))]
    assert [runs(address, title=title)[0].title for title in ("L’Adresse", "Vous")] == ["", "L’adresse"]


def test_a_title_too_long_for_a_line_is_two_lines_of_about_one_length() -> None:
    assert balanced("Demande de subvention par une association") == (
        '<span class="whole">Demande de subvention</span> <span class="whole">par une association</span>'
    )
    assert balanced("Vote par procuration") == "Vote par procuration"


def test_each_row_of_a_repeat_is_a_run_and_the_first_has_its_name() -> None:
    rows = tuple(Block(f"Enfant {number}", (a_cell("Nom"),)) for number in (1, 2, 3))
    found = runs([Cell("Enfants", "rows", rows=rows, condition="Répondez si…")], "Remplissez si…")
    assert [(run.title, run.row and run.row.title) for run in found] == [
        ("Enfants", "Enfant 1"), ("", "Enfant 2"), ("", "Enfant 3"),
    ]  # fmt: skip
    assert [run.conditions for run in found] == [("Remplissez si…", "Répondez si…"), (), ()]
    assert all(run.block for run in found)
    assert [run.row for run in runs([Cell("Enfants", "rows")])] == [None]


def test_the_parts_of_an_address_are_lines_under_its_name() -> None:
    parts = Block("", (a_cell("Rue"), a_cell("Code postal", "half", "comb"), a_cell("Commune", "half")))
    found = runs([Cell("Adresse", "parts", rows=(parts,))])
    assert [(run.title, len(run.cells)) for run in found] == [("Adresse", 1), ("", 2)]


def test_only_tables_and_long_texts_may_be_cut_by_a_page() -> None:
    shapes = {"text": False, "ticks": False, "amounts": False, "table": True, "long": True}
    assert {shape: runs([a_cell("a", shape=shape)])[0].grows for shape in shapes} == shapes


def test_printed_words_are_not_cut_at_a_hyphen() -> None:
    assert whole("L’accord pour sous-louer <à Saint-Aubin>") == (
        'L’accord pour <span class="whole">sous-louer</span> &lt;à <span class="whole">Saint-Aubin&gt;</span>'
    )
    assert whole("immatriculation@saint-aubin.example.org") == "immatriculation@saint-aubin.example.org"


def test_small_print_is_cut_between_two_sentences_where_both_columns_are_about_as_tall() -> None:
    lines = "mot " * 120  # several lines
    assert halves([lines, "Court.", lines]) == ([lines], ["Court.", lines])
    assert halves([lines, lines, "Court."]) == ([lines], [lines, "Court."])
    assert halves(["Seul."]) == (["Seul."], [])
    assert halves([]) == ([], [])
