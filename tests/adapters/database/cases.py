"""People, a definition and dossiers for the tests of storage."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.core.definition import FormDefinition, Legal, Service, Silence, Start
from app.core.dossier import ALONE, Acting, Document, Dossier, Effect, Mandate, Person
from app.usecases.ports import Store

NOW = datetime(2026, 3, 27, 9, 30, 15, 123456, tzinfo=UTC)
CAMILLE = Person("Camille Roux", "adviser", "a" * 32, "Médiathèque de Saint-Aubin")
HELENE = Person("Hélène L’Œuvre-Noël")
HELPED = Acting(actor=CAMILLE, beneficiary=HELENE, mode="accompagne")

DEFINITION = FormDefinition(
    slug="demande-simple",
    version=1,
    title="Demande simple",
    service=Service("ccas", "CCAS"),
    legal=Legal("Code", Silence("rejet", 2)),
    start=Start(),
    schema={},
    steps=(),
    workflow="instruction",
    documents={},
    hash="d" * 64,
    raw={"title": "Demande simple", "slug": "demande-simple"},
)

DRAFT = Dossier(
    id="1" * 32,
    reference="7K4M92QXC",
    slug="demande-simple",
    definition_hash=DEFINITION.hash,
    service_id="ccas",
    state="draft",
    revision=3,
    working={"demandeur": {"nom": "Noël"}, "cache": [1, None, True]},
    typed={"naissance": {"jour": ["31"], "mois": ["2"]}},
    answers={},
    acting=ALONE,
    created_at=NOW,
    updated_at=NOW,
    field_revisions={"vous.nom": 3},
    row_ids={"enfants": ["a1", "b2"]},
)

SUBMITTED = replace(
    DRAFT, state="received", answers={"nom": "Noël"}, submitted_at=NOW, due_on=date(2026, 5, 28)
)


def numbered(number: int, **changes: Any) -> Dossier:
    """The submitted dossier number `number`, received that many minutes after the first."""
    received = NOW + timedelta(minutes=number)
    own = {"id": f"{number:032}", "reference": f"REF{number:06}", "submitted_at": received}
    return replace(SUBMITTED, **{**own, **changes})


def keep(store: Store, *dossiers: Dossier) -> None:
    with store.transaction() as tx:
        tx.definitions.keep(DEFINITION)
        for dossier in dossiers:
            tx.dossiers.add(dossier)


def effect(effect_id: str = "e1", **changes: Any) -> Effect:
    pending = Effect(effect_id, DRAFT.id, "mail:received", "pending", 0, NOW, {"event": 2})
    return replace(pending, **changes)


def document(document_id: str = "d1", effect_id: str = "e1") -> Document:
    return Document(document_id, DRAFT.id, "receipt", "Accusé", "f" * 64, 12_345, NOW, effect_id)


MANDATE = Mandate(
    id="m1",
    adviser_id=CAMILLE.id,
    adviser_name=CAMILLE.name,
    organisation=CAMILLE.organisation,
    beneficiary=HELENE.name,
    scope=("demande-simple", "autre"),
    given_at=NOW,
    ends_at=NOW + timedelta(days=1),
    consent="Moi, Hélène L’Œuvre-Noël…",
)
