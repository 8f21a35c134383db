"""Which agent of the service has a dossier in charge: one, or nobody. Traced, told by mail if asked."""

from collections.abc import Sequence

from app.core.account import Account
from app.core.casework import Colleague
from app.core.dossier import Dossier
from app.core.language import _
from app.usecases.moving import add_effect
from app.usecases.on_duty import CaseworkRefused, acting_on, of_my_service
from app.usecases.ports import Ports

NOBODY = ""


def colleagues(ports: Ports, account: Account, reference: str) -> tuple[Dossier, Sequence[Colleague]]:
    """Those to whom this dossier may be given, oneself included, by name."""
    with ports.store.reading() as tx:
        dossier = of_my_service(tx, account, reference)
        people, _labels = tx.casework.choices([dossier.service_id])
    return dossier, people


def assign(ports: Ports, account: Account, reference: str, to: str, *, tell: bool = False) -> Dossier:
    """Give the dossier to the account `to`, "" for nobody; again changes nothing.

    `tell`: a mail to the one who gets it. CaseworkRefused for who does not deal with this service.
    """
    effects: list[str] = []
    with ports.store.transaction() as tx:
        dossier = of_my_service(tx, account, reference)
        if to == dossier.assigned_to:
            return dossier
        people, _labels = tx.casework.choices([dossier.service_id])
        names = {NOBODY: "", **{one.account_id: one.name for one in people}}
        if to not in names:
            raise CaseworkRefused(_("Choisissez un agent du service."), "agent")
        tx.casework.assign(dossier.id, to)
        now = ports.clock.now()
        facts = {"to": names[to], "own": to == account.id}
        tx.events.append(dossier.id, "assigned", now, acting_on(tx, account, dossier), facts)
        if tell and to not in (NOBODY, account.id):
            effects.append(add_effect(ports, tx, dossier, "staff:assigned", now, {"account": to}))
        if to:
            tx.follows.add(to, dossier.id)
    ports.queue.wake(effects)
    return dossier
