"""Two versions of a form with every shape of answer, and dossiers that answer them, hostile ones too."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from app.core.definition import FormDefinition, Option
from app.core.dossier import ALONE, Acting, Attachment, Person
from app.core.exporting.facts import Facts, Names
from tests.core.form_building import (
    AMOUNT,
    DATE,
    INTEGER,
    TEXT,
    YES_NO,
    a_choice,
    a_field,
    a_form,
    a_repeat,
    a_step,
)

Json = Any
NOW = datetime(2026, 3, 27, 22, 30, 15, 123456, tzinfo=UTC)  # 23:30 in Paris
NIR = {"type": "string", "format": "fr-nir"}
FILES = {"type": "array", "items": {"type": "string", "format": "attachment"}}
IDENTITY = {"type": "array", "items": {"type": "string", "format": "identity-document"}}
MOMENT = {"type": "string", "format": "date-time"}
SEVERAL = {"type": "array", "items": {"oneOf": [{"const": "a", "title": "Aide"}, {"const": "b"}]}}
BUDGET = {
    "type": "object",
    "format": "amounts",
    "properties": {"c60": {"type": "number", "title": "Achats"}, "c64": {"type": "number"}},
}

ROWS = a_repeat(
    "enfants",
    a_field("prenom"),
    a_field("naissance", DATE),
    a_repeat("jouets", a_field("nom"), label="Jouets"),
    label="Vos enfants",
)
LATEST: FormDefinition = replace(
    a_form(
        a_step(
            "vous",
            a_field("vous.nom", label="Nom de naissance"),
            a_field("vous.naissance", DATE),
            a_field("vous.nir", NIR),
            a_field("vous.sante", sensitive=True),
            a_field("vous.accord", YES_NO),
            a_choice("situation"),
            a_field("aides", SEVERAL, options=(Option("a", "Aide"), Option("b", "b"))),
        ),
        a_step(
            "argent",
            a_field("revenu", AMOUNT),
            a_field("foyer", INTEGER),
            a_field("budget", BUDGET),
            a_field("pieces", FILES),
            a_field("carte", IDENTITY),
            a_field("rendez_vous", MOMENT),
            a_field("nom", TEXT, label="Nom de naissance"),
        ),
        a_step("enfants", ROWS),
    ),
    version=2,
    hash="2" * 64,
    raw={"renamed": {"vous.nom": "nom_usuel"}},
)
OLDEST: FormDefinition = replace(
    a_form(
        a_step(
            "vous",
            a_field("nom_usuel", label="Votre nom"),
            a_field("vous.naissance", DATE),
            a_field("ancienne", label="Question retirée"),
        )
    ),
    hash="1" * 64,
)

ANSWERS: Json = {
    "vous": {
        "nom": "=cmd|' /C calc'!A0",
        "naissance": "1899-12-31",
        "nir": "255081416802538",
        "sante": "asthme",
        "accord": True,
    },
    "situation": "salarie",
    "aides": ["a", "b"],
    "revenu": Decimal("-1250.50"),
    "foyer": 3,
    "budget": {"c60": Decimal("12.5")},
    "pieces": ["f1", "gone"],
    "carte": ["f2"],
    "rendez_vous": "2026-11-25T14:30",
    "nom": 'ligne 1\nligne ; "2"',
    "enfants": [
        {"prenom": "Zoé", "naissance": "2019-02-28", "jouets": [{"nom": "ours"}, {"nom": "@bille"}]},
        {"prenom": "-12,5"},
    ],
}
HELPED = Acting(
    actor=Person("Camille Roux", "adviser", "a1", "Médiathèque"),
    beneficiary=Person("Hélène Noël"),
    mode="accompagne",
)


def dossier(number: int = 1, **changes: Any) -> Facts:
    own = Facts(
        id=f"{number:032}",
        reference="7K4M92QXC",
        slug="essai",
        definition_hash=LATEST.hash,
        state="received",
        answers=ANSWERS,
        acting=ALONE,
        submitted_at=NOW,
        due_on=date(2026, 5, 28),
        assigned_to="agent",
        title="Noël Hélène",
    )
    return replace(own, **changes)


OLD = dossier(2, definition_hash=OLDEST.hash, acting=HELPED,
              answers={"nom_usuel": "Le Goff", "ancienne": "oui"})  # fmt: skip
UNREADABLE = dossier(3, definition_hash="gone")


def a_file(id_: str, name: str) -> Attachment:
    return Attachment(id_, "1", "pieces", name, "application/pdf", 3, "0" * 64, NOW)


NAMES = Names(
    states={(LATEST.hash, "received"): "À examiner"},
    accounts={"agent": "Anne Perrin"},
    versions={LATEST.hash: 2, OLDEST.hash: 1},
    files={"f1": a_file("f1", "=facture.pdf"), "f2": a_file("f2", "carte.pdf")},
)
