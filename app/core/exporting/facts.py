"""What is known of a dossier beside its answers, and the columns that tell it.

The person who did it and the one for whom it was done are always both there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from app.core.dossier import Acting, Attachment, Mode, spell_reference
from app.core.exporting.readers import DATE, MOMENT, NUMBER, TEXT, Cell
from app.core.exporting.texts import clean
from app.core.language import _
from app.core.legal_time import PARIS

Json = Any


@dataclass(frozen=True, slots=True)
class Facts:
    """One submitted dossier, without its drafts. `definition_hash` names the version that it answers."""

    id: str
    reference: str
    slug: str
    definition_hash: str
    state: str
    answers: Mapping[str, Json]
    acting: Acting
    submitted_at: datetime
    decided_at: datetime | None = None
    due_on: date | None = None
    assigned_to: str = ""
    title: str = ""
    annotations: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Names:
    """What ids are called: states by (definition hash, state), accounts by id, versions by hash, and the
    files of the dossiers at hand by id."""

    states: Mapping[tuple[str, str], str] = field(default_factory=dict)
    accounts: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, Attachment] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SystemColumn:
    """A column that every form has. Its key holds a colon, which no path of a question does."""

    key: str
    label: str
    read: Callable[[Facts, Names], Cell]
    form: str = TEXT


REFERENCE = "dossier:numero"
ROW = "dossier:ligne"


def local(instant: datetime | None) -> datetime | None:
    """The hour of Paris without its zone, to the second: what a spreadsheet can hold."""
    return None if instant is None else instant.astimezone(PARIS).replace(tzinfo=None, microsecond=0)


def _channel(mode: Mode) -> str:
    return {"autonome": _("seul, en ligne"), "accompagne": _("accompagné"), "mandat": _("par mandat")}[mode]


def _author(facts: Facts) -> str:
    """Alone, the author is the person whom the dossier names."""
    return clean(facts.acting.actor.name or facts.title)


def _beneficiary(facts: Facts) -> str:
    return clean(facts.acting.beneficiary.name or facts.title)


SYSTEM: tuple[SystemColumn, ...] = (
    SystemColumn(REFERENCE, _("Numéro de dossier"), lambda facts, names: spell_reference(facts.reference)),
    SystemColumn(
        "dossier:etat", _("État"),
        lambda facts, names: clean(names.states.get((facts.definition_hash, facts.state), facts.state)),
    ),
    SystemColumn("dossier:etat:code", _("État (code)"), lambda facts, names: facts.state),
    SystemColumn("dossier:recu", _("Reçu le"), lambda facts, names: local(facts.submitted_at), MOMENT),
    SystemColumn("dossier:decide", _("Décidé le"), lambda facts, names: local(facts.decided_at), MOMENT),
    SystemColumn("dossier:echeance", _("Échéance"), lambda facts, names: facts.due_on, DATE),
    SystemColumn(
        "dossier:agent", _("Agent"),
        lambda facts, names: clean(names.accounts.get(facts.assigned_to, "")) or None,
    ),
    SystemColumn("dossier:canal", _("Canal"), lambda facts, names: _channel(facts.acting.mode)),
    SystemColumn("dossier:auteur", _("Auteur"), lambda facts, names: _author(facts) or None),
    SystemColumn(
        "dossier:structure", _("Structure de l’auteur"),
        lambda facts, names: clean(facts.acting.actor.organisation) or None,
    ),
    SystemColumn("dossier:beneficiaire", _("Bénéficiaire"),
                 lambda facts, names: _beneficiary(facts) or None),
    SystemColumn(
        "dossier:version", _("Version du formulaire"),
        lambda facts, names: names.versions.get(facts.definition_hash), NUMBER,
    ),
)  # fmt: skip
