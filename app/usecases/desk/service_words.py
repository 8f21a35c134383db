"""What a service keeps under a name of its own, in the hands of its manager: labels, texts of messages.

It knows names and who manages them; what they are for is each use case's matter.
"""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from app.core.account import Account
from app.core.errors import NotFound
from app.core.language import _
from app.core.plain_text import one_line
from app.usecases.desk.on_duty import CaseworkRefused


class Named(Protocol):
    """Something of a service."""

    @property
    def id(self) -> str: ...

    @property
    def service_id(self) -> str: ...

    @property
    def name(self) -> str: ...


Kept = TypeVar("Kept", bound=Named)
Told = TypeVar("Told", bound=Named, covariant=True)


class NamedRows(Protocol[Told]):
    """Where they are kept."""

    def of(self, service_ids: Sequence[str], /) -> Sequence[Told]: ...


def managed(rows: NamedRows[Kept], account: Account, id_: str) -> tuple[Kept, Sequence[Kept]]:
    """The one with this id, and the others of its service; NotFound when the account manages neither."""
    known = rows.of(account.services("manager"))
    found = next((one for one in known if one.id == id_), None)
    if found is None:
        raise NotFound
    return found, [one for one in known if one.id != id_ and one.service_id == found.service_id]


def free_name(typed: str, known: Sequence[Named], longest: int) -> str:
    """The name as it is kept. CaseworkRefused when it is empty, too long, or that of another one."""
    name = one_line(typed[: 10 * longest])
    if not name:
        raise CaseworkRefused(_("Saisissez un nom."), "nom")
    if len(name) > longest:
        raise CaseworkRefused(_("Raccourcissez le nom : {n} caractères au plus.").format(n=longest), "nom")
    if name.casefold() in {one.name.casefold() for one in known}:
        raise CaseworkRefused(_("Ce nom est déjà pris dans le service : choisissez-en un autre."), "nom")
    return name
