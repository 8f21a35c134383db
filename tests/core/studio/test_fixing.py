"""What `check --fix` mends, what it leaves, and that the rest of the file stays as it was."""

from json import dumps, loads

from app.core.definition.parser import parse
from app.core.json_text.places import spans
from app.core.studio.fixing import applied, fixes, mended
from tests.core.minimal_definition import edited, minimal
from tests.core.tables import each


@each(
    ("label", "after"),
    [
        ("NOM DE NAISSANCE", "Nom de naissance"),
        ("NUMÉRO SIRET DE L’EMPLOYEUR", "Numéro SIRET de l’employeur"),
        ("Prénom :", "Prénom"),
        ("Prénom\u00a0:", "Prénom"),
        (" Prénom ", "Prénom"),
        ("DATE DE NAISSANCE :", "Date de naissance"),
        ("DÉCISION DE LA DREAL", "DÉCISION DE LA DREAL"),
        ("SIRET", "SIRET"),
        ("Quel est votre nom ?", "Quel est votre nom ?"),
        (":", ":"),
        ("", ""),
    ],
)
def test_a_label_is_mended_only_where_that_is_sure(label, after):
    assert mended(label) == after
    assert mended(after) == after


def test_only_what_is_mended_changes_in_the_file():
    raw = edited(
        ("/schema/properties/nom/title", "NOM DE NAISSANCE :"),
        ("/steps/0/fields/1/label", "Né le :"),
        ("/scenarios/0/today", ...),
    )
    text = dumps(raw, ensure_ascii=False, indent=2) + "\n"
    found = fixes(raw)
    after = applied(text, found)

    changed = [line for line in after.splitlines() if line not in text.splitlines()]
    assert [line.strip() for line in changed] == [
        '"title": "Nom de naissance",',
        '"label": "Né le"',
    ]
    assert len(after.splitlines()) == len(text.splitlines()) + 1
    assert loads(after)["scenarios"][0]["today"] == "2026-01-15"
    assert after.endswith("}\n")
    assert parse(loads(after), file="x.json")
    assert fixes(loads(after)) == ()


@each("indent", [None, 1, 2, "\t"])
def test_the_style_of_the_file_stays(indent):
    raw = edited(("/scenarios/1/today", ...), ("/scenarios/0/today", ""))
    text = dumps(raw, ensure_ascii=False, indent=indent)
    after = applied(text, fixes(raw))

    wanted = edited()
    wanted["scenarios"][1] = {"today": "2026-01-15"} | raw["scenarios"][1]
    wanted["scenarios"][0]["today"] = "2026-01-15"
    assert after == dumps(wanted, ensure_ascii=False, indent=indent)


@each("raw", [None, [], "x", 3, {}, {"scenarios": 3, "steps": {"label": 4}}, minimal()])
def test_nothing_to_mend_is_nothing(raw):
    assert fixes(raw) == ()


def test_every_value_has_its_place():
    text = '{ "a" : [1, {"b/c": "x\\"y"}, []], "é": null, "o": {} }'
    found = {key: text[start:end] for key, (start, end) in spans(text).items() if not key.startswith("\0")}

    assert found["/a/1/b~1c"] == '"x\\"y"'
    assert found["/a/0"] == "1"
    assert found["/a/2"] == "[]"
    assert found["/é"] == "null"
    assert found["/o"] == "{}"
    assert found[""] == text
