"""People who sign in: advisers, agents, designers, operators. Citizens need no account."""

from dataclasses import dataclass

from app.core.dossier import Person, Role

DESK_ROLES: tuple[Role, ...] = ("agent", "manager")  # who deals with dossiers; a manager also gives visas


@dataclass(frozen=True, slots=True)
class Membership:
    """A role inside one service (agents) or one structure (advisers)."""

    service_id: str
    role: Role


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who signs in. `quality` is their function as printed on decisions (CRPA L212-1)."""

    id: str
    email: str
    name: str
    organisation: str = ""
    quality: str = ""
    memberships: tuple[Membership, ...] = ()
    password_hash: str = ""
    active: bool = True

    def has_role(self, role: Role) -> bool:
        """True when any membership gives this role."""
        return any(membership.role == role for membership in self.memberships)

    def services(self, role: Role) -> tuple[str, ...]:
        """The ids of the services where this account has the role."""
        return tuple(m.service_id for m in self.memberships if m.role == role)

    def desk_services(self) -> tuple[str, ...]:
        """The ids of the services whose dossiers this account deals with, under one role or several."""
        return tuple(dict.fromkeys(m.service_id for m in self.memberships if m.role in DESK_ROLES))

    def desk_roles(self, service_id: str) -> tuple[Role, ...]:
        """The roles of this account at the desk of this service, agent first."""
        held = {m.role for m in self.memberships if m.service_id == service_id}
        return tuple(role for role in DESK_ROLES if role in held)

    def person(self, role: Role) -> Person:
        """How events remember this account when it acts in the role."""
        return Person(name=self.name, role=role, id=self.id, organisation=self.organisation)
