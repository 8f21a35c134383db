"""A link that lets anybody try a draft without an account, until a date. Signed: nothing is stored.

An altered link, one that is over, and one of a draft that is published each say so in plain words.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from itsdangerous import BadData, URLSafeSerializer

from app.core.account import Account
from app.core.definition import FormDefinition
from app.core.dossier import Dossier
from app.core.errors import GuichetError, NotFound, Throttled
from app.core.language import _
from app.core.legal_time import moment_in_words
from app.core.studio import FormDraft
from app.usecases.ports import Ports, Transaction
from app.usecases.studio import mine
from app.usecases.studio.trial_versions import version_to_try
from app.usecases.studio.trials import begun

DAYS = (1, 7, 30)  # how long a link may last
BEGUN = 100  # tests begun by one link's draft in WINDOW
WINDOW = timedelta(hours=1)


class TrialLinkRefused(GuichetError):
    """This link opens nothing; the message says why and what to do."""

    code = "trial-link-refused"


@dataclass(frozen=True, slots=True)
class Shared:
    """What a link opens, until when."""

    draft: FormDraft
    definition: FormDefinition
    until: datetime


def make_link(ports: Ports, account: Account, draft_id: str, days: int) -> tuple[str, datetime]:
    """(address, until when). `days` is one of DAYS."""
    with ports.store.reading() as tx:
        draft = mine(tx, account, draft_id)
    until = ports.clock.now() + timedelta(days=days if days in DAYS else DAYS[0])
    token = _signer(ports).dumps([draft.id, until.isoformat()])
    text = token if isinstance(token, str) else token.decode()
    return f"{ports.base_url}/essai/{text}", until


def of_link(ports: Ports, token: str) -> Shared:
    """What the link shows. Raises TrialLinkRefused."""
    with ports.store.reading() as tx:
        return _shared(ports, tx, token)


def begin_shared(ports: Ports, token: str) -> Dossier:
    """A test dossier of whoever holds the link. TrialLinkRefused, or Throttled."""
    with ports.store.transaction() as tx:
        shared = _shared(ports, tx, token)
        now, key = ports.clock.now(), f"trial:{shared.draft.id}"
        if tx.throttles.failures(key, now - WINDOW) >= BEGUN:
            raise Throttled(int(WINDOW.total_seconds()))
        tx.throttles.record(key, now)
        return begun(ports, tx, shared.draft, _("Par le lien partagé"))


def _shared(ports: Ports, tx: Transaction, token: str) -> Shared:
    try:
        draft_id, text = _signer(ports).loads(token)
        until = datetime.fromisoformat(text)
        draft = tx.studio.drafts.get(draft_id)
    except (BadData, ValueError, TypeError, NotFound):
        message = _("Ce lien d’essai est incomplet ou modifié. Demandez-en un autre à qui vous l’a envoyé.")
        raise TrialLinkRefused(message) from None
    if until <= ports.clock.now():
        message = _("Ce lien d’essai n’est plus valable depuis le {moment}. Demandez-en un autre à qui vous "
                    "l’a envoyé.")  # fmt: skip
        raise TrialLinkRefused(message.format(moment=moment_in_words(until)))
    if draft.published_at is not None:
        raise TrialLinkRefused(_("Ce formulaire est publié : l’essai est terminé."))
    return Shared(draft, version_to_try(ports, tx, draft.slug), until)


def _signer(ports: Ports) -> URLSafeSerializer:
    return URLSafeSerializer(ports.keys.digest("trial"), salt="guichet-trial")
