"""What was read is taken again for the very same content, and for nothing else."""

from decimal import Decimal
from typing import Any

from app.core.definition.memory import Shelf, content
from app.core.definition.parser import Memory, parse, reread
from tests.core.editing.drafts import a_draft
from tests.core.large_forms import hundred, path
from tests.core.tables import each

Json = Any
FILE = "brouillon.json"


@each(
    ("one", "other"),
    [
        (1, True),
        (0, False),
        (1, 1.0),
        (0.0, -0.0),
        ("1", 1),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ([], {}),
        ("", None),
        ({"a": [1, [True]]}, {"a": [1, [1]]}),
    ],
)
def test_what_json_tells_apart_has_another_content(one: Json, other: Json) -> None:
    assert content(one) != content(other)


def test_the_same_content_made_of_other_objects_is_the_same() -> None:
    shared = ["un"]
    assert content({"a": shared, "b": shared}) == content({"a": ["un"], "b": ["u" + "n"]})


def test_what_is_not_plain_json_has_no_content_and_is_made_each_time() -> None:
    shelf = Shelf()
    assert content({"n": Decimal("1.0")}) is None
    made = [shelf.made("n", Decimal("1.0"), (), lambda part: [part]) for _time in range(2)]
    assert made[0] is not made[1]


def test_a_part_is_made_again_when_it_or_what_stands_beside_it_changes() -> None:
    shelf = Shelf()
    first = shelf.made("a", {"x": 1}, ("beside",), dict)
    assert shelf.again().made("a", {"x": 1}, ("beside",), dict) is first
    for part, beside in (({"x": 1}, ("other",)), ({"x": True}, ("beside",))):
        assert shelf.again().made("a", part, beside, dict) is not first


def test_a_form_with_rows_formulas_and_annotations_is_not_read_again() -> None:
    own = {"type": "object", "properties": {"avis": {"type": "string", "maxLength": 50, "title": "Avis"}}}
    document = a_draft(annotations={"schema": own, "fields": [{"path": "avis"}]})
    definition, memory = reread(document, file=FILE, before=Memory())
    again, _memory = reread(document, file=FILE, before=memory)
    assert again == definition
    pairs = zip(definition.fields(), again.fields(), strict=True)
    assert all(one is other for (_step, one), (_same, other) in pairs)
    assert again.annotations is definition.annotations


def test_one_edit_of_a_hundred_questions_reads_one() -> None:
    document = hundred()
    definition, memory = reread(document, file=FILE, before=Memory())
    group, _dot, name = path(50).partition(".")
    document["schema"]["properties"][group]["properties"][name]["title"] = "Un autre libellé"
    after, _memory = reread(document, file=FILE, before=memory)
    before = {field.path: field for _step, field in definition.fields()}
    assert [field.path for _step, field in after.fields() if field is not before[field.path]] == [path(50)]
    assert after == parse(document, file=FILE)


def test_a_keyword_that_leads_elsewhere_is_looked_at_every_time() -> None:
    """A part with "$ref" speaks of others: it is compiled with them, however often it was."""
    document = hundred()
    first, second = (document["schema"]["properties"][f"bloc{number}"]["properties"] for number in (1, 2))
    first["lie"] = {"type": "string", "maxLength": 5, "title": "Lié", "$anchor": "la"}
    document["steps"][0]["fields"].append({"path": "bloc1.lie"})
    _definition, memory = reread(document, file=FILE, before=Memory())
    second["double"] = {"type": "string", "maxLength": 5, "title": "Double", "$anchor": "la"}
    document["steps"][1]["fields"].append({"path": "bloc2.double"})
    definition, _memory = reread(document, file=FILE, before=memory)
    assert definition == parse(document, file=FILE)
