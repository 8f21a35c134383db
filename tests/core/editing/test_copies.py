"""Copies bring conditions, links and formulas along, read among themselves first; what is lost is told."""

from collections.abc import Sequence
from typing import Any

import pytest

from app.core.editing import EditRefused, apply, warned
from app.core.editing.copying import clip
from app.core.editing.outline import asked
from app.core.editing.trees import at
from tests.core.editing.drafts import a_draft, do
from tests.core.minimal_definition import minimal
from tests.core.tables import each

Json = Any
VOUS = {"step": "vous"}
ROWS = [{"path": "montant", "when": {">": [{"var": "item.part"}, 0]}}, {"path": "dont"}]


def _of_costs(**changes: Json) -> Json:
    """Rows with a condition and a formula of their own, and a total over them."""
    document = minimal(**changes)
    number = {"type": "number", "title": "Nombre", "multipleOf": 0.01}
    document["schema"]["properties"] |= {
        "frais": {
            "type": "array", "title": "Vos frais", "maxItems": 5,
            "items": {"type": "object", "properties": dict.fromkeys(("part", "montant", "dont"), number)},
        },
        "somme": {**number, "title": "Total des frais"},
    }  # fmt: skip
    rows = {
        "path": "frais",
        "row_label": "Frais",
        "add_label": "Ajouter",
        "fields": [{"path": "part"}, *ROWS],
    }
    document["steps"][0]["fields"] += [rows, {"path": "somme"}]
    document["calculated"] = [
        {"path": "frais[].dont", "value": {"*": [{"var": "item.montant"}, {"var": "item.part"}]}},
        {"path": "somme", "value": {"sum": [{"var": "frais[].montant"}]}, "scale": 2},
    ]
    return document


def _when(document: Json, path: str) -> Json:
    return at(document, (*asked(document)[path].keys, "when"))


def _formula(document: Json, path: str) -> Json:
    return next((rule["value"] for rule in document.get("calculated", ()) if rule["path"] == path), None)


def test_a_duplicate_keeps_its_condition_and_its_formula() -> None:
    document = do(a_draft(), "duplicate-question", question="total")
    assert _formula(document, "total_2") == _formula(document, "total") == {"count": [{"var": "enfants"}]}
    assert _when(do(a_draft(), "duplicate-question", question="revenu"), "revenu_2") == {
        "==": [{"var": "a_des_enfants"}, True]
    }


def test_questions_duplicated_together_read_one_another() -> None:
    document = do(a_draft(), "duplicate-questions", questions=["revenu", "a_des_enfants"])
    assert _when(document, "revenu_2") == {"==": [{"var": "a_des_enfants_2"}, True]}
    assert _when(document, "revenu") == {"==": [{"var": "a_des_enfants"}, True]}
    document = do(_of_costs(), "duplicate-questions", questions=["frais", "frais[].montant", "somme"])
    assert "frais_2[].montant_2" not in asked(document)  # a cell goes with its rows
    assert _when(document, "frais_2[].montant") == {">": [{"var": "item.part"}, 0]}
    assert _formula(document, "frais_2[].dont") == {"*": [{"var": "item.montant"}, {"var": "item.part"}]}
    assert _formula(document, "somme_2") == {"sum": [{"var": "frais_2[].montant"}]}


def test_cells_duplicated_together_read_one_another() -> None:
    document = do(_of_costs(), "duplicate-questions", questions=["frais[].part", "frais[].montant"])
    assert _when(document, "frais[].montant_2") == {">": [{"var": "item.part_2"}, 0]}


@each(
    ("copied", "path", "kept", "lost"),
    [
        (["frais", "somme"], "somme", {"sum": [{"var": "frais[].montant"}]}, []),
        (["somme"], "somme", None, ["Total des frais"]),
        (["frais[].part", "frais[].montant", "frais[].dont"], "dont",
         {"*": [{"var": "montant"}, {"var": "part"}]}, []),
        (["frais[].dont"], "dont", None, ["Nombre"]),
    ],
)  # fmt: skip
def test_a_formula_goes_to_another_form_with_what_it_reads_or_is_told_lost(
    copied: Sequence[str], path: str, kept: Json, lost: Sequence[str]
) -> None:
    edit = {"verb": "paste-questions", "clip": clip(_of_costs(), copied), "to": VOUS}
    before = minimal(slug="autre")
    told, edited = warned(before, edit), apply(before, edit)
    assert _formula(edited.document, path) == kept
    assert all(name in told for name in lost)
    assert bool(told) == bool(lost)
    assert apply(edited.document, edited.inverse).document == before


def test_a_condition_loses_only_the_clause_that_reads_what_is_not_asked_before() -> None:
    pieces = clip(a_draft(), ["enfants"])
    bare = do(minimal(slug="autre"), "delete-questions", questions=["a_des_enfants"], anyway=True)
    edit = {"verb": "paste-questions", "clip": pieces, "to": VOUS}
    assert _when(apply(bare, edit).document, "enfants_2[].naissance") == {
        "answered": [{"var": "item.prenom"}]
    }
    assert "Date de naissance" in warned(bare, edit)
    above = {**edit, "clip": clip(a_draft(), ["revenu"]), "to": {**VOUS, "after": ""}}
    assert "when" not in apply(minimal(slug="autre"), above).document["steps"][0]["fields"][0]
    step = {"verb": "paste-step", "title": "Frais", "clip": clip(_of_costs(), ["somme"])}
    assert "Total des frais" in warned(minimal(), step)
    assert not warned(_of_costs(), step)


@each("more", [{"rows": 3}, {"formulas": {}}, {"formulas": [{"path": "ailleurs", "value": 1}]}, {"clé": 1}])
def test_a_clip_of_a_wrong_shape_is_refused(more: Json) -> None:
    piece = {"path": "x", "schema": {"type": "string", "title": "X"}, "dress": {}, "required": False}
    with pytest.raises(EditRefused, match="forme attendue"):
        do(minimal(), "paste-questions", clip=[{**piece, **more}], to=VOUS)
