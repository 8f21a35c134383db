"""A draft with one of everything that refers to a question, and the shortest way to edit it."""

from typing import Any

from app.core.editing import Edited, apply
from tests.core.minimal_definition import minimal

Json = Any


def a_draft(**changes: Json) -> Json:
    """Everybody reads « a_des_enfants », « revenu » or a cell of « enfants »."""
    document = minimal()
    document["steps"][0]["fields"][4]["when"] = {"==": [{"var": "a_des_enfants"}, True]}
    document["steps"][1]["fields"][0]["fields"][1]["when"] = {
        "and": [{"answered": [{"var": "item.prenom"}]}, {"==": [{"var": "a_des_enfants"}, True]}]
    }
    document["schema"]["properties"]["total"] = {"type": "number", "title": "Total"}
    document["steps"][1]["fields"].append({"path": "total"})
    document["calculated"] = [{"path": "total", "value": {"count": [{"var": "enfants"}]}}]
    document["checks"] = [
        {"assert": {">": [{"var": "revenu"}, 0]}, "at": "revenu", "message": "Revenu positif"},
        {
            "assert": {"<": [{"var": "item.naissance"}, {"today": []}]},
            "at": "enfants[].naissance",
            "message": "Date passée",
        },
    ]
    young = {"some": [{"var": "enfants"}, {"<": [{"age": [{"var": "item.naissance"}]}, 3]}]}
    document["eligibility"] = [{"when": young, "message": "Trop jeunes"}]
    document["scenarios"].append({
        "name": "un enfant",
        "today": "2026-01-15",
        "answers": {
            "nom": "Martin", "a_des_enfants": True,
            "enfants": [{"prenom": "Ana"}, {"prenom": "Léo"}],
        },
        "steps": ["vous", "enfants"],
        "errors": {"enfants[1].naissance": "required"},
        "visible": ["enfants[1].prenom"],
    })  # fmt: skip
    return {**document, **changes}


def do(document: Json, verb: str, /, **arguments: Json) -> Json:
    """The document after the edit."""
    return done(document, verb, **arguments).document


def done(document: Json, verb: str, /, **arguments: Json) -> Edited:
    """The whole outcome of the edit."""
    return apply(document, {"verb": verb, **arguments})
