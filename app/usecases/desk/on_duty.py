"""Who may touch which dossier at the desk, and how the history remembers them.

A dossier of another service, or one that was never sent, does not exist for an agent (NotFound).
"""

from app.core.account import Account
from app.core.definition import FormDefinition
from app.core.dossier import Acting, Dossier, Person, Role, read_reference
from app.core.errors import GuichetError, NotFound
from app.usecases.ports import Transaction


class CaseworkRefused(GuichetError):
    """What was typed cannot be kept as it is: the text says why and what to do. `place` names the input."""

    code = "casework-refused"

    def __init__(self, message: str, place: str = "") -> None:
        super().__init__(message)
        self.place = place


def of_my_service(tx: Transaction, account: Account, reference: str) -> Dossier:
    """The dossier that this agent may deal with, or NotFound."""
    dossier = tx.dossiers.by_reference(read_reference(reference) or "")
    if dossier is None or dossier.submitted_at is None or dossier.service_id not in account.desk_services():
        raise NotFound
    return dossier


def agent(account: Account, role: Role, definition: FormDefinition) -> Person:
    """The agent as the history shows them: to the citizen, the service stands for the person."""
    return Person(name=account.name, role=role, id=account.id, organisation=definition.service.name)


def acting_on(tx: Transaction, account: Account, dossier: Dossier) -> Acting:
    """The agent at work on this dossier, under the first of their roles there."""
    definition = tx.definitions.get(dossier.definition_hash)
    role = account.desk_roles(dossier.service_id)[0]
    return Acting(actor=agent(account, role, definition), beneficiary=dossier.acting.beneficiary)


def require_manager(account: Account, service_id: str) -> None:
    """NotFound unless the account manages this service."""
    if service_id not in account.services("manager"):
        raise NotFound
