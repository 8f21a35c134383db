"""What is proven impossible is impossible: tables of conditions, and a search that never says no wrongly."""

from app.core.linting.satisfiability import satisfiable
from tests.core.tables import each

CLOSED = {"situation": ("salarie", "retraite"), "marie": (True, False), "certifie": (True,)}


def var(path):
    return {"var": path}


def is_(path, value):
    return {"==": [var(path), value]}


def answered(path):
    return {"answered": [var(path)]}


AGE = {"age": [var("naissance")]}
ROWS = {"some": [var("enfants"), {"<": [var("item.age"), 3]}]}
NEITHER = [{"!": is_("situation", "salarie")}, {"!": is_("situation", "retraite")}]


@each(
    ("conditions", "possible"),
    [
        ([is_("situation", "salarie")], True),
        ([is_("situation", "salarie"), is_("situation", "retraite")], False),
        (NEITHER, True),
        ([*NEITHER, answered("situation")], False),
        ([{"in": [var("situation"), ["salarie"]]}, is_("situation", "retraite")], False),
        ([is_("marie", True), is_("marie", False)], False),
        ([{"!": is_("certifie", True)}, answered("certifie")], False),
        ([{">": [var("n"), 18]}, {"<": [var("n"), 10]}], False),
        ([{">": [var("n"), 10]}, {"<": [var("n"), 11]}], True),
        ([{">": [var("n"), 10]}, {"<=": [var("n"), 10]}], False),
        ([{"<": [18, var("n")]}, {"<": [var("n"), 18]}], False),
        ([{"!=": [var("n"), 1]}, {"!": answered("n")}], False),
        ([{"<": [var("d"), "2026-01-01"]}, {">": [var("d"), "2026-01-02"]}], False),
        ([{">": [var("d"), "2026-01-01"]}, {"<": [var("d"), "2026-01-03"]}], True),
        ([{">=": [AGE, 18]}, {"<": [AGE, 18]}], False),
        ([{">=": [AGE, 18]}, {"!": answered("naissance")}], False),
        ([is_("t", "x"), is_("t", "y")], False),
        ([{"!=": [var("t"), "x"]}], True),
        ([ROWS, {"!": ROWS}], False),
        ([ROWS], True),
        ([{"==": [var("a"), var("b")]}], True),
        ([True], True),
        ([False], False),
    ],
)
def test_contradictions_are_found_and_nothing_else(conditions, possible):
    assert satisfiable(conditions, CLOSED.get) is possible


def test_too_much_work_proves_nothing():
    many = [{"or": [is_(f"q{n}", "a"), is_(f"q{n}", "b")]} for n in range(60)]
    impossible = [*many, is_("z", 1), is_("z", 2)]

    assert satisfiable(impossible, {}.get, most=50) is True
