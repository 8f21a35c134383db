"""Papers to print in tests: a made-up form with every shape of answer, and one person's answers to it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.core.definition import Cerfa, Field, FormDefinition, Legal, Option, Service, Silence, Start, Step
from app.core.dossier import Acting, Dossier, Mandate, Person
from app.core.proof.marks import mark_of
from app.core.summary import Line, Row, Section, summarise
from app.usecases.documents.papers import (
    blank_paper,
    decision_paper,
    form_paper,
    mandate_paper,
    receipt_paper,
)
from app.usecases.ports import Paper

Json = Any
NOW = datetime(2026, 11, 24, 13, 5, tzinfo=UTC)
NAME = "Anaïs Lefèvre-Œuvrard"
LONG = "Une explication qui dure. " * 400

SERVICE = Service(
    id="ccas", name="Centre communal d’action sociale", email="ccas@exemple.fr", phone="01 99 00 12 34",
    hours="Du lundi au vendredi, de 9 h à 12 h", address="2 place de la Mairie, 99120 Saint-Aubin",
    organisation="Ville de Saint-Aubin",
)  # fmt: skip
LEGAL = Legal(
    basis="Décret n° 2016-641 du 19 mai 2016", silence=Silence("rejet", 2), retention_months=24,
    purposes=("Étudier votre demande.",), recipients=("Les agents du CCAS.",),
    appeal="Vous pouvez saisir le tribunal de Rouen.", dpo="dpo@exemple.fr",
)  # fmt: skip


def field(path: str, kind: str, label: str, **more: Json) -> Field:
    """A required question."""
    return Field(path=path, kind=kind, label=label, **{"required": True, **more})


TYPES = (Option("p", "Première"), Option("r", "Renouvellement"))
REASONS = (
    Option("logement", "J’ai quitté mon logement et je n’ai plus d’adresse"),
    Option("autre", "Autre raison"),
)
CHILD = (
    field("nom", "text", "Nom de l’enfant", paper={"width": "half"}),
    field("naissance", "date", "Né le"),
)
STEPS = (
    Step("demande", "Votre demande", (
        field("type", "choice", "Type de demande", options=TYPES),
        field("raison", "choice", "Pour quelle raison", options=REASONS),
        field("aides", "choices", "Aides reçues", options=(Option("rsa", "RSA"), Option("apl", "APL"))),
        field("enfants_a_charge", "yes-no", "Avez-vous des enfants"),
    )),
    Step("vous", "Vous", (
        field("nom", "text", "Nom de naissance", paper={"width": "half"}),
        field("usage", "text", "Nom d’usage", paper={"width": "half"}, required=False),
        field("naissance", "date", "Date de naissance"),
        field("telephone", "phone", "Téléphone"),
        field("courriel", "email", "Adresse électronique"),
        field("postal", "postcode", "Code postal", paper={"width": "third"}),
        field("siret", "siret", "SIRET"),
        field("electeur", "voter-number", "Numéro d’électeur"),
        field("ressources", "amount", "Ressources"),
        field("recit", "long-text", "Votre situation"),
        field("accord", "declaration", "J’accepte que le CCAS me téléphone."),
    )),
    Step("enfants", "Vos enfants", (
        field("enfants", "repeat", "Enfants", fields=CHILD, row_label="Enfant", schema={"maxItems": 20}),
    ), when={"==": [{"var": "enfants_a_charge"}, True]}),
)  # fmt: skip
DEFINITION = FormDefinition(
    slug="demande", version=3, title="Demande d’élection de domicile", service=SERVICE, legal=LEGAL,
    start=Start(next=("Nous étudions votre demande.", "Vous recevez la décision.")), schema={}, steps=STEPS,
    workflow="instruction", documents={}, hash="", raw={}, cerfa=Cerfa("16029", "01"),
    declaration="Je certifie que mes réponses sont exactes.",
    paper={
        "issuer": "Direction de l’exemple",
        "notices": ["Une fausse déclaration est punie par la loi."],
        "signatures": ["Signature du demandeur", "Signature de l’organisme"],
        "administration": [{"title": "Décision", "fields": ["Motif", "Signature et cachet"]}],
    },
)  # fmt: skip
# path → (text as read back, stored value)
ANSWERS: dict[str, tuple[str, Json]] = {
    "type": ("Première", "p"), "raison": (REASONS[0].title, "logement"),
    "aides": ("RSA et APL", ["rsa", "apl"]), "enfants_a_charge": ("Oui", True),
    "nom": ("Lefèvre-Œuvrard", "Lefèvre-Œuvrard"),
    "naissance": ("27 mars 1985", "1985-03-27"), "telephone": ("06 39 98 12 34", "+33639981234"),
    "courriel": ("anais@exemple.fr", "anais@exemple.fr"), "postal": ("99120", "99120"),
    "siret": ("732 829 320 00074", "73282932000074"), "electeur": ("123456789", "123456789"),
    "ressources": ("1 250,50 €", 1250.5), "recit": ("Bonjour.\nJe dors chez des amis.", ""),
    "accord": ("Oui", True),
}  # fmt: skip

HELPED = Acting(
    Person("Nadia Benali", "adviser", "a1", "France services de Saint-Aubin"), Person(NAME), "mandat", "m1"
)
MANDATE = Mandate(
    id="m1", adviser_id="a1", adviser_name="Nadia Benali", organisation="France services de Saint-Aubin",
    beneficiary=NAME, scope=("demande",), given_at=NOW, ends_at=NOW + timedelta(days=1),
    consent="Je demande à Nadia Benali d’envoyer ma demande à ma place.",
)  # fmt: skip
DOSSIER = Dossier(
    id="d", reference="7K4M92QXC", slug="demande", definition_hash="", service_id="ccas", state="submitted",
    revision=1, working={}, typed={}, answers={}, acting=HELPED, created_at=NOW, updated_at=NOW,
    submitted_at=NOW, due_on=date(2027, 1, 25), title=NAME,
)  # fmt: skip


def sections(children: int = 2, **texts: str) -> tuple[Section, ...]:
    """The answers above, as the summary gives them; `texts` replaces some by path."""
    return tuple(
        Section(number, step.id, step.title, tuple(_line(item, children, texts) for item in step.fields))
        for number, step in enumerate(STEPS, 1)
    )


def _line(item: Field, children: int, texts: dict[str, str]) -> Line:
    if item.kind == "repeat":
        rows = tuple(Row(f"Enfant {number}", _child(number)) for number in range(1, children + 1))
        return Line(item.path, item.label, "", None, item, rows)
    written, value = ANSWERS.get(item.path, ("", None))
    return Line(item.path, item.label, texts.get(item.path, written), value, item)


def _child(number: int) -> tuple[Line, ...]:
    name, born = f"Zoé Łukasz {number}", "2015-05-01"
    return (
        Line(f"enfants[{number - 1}].nom", CHILD[0].label, name, name, CHILD[0]),
        Line(f"enfants[{number - 1}].naissance", CHILD[1].label, "1er mai 2015", born, CHILD[1]),
    )


def form(lines: Sequence[Section] | None = None, dossier: Dossier = DOSSIER) -> Paper:
    """The filled form."""
    return form_paper(
        dossier, DEFINITION, sections() if lines is None else lines, made_at=NOW, mandate=MANDATE
    )


def blank() -> Paper:
    """The form to fill by hand."""
    return blank_paper(DEFINITION, summarise(DEFINITION, None, blank=True))


def receipt(rule: str = "rejet") -> Paper:
    """The receipt, under one meaning of silence."""
    definition = replace(DEFINITION, legal=replace(LEGAL, silence=Silence(rule, 2)))
    dossier = DOSSIER if rule != "aucune" else replace(DOSSIER, due_on=None)
    url = "https://guichet.exemple/suivi"
    return receipt_paper(dossier, definition, follow_url=url, made_at=NOW, mandate=MANDATE)


def decision(outcome: str, motive: str = "", definition: FormDefinition = DEFINITION) -> Paper:
    """The letter of a decision."""
    return decision_paper(
        DOSSIER, definition, label=f"Décision : {outcome}", outcome=outcome, motive=motive,
        author=Person("Élodie Marchand", "agent"), author_quality="Directrice du CCAS",
        decided_on=date(2026, 12, 1), made_at=NOW, address=(NAME, "3 rue Basse", "99120 Saint-Aubin"),
    )  # fmt: skip


def mandate() -> Paper:
    """The mandate to sign."""
    return mandate_paper(MANDATE, [DEFINITION], made_at=NOW, reference=DOSSIER.reference)


MARK_CODE = "K4M92QXC7HFD"


def marked(paper: Paper) -> Paper:
    """The same with a mark that no key signed: enough to be drawn."""
    mark = mark_of(
        MARK_CODE, {"reference": DOSSIER.reference}, base_url="https://guichet.exemple",
        made_on=NOW.date(), kid="k", sign=lambda message: bytes(64),
    )  # fmt: skip
    return replace(paper, mark=mark)
