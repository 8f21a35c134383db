"""Beginning a draft that is filled already: by a signed link, or from another program.

A link holds its answers, signed and dated: nothing is stored until somebody starts. It refuses to
trust: the values are read as if typed, and a person checks every page before sending.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

from app.core.definition import FormDefinition
from app.core.dossier import ALONE, Acting, Dossier
from app.core.errors import GuichetError, Throttled
from app.core.identity import identity
from app.core.language import _
from app.core.prefill import Prefill, prefill
from app.usecases.fill import open_draft
from app.usecases.fill.filling import require_mandate
from app.usecases.fill.follow import link as resume_link
from app.usecases.fill.openness import require_open
from app.usecases.ports import Ports

Json = Any
LONGEST = 6_000  # characters of a link's answers: browsers and mails cut longer addresses
DRAFTS = 120  # drafts begun by one sender in WINDOW
WINDOW = timedelta(hours=1)


class PrefillRefused(GuichetError):
    """The whole prefill cannot be used; the message says why and what to do."""

    code = "prefill-refused"


@dataclass(frozen=True, slots=True)
class Begun:
    """A prefilled draft, what became of the values, and the address that opens it."""

    dossier: Dossier
    prefill: Prefill
    url: str


def read_given(text: str | bytes) -> Mapping[str, Json]:
    """The object of answers in this JSON text, numbers exact. Raises PrefillRefused."""
    try:
        given = json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise PrefillRefused(_("Ce n’est pas du JSON lisible : envoyez un objet de réponses.")) from None
    if not isinstance(given, dict):
        raise PrefillRefused(_("Envoyez un objet JSON : un nom de question, puis sa réponse."))
    return given


def signed_link(ports: Ports, slug: str, given: Mapping[str, Json], *, days: int = 30) -> str:
    """The address of the start page with these answers; it works for `days`. Raises PrefillRefused."""
    definition = ports.forms.current(slug)
    until = ports.clock.now() + timedelta(days=days)
    token = _signer(ports).dumps([definition.slug, until.isoformat(), json.dumps(given, default=str)])
    text = token if isinstance(token, str) else token.decode()
    if len(text) > LONGEST:
        message = _("Ces réponses sont trop longues pour un lien. Envoyez-les en POST.")
        raise PrefillRefused(message)
    return f"{ports.base_url}/demarches/{slug}?prerempli={text}"


def of_link(ports: Ports, slug: str, token: str) -> Mapping[str, Json]:
    """The answers of a signed link. Raises PrefillRefused when it is altered, over, or of another form."""
    try:
        its_slug, until, text = _signer(ports).loads(token)
        if its_slug != slug:
            raise PrefillRefused(_("Ce lien prérempli est celui d’une autre démarche."))
        if datetime.fromisoformat(until) < ports.clock.now():
            raise PrefillRefused(
                _("Ce lien prérempli n’est plus valable. Remplissez le formulaire vous-même.")
            )
        return read_given(text)
    except (BadData, ValueError, TypeError):
        message = _("Ce lien prérempli est incomplet ou modifié. Remplissez le formulaire vous-même.")
        raise PrefillRefused(message) from None


def preview(ports: Ports, definition: FormDefinition, given: Mapping[str, Json]) -> Prefill:
    """What would become of these values, with nothing stored."""
    return prefill(definition, given, ports.clock.today())


def begin(
    ports: Ports, slug: str, given: Mapping[str, Json], acting: Acting = ALONE, *, sender: str = ""
) -> Begun:
    """Open a draft with these answers. Throttled for a `sender` (an address) that begins too many."""
    definition = ports.forms.current(slug)
    require_open(ports, slug)
    found = preview(ports, definition, given)
    with ports.store.transaction() as tx:
        now = ports.clock.now()
        if sender:
            key = f"prefill:{ports.keys.digest(sender)}"
            if tx.throttles.failures(key, now - WINDOW) >= DRAFTS:
                raise Throttled(int(WINDOW.total_seconds()))
            tx.throttles.record(key, now)
        require_mandate(ports, tx, acting, slug)
        dossier = open_draft(ports, tx, definition, acting)
        name = identity(definition, found.working).name
        filled = replace(
            dossier,
            working=found.working,
            typed={
                path: {part: list(texts) for part, texts in typed.items()}
                for path, typed in found.typed.items()
            },
            title=name or dossier.title,
        )
        stored = tx.dossiers.save_working(filled, based_on=dossier.revision)
        tx.events.append(dossier.id, "prefilled", now, acting, {"answers": len(found.filled)})
    return Begun(stored, found, resume_link(ports, stored))


def _signer(ports: Ports) -> URLSafeSerializer:
    return URLSafeSerializer(ports.keys.digest("prefill"), salt="guichet-prefill")


def _no_constant(name: str) -> Json:
    raise ValueError(name)
