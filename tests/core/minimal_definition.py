"""The smallest definition that the parser accepts without a warning, to be bent by tests."""

from copy import deepcopy
from pickle import dumps, loads
from typing import Any

Json = Any

MINIMAL: dict[str, Json] = {
    "format": 1,
    "slug": "demande-simple",
    "version": 1,
    "title": "Demande simple",
    "service": {
        "id": "ccas",
        "name": "CCAS",
        "organisation": "Ville de Saint-Aubin",
        "email": "ccas@exemple.fr",
        "phone": "01 99 00 12 34",
        "hours": "du lundi au vendredi, de 9 h à 17 h",
        "address": "1 place de la Mairie, 35000 Saint-Aubin",
    },
    "legal": {
        "basis": "Code de l’action sociale et des familles, article L264-1",
        "purposes": ["Instruire votre demande"],
        "recipients": ["Les agents du CCAS"],
        "retention_months": 24,
        "silence": {"rule": "rejet", "months": 2},
        "appeal": "Vous pouvez saisir le tribunal administratif dans les deux mois.",
    },
    "start": {
        "summary": "Demander simplement.",
        "audience": ["Toute personne majeure"],
        "at_hand": ["Votre pièce d’identité"],
        "minutes": 5,
        "next": ["Nous étudions votre demande."],
        "keywords": ["demande"],
    },
    "schema": {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "required": ["nom"],
        "properties": {
            "nom": {"type": "string", "title": "Nom de naissance", "maxLength": 100},
            "naissance": {"type": "string", "format": "date", "title": "Date de naissance"},
            "situation": {
                "title": "Situation",
                "oneOf": [
                    {"const": "salarie", "title": "Salarié"},
                    {"const": "retraite", "title": "Retraité"},
                ],
            },
            "a_des_enfants": {"type": "boolean", "title": "Avez-vous des enfants ?"},
            "revenu": {"type": "number", "title": "Revenu mensuel", "minimum": 0},
            "enfants": {
                "type": "array",
                "title": "Vos enfants",
                "maxItems": 20,
                "items": {
                    "type": "object",
                    "required": ["prenom"],
                    "properties": {
                        "prenom": {"type": "string", "title": "Prénom", "maxLength": 60},
                        "naissance": {"type": "string", "format": "date", "title": "Date de naissance"},
                    },
                },
            },
        },
    },
    "steps": [
        {
            "id": "vous",
            "title": "Vous",
            "fields": [
                {"path": "nom", "autocomplete": "family-name"},
                {"path": "naissance", "hint": "Par exemple : 27 3 1985", "autocomplete": "bday"},
                {"path": "situation"},
                {"path": "a_des_enfants", "short": "Enfants"},
                {"path": "revenu"},
            ],
        },
        {
            "id": "enfants",
            "title": "Vos enfants",
            "when": {"==": [{"var": "a_des_enfants"}, True]},
            "fields": [
                {
                    "path": "enfants",
                    "row_label": "Enfant",
                    "fields": [{"path": "prenom"}, {"path": "naissance"}],
                },
            ],
        },
    ],
    "declaration": "Je certifie l’exactitude de ces renseignements.",
    "scenarios": [
        {
            "name": "sans enfant",
            "today": "2026-01-15",
            "answers": {"nom": "Martin"},
            "steps": ["vous"],
            "errors": {},
        },
        {
            "name": "rien",
            "today": "2026-01-15",
            "answers": {},
            "steps": ["vous"],
            "errors": {"nom": "required"},
        },
    ],
    "workflow": "instruction",
    "documents": {"form": "cerfa", "receipt": "accuse-reception", "decision": "decision"},
}


_KEPT = dumps(MINIMAL)  # a copy is read from it several times quicker than it is made by walking


def minimal(**changes: Json) -> dict[str, Json]:
    """A fresh copy of the minimal definition with these top-level keys replaced (None removes one)."""
    definition = loads(_KEPT) | deepcopy(changes)
    return {key: value for key, value in definition.items() if value is not None}


def edited(*edits: tuple[str, Json]) -> dict[str, Json]:
    """The minimal definition with values set (or removed, for the value `...`) at JSON Pointers, in order."""
    definition = minimal()
    for pointer, value in edits:
        *parents, last = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
        target: Json = definition
        for part in parents:
            target = target[int(part)] if isinstance(target, list) else target[part]
        _put(target, last, value)
    return definition


def _put(target: Json, key: str, value: Json) -> None:
    if isinstance(target, list):
        if key == "-":
            target.append(deepcopy(value))
        else:
            target[int(key)] = deepcopy(value)
    elif value is ...:
        del target[key]
    else:
        target[key] = deepcopy(value)
