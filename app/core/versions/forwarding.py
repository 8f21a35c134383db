"""One answer given on a page of an earlier version, brought to the question of today.

For what arrives late: a page left open while the form changed. It merges nothing and stores nothing.
"""

from dataclasses import dataclass
from typing import Any

from app.core import paths
from app.core.definition import Field
from app.core.versions.casts import cast
from app.core.versions.matching import Matched
from app.core.versions.migrating import AGAIN, CAST, DROPPED, KEPT, same_rows

Json = Any


@dataclass(frozen=True, slots=True)
class Forward:
    """`path` is that of today, "" when nothing asks it; `value` fits it (None: emptied)."""

    what: str
    path: str
    value: Json
    before: Field
    after: Field | None = None


def forward(matched: Matched, path: str, value: Json) -> Forward | None:
    """Where this answer goes now; None for a path that the earlier version never asked."""
    old = matched.before.get(paths.declared(path))
    if old is None:
        return None
    new = next((new for new, olds in matched.olds.items() if olds == old.path), "")
    if not new:
        return Forward(DROPPED, "", value, old.field)
    asked = matched.after[new].field
    if new.count("[]") != old.path.count("[]"):
        return Forward(AGAIN, "", value, old.field, asked)
    fitted = None if value is None else cast(old.field, asked, value)
    if value is not None and fitted is None:
        return Forward(AGAIN, "", value, old.field, asked)
    return Forward(
        KEPT if old.field.kind == asked.kind else CAST, same_rows(path, new), fitted, old.field, asked
    )
