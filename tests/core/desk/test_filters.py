"""The filters of the desk: what may be typed, how it reads, what is refused."""

import pytest

from app.core.definition import Field, Option
from app.core.desk.columns import Column
from app.core.desk.filters import OPERATORS, NotAFilter, make_filter, needed, operator_names, sentence


def column(type_: str) -> Column:
    options = (Option("a", "Alpha"),) if type_ in ("choice", "choices", "people") else ()
    return Column("x", "Chose", type_, options)


READ = [
    ("text", "contient", ["  L’  œuvre\t"], ("L’ œuvre",), "Chose contient « L’ œuvre »"),
    ("number", "plus", ["1 250,50 €"], ("1250.50",), "Chose est plus grand que 1 250,50"),
    ("number", "entre", ["9", "-3"], ("-3", "9"), "Chose est entre -3 et 9"),
    ("rows", "egal", ["２"], ("2",), "Chose est égal à 2"),
    ("date", "moins", ["27/3/1985"], ("1985-03-27",), "Chose est avant le 27 mars 1985"),
    ("date", "egal", ["1985-03-27"], ("1985-03-27",), "Chose est le 27 mars 1985"),
    ("date", "egal", ["1er mars 1985"], ("1985-03-01",), "Chose est le 1er mars 1985"),
    ("instant", "entre", ["2026-01-02", "1.1.2026"], ("2026-01-01", "2026-01-02"),
     "Chose est entre le 1er janvier 2026 et le 2 janvier 2026"),
    ("choice", "different", ["a"], ("a",), "Chose n’est pas « Alpha »"),
    ("boolean", "egal", ["oui"], ("oui",), "Chose est oui"),
    ("presence", "vide", [], (), "Chose est vide"),
    ("text", "rempli", ["ignoré"], (), "Chose n’est pas vide"),
]  # fmt: skip

REFUSED = [
    ("text", "plus", ["a"]), ("text", "contient", []), ("text", "contient", ["\u200b"]),
    ("number", "egal", ["x"]),
    ("number", "egal", ["1e400"]), ("number", "egal", ["NaN"]), ("number", "entre", ["1"]),
    ("date", "egal", ["30/02/2026"]), ("date", "egal", ["0001-01-01"]), ("date", "egal", ["demain"]),
    ("choice", "egal", ["b"]), ("boolean", "egal", ["peut-être"]), ("presence", "egal", ["x"]),
    ("number", "egal", ["9" * 300]), ("people", "egal", [""]),
]  # fmt: skip


def test_what_is_typed_becomes_one_canonical_value_and_one_sentence() -> None:
    for type_, operator, typed, values, words in READ:
        found = make_filter(column(type_), operator, typed)
        assert found.values == values, words
        assert sentence(found).replace("\u00a0", " ").replace("\u202f", " ") == words


def test_what_means_nothing_is_refused_with_a_sentence() -> None:
    for type_, operator, typed in REFUSED:
        with pytest.raises(NotAFilter) as refusal:
            make_filter(column(type_), operator, typed)
        assert str(refusal.value).endswith("."), (type_, typed)


def test_every_operator_of_every_type_has_words_and_a_number_of_values() -> None:
    for type_, operators in OPERATORS.items():
        assert [name for name, words in operator_names(type_) if words] == list(operators)
        assert {needed(operator) for operator in operators} <= {0, 1, 2}


def test_a_column_of_an_answer_knows_its_path() -> None:
    assert Column("r.a.b", "B", "text", field=Field("a.b", "text", "B")).path == "a.b"
    assert column("text").path == ""
