"""A draft with rows, and what its rows are called: for the tests of rows."""

from dataclasses import replace
from datetime import UTC, datetime

from app.core.dossier import ALONE, Dossier
from app.core.rows.ids import row_ids
from tests.core.form_building import AMOUNT, a_field, a_repeat

NOW = datetime(2026, 3, 2, tzinfo=UTC)
FILES = {"type": "array", "items": {"type": "string", "format": "attachment"}}
INCOMES = a_repeat("revenus", a_field("montant", AMOUNT), limits={"maxItems": 4})
PEOPLE = a_repeat("foyers", a_field("nom"), a_field("piece", FILES), INCOMES, limits={"maxItems": 6})


def a_dossier(*names: str, **columns: object) -> Dossier:
    """A draft with one row a name."""
    working = {"foyers": [{"nom": name} for name in names]} if names else {}
    kept = Dossier(
        "1", "7K4M92QXC", "essai", "h", "ccas", "draft", 3, working, {}, {}, ALONE, NOW, NOW
    )  # fmt: skip
    return replace(kept, **columns)


def names(dossier: Dossier) -> list[str | None]:
    return [row.get("nom") for row in dossier.working.get("foyers", ())]


def ids(dossier: Dossier) -> tuple[str, ...]:
    return row_ids(dossier.working, dossier.row_ids, "foyers")
