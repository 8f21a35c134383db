"""What the closed language refuses, where, and that nothing it accepts is outside it."""

from app.core.conditions.language import ARITIES, MAX_DEPTH, MAX_NODES
from app.core.conditions.rules import RULES
from app.core.conditions.typing import check
from tests.core.tables import each

TYPES = {
    "nom": "text", "n": "number", "oui": "boolean", "date": "date", "code": "choice", "codes": "choices",
    "pieces": "file", "rows": "rows", "rows[].n": "number", "rows[].d": "date", "rows[].t": "text",
    "rows[].sous": "rows", "rows[].sous[].n": "number",
}  # fmt: skip
CODES = {"code": ("salarie", "retraite"), "codes": ("a", "b")}
IN_ROW = TYPES | {"item.n": "number"}


def var(path):
    return {"var": path}


def flaws(expression, expects="boolean", types=TYPES):
    found = check(
        expression, types.get, pointer="/when", expects=expects, codes_of=lambda path: CODES.get(path, ())
    )
    return [(flaw.code, flaw.pointer) for flaw in found]


ACCEPTED = [
    ({"==": [var("nom"), "Martin"]}, "boolean"),
    ({"==": [var("code"), "salarie"]}, "boolean"),
    ({"==": ["salarie", var("code")]}, "boolean"),
    ({"!=": [var("date"), "2026-01-15"]}, "boolean"),
    ({"==": [var("code"), var("nom")]}, "boolean"),
    ({"<": [var("date"), {"today": []}]}, "boolean"),
    ({">=": [{"age": [var("date")]}, 18]}, "boolean"),
    ({"in": [var("code"), ["salarie", "retraite"]]}, "boolean"),
    ({"in": [var("n"), [1, 2]]}, "boolean"),
    ({"contains": [var("codes"), "a"]}, "boolean"),
    ({"answered": var("pieces")}, "boolean"),
    ({"and": [var("oui"), {"!": var("oui")}]}, "boolean"),
    ({"some": [var("rows"), {"<": [var("item.d"), var("date")]}]}, "boolean"),
    ({"count": var("rows")}, "number"),
    ({"sum": [var("rows[].n")]}, "number"),
    ({"min": [var("rows[].d")]}, "date"),
    ({"max": [var("n"), 0]}, "number"),
    ({"round": [{"/": [var("n"), 3]}, 2]}, "number"),
    ({"if": [var("oui"), "a", "b"]}, "text"),
    ({"date_add": [var("date"), 1, "months"]}, "date"),
    ({"days_between": [var("date"), {"today": []}]}, "number"),
    ({"sum": [var("rows[].sous[].n")]}, "number"),
    ({"some": [var("rows"), {"some": [var("item.sous"), {">": [var("item.n"), 1]}]}]}, "boolean"),
    ({"count": [var("rows"), {"==": [{"sum": [var("item.sous[].n")]}, 1]}]}, "number"),
    ({"today": []}, "date"),
    (True, "boolean"),
]


@each(("expression", "expects"), ACCEPTED, ids=str)
def test_a_well_typed_expression_is_accepted(expression, expects):
    assert flaws(expression, expects) == []


REFUSED = [
    ({"===": [1, 1]}, "unknown-operator", ""),
    ({"==": [1, 1], "!=": [1, 2]}, "unknown-operator", ""),
    ({}, "unknown-operator", ""),
    ({"==": [1]}, "wrong-operand-count", ""),
    ({"today": [1]}, "wrong-operand-count", ""),
    (var("absent"), "unknown-path", "/var"),
    ({"var": [["a"]]}, "bad-path", "/var/0"),
    ({"==": [var("nom"), 1]}, "type-mismatch", "/==/1"),
    ({"==": [var("n"), "1"]}, "type-mismatch", "/==/1"),
    ({"==": [var("oui"), 1]}, "type-mismatch", "/==/1"),
    ({"==": [var("date"), "hier"]}, "type-mismatch", "/==/1"),
    ({"==": [var("codes"), "a"]}, "type-mismatch", "/==/1"),
    ({"==": [var("rows"), 1]}, "type-mismatch", "/==/1"),
    ({"==": [var("nom"), None]}, "bad-literal", "/==/1"),
    ({"==": [var("nom"), ""]}, "bad-literal", "/==/1"),
    ({"==": [var("nom"), ["a"]]}, "bad-literal", "/==/1"),
    ({"<": [var("nom"), "b"]}, "ordering-on-text", "/</0"),
    ({"<=": [var("date"), 3]}, "type-mismatch", "/<=/1"),
    ({">": [var("oui"), True]}, "type-mismatch", "/>/1"),
    ({"==": [var("code"), "salari"]}, "unknown-option", "/==/1"),
    ({"in": [var("code"), ["salarie", "x"]]}, "unknown-option", "/in/1"),
    ({"in": [var("n"), ["1"]]}, "type-mismatch", "/in/1/0"),
    ({"in": [var("n"), []]}, "bad-list", "/in/1"),
    ({"in": [var("n"), var("n")]}, "bad-list", "/in/1"),
    ({"contains": [var("nom"), "a"]}, "type-mismatch", "/contains/0"),
    ({"contains": [var("codes"), "z"]}, "unknown-option", "/contains/1"),
    ({"answered": [1]}, "path-expected", "/answered/0"),
    ({"and": [var("n")]}, "type-mismatch", "/and/0"),
    ({"!": var("nom")}, "type-mismatch", "/!"),
    ({"if": [var("n"), 1]}, "type-mismatch", "/if/0"),
    ({"if": [var("oui"), 1, "a"]}, "type-mismatch", "/if/2"),
    ({"+": [var("n"), var("nom")]}, "type-mismatch", "/+/1"),
    ({"/": [var("date"), 2]}, "type-mismatch", "/~1/0"),
    ({"round": [var("n"), -1]}, "bad-scale", "/round/1"),
    ({"round": [var("n"), True]}, "bad-scale", "/round/1"),
    ({"min": [var("n"), var("date")]}, "type-mismatch", "/min/0"),
    ({"max": [var("rows[].t")]}, "type-mismatch", "/max/0"),
    ({"sum": [var("n")]}, "path-expected", "/sum/0"),
    ({"sum": [var("rows[].t")]}, "type-mismatch", "/sum/0"),
    ({"sum": [var("rows[].x")]}, "unknown-path", "/sum/0/var"),
    (var("rows[].n"), "repeated-path", "/var"),
    ({"some": [var("n"), True]}, "type-mismatch", "/some/0"),
    ({"some": [[], True]}, "path-expected", "/some/0"),
    ({"some": [var("rows"), var("item.n")]}, "type-mismatch", "/some/1"),
    ({"all": [var("rows"), {"==": [var("item.x"), 1]}]}, "unknown-path", "/all/1/==/0/var"),
    ({"age": [var("n")]}, "type-mismatch", "/age/0"),
    ({"date_add": [var("date"), 1, "month"]}, "bad-unit", "/date_add/2"),
    ({"date_add": [var("date"), 1, ["days"]]}, "bad-unit", "/date_add/2"),
    ({"days_between": [var("date"), var("n")]}, "type-mismatch", "/days_between/1"),
]


@each(("expression", "code", "place"), REFUSED, ids=str)
def test_a_flaw_is_told_once_at_its_place(expression, code, place):
    assert flaws(expression, expects="") == [(code, "/when" + place)]


@each(("expression", "expects"), [(1, "boolean"), ("a", "number"), ({"today": []}, "number")])
def test_the_result_must_be_of_the_wanted_type(expression, expects):
    assert flaws(expression, expects) == [("type-mismatch", "/when")]


def test_a_cell_of_the_row_is_read_as_item():
    assert flaws({"==": [var("item.n"), 1]}, types=IN_ROW) == []
    assert flaws({"==": [var("item.n"), 1]}) == [("unknown-path", "/when/==/0/var")]


def test_a_caller_may_refuse_a_path_with_its_own_reason():
    found = check(
        var("oui"),
        TYPES.get,
        pointer="",
        refusal_of=lambda path: ("too-late", f"{path} vient après.", "Déplacez."),
    )

    assert [(flaw.code, flaw.message) for flaw in found] == [("too-late", "oui vient après.")]


def test_an_expression_beyond_the_limits_is_refused_before_it_is_read():
    deep = True
    for _floor in range(50_000):
        deep = {"!": deep}

    assert flaws(deep) == [("expression-too-large", "/when")]
    assert flaws({"or": [True] * 300}) == [("expression-too-large", "/when")]
    assert flaws({"!": {"!": True}}) == []


def test_the_depth_limit_is_exact():
    def tower(floors):
        return True if floors == 0 else {"!": [tower(floors - 1)]}

    assert flaws(tower(MAX_DEPTH - 1)) == []
    assert flaws(tower(MAX_DEPTH)) == [("expression-too-large", "/when")]


def test_the_limit_of_nodes_is_exact():
    assert flaws({"or": [True] * (MAX_NODES - 1)}) == []
    assert flaws({"or": [True] * MAX_NODES}) == [("expression-too-large", "/when")]


def test_each_operator_has_one_typing_rule():
    assert set(RULES) == set(ARITIES)


def test_a_misspelt_operator_is_given_its_nearest_name():
    [flaw] = check({"anwsered": [var("n")]}, TYPES.get, pointer="")

    assert "answered" in flaw.fix
