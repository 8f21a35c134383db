"""Lists that agents keep under a name: private, or shared with their service.

A private view is its owner's alone; a shared one belongs to the service, whose agents all may change it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.core.account import Account
from app.core.errors import GuichetError, NotFound
from app.core.language import _
from app.core.plain_text import one_line
from app.usecases.ports import Ports, SavedView, Transaction

LONGEST_NAME = 60
MOST_VIEWS = 100  # open to one agent


class ViewRefused(GuichetError):
    """The name is missing, too long or taken, or there are too many views: the text says which."""

    code = "view-refused"


@dataclass(frozen=True, slots=True)
class NewView:
    """What is to be kept: `choices` are the pairs of an address, `shared` is with which service or ""."""

    name: str
    choices: tuple[tuple[str, str], ...]
    service_id: str = ""


def views(ports: Ports, account: Account) -> Sequence[SavedView]:
    """The agent's own and those of their services, by name."""
    with ports.store.reading() as tx:
        return tx.saved_views.open_to(account.id, account.desk_services())


def keep(ports: Ports, account: Account, new: NewView) -> SavedView:
    """Keep the list. Raises ViewRefused; NotFound for a service that is not the agent's."""
    if new.service_id and new.service_id not in account.desk_services():
        raise NotFound
    with ports.store.transaction() as tx:
        known = tx.saved_views.open_to(account.id, account.desk_services())
        if len(known) >= MOST_VIEWS:
            raise ViewRefused(_("Vous avez déjà {n} vues : supprimez-en une.").format(n=MOST_VIEWS))
        view = SavedView(
            ports.ids.new(), account.id, new.service_id, _free_name(new.name, known), new.choices
        )
        tx.saved_views.add(view)
    return view


def rename(ports: Ports, account: Account, view_id: str, name: str) -> SavedView:
    """Give it another name. Raises ViewRefused, or NotFound."""
    with ports.store.transaction() as tx:
        view, others = _mine(tx, account, view_id)
        renamed = replace(view, name=_free_name(name, others))
        tx.saved_views.change(renamed)
    return renamed


def delete(ports: Ports, account: Account, view_id: str) -> SavedView:
    """Forget it; the dossiers are not concerned. Raises NotFound."""
    with ports.store.transaction() as tx:
        view, _others = _mine(tx, account, view_id)
        tx.saved_views.delete(view.id)
    return view


def _mine(tx: Transaction, account: Account, view_id: str) -> tuple[SavedView, Sequence[SavedView]]:
    known = tx.saved_views.open_to(account.id, account.desk_services())
    found = next((view for view in known if view.id == view_id), None)
    if found is None:
        raise NotFound
    return found, [view for view in known if view.id != view_id]


def _free_name(typed: str, known: Sequence[SavedView]) -> str:
    name = one_line(typed[: 10 * LONGEST_NAME])
    if not name:
        raise ViewRefused(_("Saisissez un nom pour cette vue."))
    if len(name) > LONGEST_NAME:
        raise ViewRefused(_("Raccourcissez le nom : {n} caractères au plus.").format(n=LONGEST_NAME))
    if name.casefold() in {view.name.casefold() for view in known}:
        raise ViewRefused(_("Une vue porte déjà ce nom : choisissez-en un autre."))
    return name
