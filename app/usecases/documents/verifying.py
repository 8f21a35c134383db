"""Is this document true? By its printed code, by its QR code, or by the file itself, for anybody.

It tells who made the document, when, for which dossier's number, what it is worth now and its SHA-256:
never a name, an answer, or how the dossier stands. Files to compare are read and forgotten.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal

from app.core.dossier import Document, Dossier, Mandate
from app.core.errors import GuichetError, Throttled
from app.core.language import _
from app.core.proof.mark_codes import read_mark_code
from app.core.proof.marks import read_address
from app.core.proof.public_keys import key_set
from app.core.proof.seal import Examination, Verdict, examine
from app.usecases.documents.proving import MANDATE, issuer
from app.usecases.ports import Json, Ports, Transaction

WRONG_CODES = 10  # in WINDOW, for one sender
WINDOW = timedelta(minutes=15)
Standing = Literal["current", "replaced", "reexamined", "ended"]
Outcome = Literal["same", "changed", "other", "forged", "gone"]


# What a file alone is worth, when its document is not kept any more.
ALONE: Mapping[Verdict, Outcome] = {Verdict.INTACT: "gone", Verdict.CHANGED: "changed"}


class MarkRefused(GuichetError):
    """Nothing can be confirmed: the message says why and what to do."""

    code = "mark-refused"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What anybody may know of a document. `since` is when a newer one was made, for "replaced"."""

    code: str
    issuer: str
    form: str  # the title of the form
    document: Document
    reference: str
    standing: Standing
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a given file is: `same` as the document, `changed` since, `other` than it, `forged`, or true
    but `gone` from here. `confirmed` is the document that it was compared with."""

    outcome: Outcome
    sha256: str
    confirmed: Confirmed | None


def by_code(ports: Ports, typed: str, sender: str) -> Confirmed:
    """The document of a code typed by hand. Raises MarkRefused; Throttled for a `sender` of wrong codes."""
    code = read_mark_code(typed)
    if code is None:
        raise MarkRefused(_("Ce code n’est pas complet, ou contient une faute. Vérifiez-le, puis réessayez."))
    found = _confirmed(ports, code)
    if found is None:
        _count(ports, sender)
        raise MarkRefused(_("Aucun document n’a ce code ici. S’il est bien écrit, le document est un faux, "
                            "ou il n’est plus conservé."))  # fmt: skip
    return found


def by_address(ports: Ports, part: str, sender: str) -> Confirmed:
    """The document of a QR code, whose signature is judged first. Raises MarkRefused or Throttled."""
    claim = read_address(part)
    if claim is None:
        return by_code(ports, part, sender)
    if not ports.proof.verify("", claim.signed, claim.signature):
        _count(ports, sender)
        raise MarkRefused(_("Ce code QR n’a pas été fait par ce service : le document est un faux."))
    found = _confirmed(ports, claim.code)
    if found is None or found.reference != claim.reference:
        raise MarkRefused(_("Ce code QR a bien été fait par ce service, mais le document n’est plus conservé "
                            "ici : rien d’autre ne peut être confirmé."))  # fmt: skip
    return found


def compare(ports: Ports, content: bytes, typed: str, sender: str) -> Comparison:
    """This file with the document of the typed code or, without one, of the mark inside the file."""
    seal = examine(content, ports.proof.verify)
    digest = sha256(content).hexdigest()
    if typed:
        return _with(by_code(ports, typed, sender), seal, digest)
    if seal.verdict is Verdict.ABSENT:
        raise MarkRefused(
            _("Ce fichier ne porte pas de marque. Donnez aussi le code imprimé sur le document.")
        )
    confirmed = _confirmed(ports, seal.statement.get("code", ""))
    if confirmed is not None:
        return _with(confirmed, seal, digest)
    if seal.verdict is Verdict.CONTINUED:  # what follows is signed by a certificate that we may have lost
        raise MarkRefused(_("Ce fichier porte une vraie marque, mais le document n’est plus conservé ici : "
                            "son sceau électronique se vérifie avec un lecteur de PDF."))  # fmt: skip
    return Comparison(ALONE.get(seal.verdict, "forged"), digest, None)


def _with(confirmed: Confirmed, seal: Examination, digest: str) -> Comparison:
    if digest == confirmed.document.sha256:
        return Comparison("same", digest, confirmed)
    if seal.statement.get("code") == confirmed.code:
        return Comparison("changed", digest, confirmed)
    forged = seal.verdict in (Verdict.FORGED, Verdict.UNKNOWN_KEY)
    return Comparison("forged" if forged else "other", digest, confirmed)


def published_keys(ports: Ports) -> Json:
    """The public keys, for whoever verifies without asking us."""
    return key_set(ports.proof.public_keys())


def _count(ports: Ports, sender: str) -> None:
    """One more wrong code; right ones always pass, so that nobody shuts others out."""
    key, now = f"mark:{ports.keys.digest(sender)}", ports.clock.now()
    with ports.store.transaction() as tx:
        if tx.throttles.failures(key, now - WINDOW) >= WRONG_CODES:
            raise Throttled(int(WINDOW.total_seconds()))
        tx.throttles.record(key, now)


def _confirmed(ports: Ports, code: str) -> Confirmed | None:
    with ports.store.reading() as tx:
        document = tx.marks.by_code(code)
        if document is None:
            return None
        dossier = tx.dossiers.get(document.dossier_id)
        definition = tx.definitions.get(dossier.definition_hash)
        mandate = _mandate(tx, document)
        standing, since = _standing(ports, tx, document, dossier, mandate)
    return Confirmed(
        code=code, issuer=issuer(definition, mandate), form=definition.title, document=document,
        reference=dossier.reference, standing=standing, since=since,
    )  # fmt: skip


def _standing(
    ports: Ports, tx: Transaction, document: Document, dossier: Dossier, mandate: Mandate | None
) -> tuple[Standing, datetime | None]:
    """What the document is worth today, without telling how the dossier stands."""
    newer = _newer(tx.documents.of(dossier.id), document)
    if newer is not None:
        return "replaced", newer.made_at
    if document.kind == "decision" and _decided(tx, document) != dossier.state:
        return "reexamined", None
    if mandate is not None and _ended(mandate, dossier, ports.clock.now()):
        return "ended", None
    return "current", None


def _newer(documents: Sequence[Document], one: Document) -> Document | None:
    same = [other for other in documents if other.kind == one.kind and other.made_at > one.made_at]
    return min(same, key=lambda other: other.made_at, default=None)


def _decided(tx: Transaction, document: Document) -> str:
    """The state that the decision of this letter gave to the dossier."""
    effects = tx.effects.of(document.dossier_id)
    number = next((effect.data.get("event") for effect in effects if effect.id == document.effect_id), None)
    events = tx.events.of(document.dossier_id)
    return next((str(event.data.get("to", "")) for event in events if event.number == number), "")


def _ended(mandate: Mandate, dossier: Dossier, now: datetime) -> bool:
    return dossier.acting.mandate_id != mandate.id or not mandate.covers(dossier.slug, now)


def _mandate(tx: Transaction, document: Document) -> Mandate | None:
    """The mandate that this document is, as it stands now: the dossier may have changed hands since."""
    if document.kind != MANDATE:
        return None
    before = (event for event in tx.events.of(document.dossier_id) if event.at <= document.made_at)
    given = [event.acting.mandate_id for event in before if event.acting.mandate_id]
    return tx.mandates.get(given[-1]) if given else None
