"""Labels: a manager makes those of the service, its agents put them on dossiers and take them off.

Each is traced in the history of the dossier, for agents alone.
"""

from collections.abc import Sequence
from dataclasses import replace

from app.core.account import Account
from app.core.desk.casework import TONES, Label
from app.core.dossier import Dossier
from app.core.errors import NotFound
from app.core.language import _
from app.usecases.desk.on_duty import CaseworkRefused, acting_on, of_my_service, require_manager
from app.usecases.desk.service_words import free_name, managed
from app.usecases.ports import Ports

LONGEST_NAME = 30
MOST = 50  # labels of one service


def of_my_services(ports: Ports, account: Account) -> Sequence[Label]:
    """Those of the services that this account manages, by name."""
    with ports.store.reading() as tx:
        return tx.casework.labels.of(account.services("manager"))


def make(ports: Ports, account: Account, service_id: str, name: str, tone: str) -> Label:
    """A new label of the service. CaseworkRefused, or NotFound for a service that is not managed."""
    require_manager(account, service_id)
    with ports.store.transaction() as tx:
        known = tx.casework.labels.of([service_id])
        if len(known) >= MOST:
            raise CaseworkRefused(_("Le service a déjà {n} étiquettes : supprimez-en une.").format(n=MOST))
        label = Label(ports.ids.new(), service_id, free_name(name, known, LONGEST_NAME), _tone(tone))
        tx.casework.labels.add(label)
    return label


def change(ports: Ports, account: Account, label_id: str, name: str, tone: str) -> Label:
    """Give it another name or colour; the dossiers keep it. CaseworkRefused, or NotFound."""
    with ports.store.transaction() as tx:
        label, others = managed(tx.casework.labels, account, label_id)
        changed = replace(label, name=free_name(name, others, LONGEST_NAME), tone=_tone(tone))
        tx.casework.labels.change(changed)
    return changed


def delete(ports: Ports, account: Account, label_id: str) -> Label:
    """It leaves the dossiers; their history still tells it."""
    with ports.store.transaction() as tx:
        label, _others = managed(tx.casework.labels, account, label_id)
        tx.casework.labels.delete(label.id)
    return label


def put(
    ports: Ports, account: Account, reference: str, on: Sequence[str], off: Sequence[str] = ()
) -> Dossier:
    """Put these labels on the dossier and take those off, by id; again changes nothing.

    Raises NotFound for a label of another service.
    """
    with ports.store.transaction() as tx:
        dossier = of_my_service(tx, account, reference)
        known = {label.id: label for label in tx.casework.labels.of([dossier.service_id])}
        if not {*on, *off} <= set(known):
            raise NotFound
        added = [known[id_].name for id_ in on if tx.casework.labels.put(dossier.id, id_)]
        removed = [known[id_].name for id_ in off if tx.casework.labels.take_off(dossier.id, id_)]
        if added or removed:
            facts = {"put": added, "taken": removed}
            acting = acting_on(tx, account, dossier)
            tx.events.append(dossier.id, "labelled", ports.clock.now(), acting, facts)
    return dossier


def _tone(tone: str) -> str:
    if tone not in TONES:
        raise CaseworkRefused(_("Choisissez une couleur."), "couleur")
    return tone
