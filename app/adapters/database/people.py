"""The flat columns of `Acting`, shared by dossiers and events: who did it, for whom, in which mode."""

from typing import Any

from sqlalchemy import Row

from app.core.dossier import Acting, Person


def acting_values(acting: Acting) -> dict[str, Any]:
    """The columns for this acting."""
    return {
        **_person_values("actor", acting.actor),
        **_person_values("beneficiary", acting.beneficiary),
        "mode": acting.mode,
        "mandate_id": acting.mandate_id,
    }


def _person_values(who: str, person: Person) -> dict[str, Any]:
    return {
        f"{who}_name": person.name,
        f"{who}_role": person.role,
        f"{who}_id": person.id,
        f"{who}_organisation": person.organisation,
    }


def acting_of(row: Row[Any]) -> Acting:
    """The acting that these columns tell."""
    return Acting(
        actor=Person(row.actor_name, row.actor_role, row.actor_id, row.actor_organisation),
        beneficiary=Person(
            row.beneficiary_name, row.beneficiary_role, row.beneficiary_id, row.beneficiary_organisation
        ),
        mode=row.mode,
        mandate_id=row.mandate_id,
    )
