"""All that is kept about one dossier, in one statement: a page that shows it whole pays for one.

The rows of several tables come in the columns of one: a place for each type, shared by all of them; each row
is then handed to the repository of its table. It refuses to know what the rows mean.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from operator import attrgetter
from types import SimpleNamespace
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    Table,
    bindparam,
    cast,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.dialects import postgresql, sqlite

from app.adapters.database.amendment_models import amendments
from app.adapters.database.amendments import amendment_of
from app.adapters.database.attachments import attachment_of
from app.adapters.database.bare_text import bare
from app.adapters.database.casework_models import message_templates, written_texts
from app.adapters.database.documents import document_of
from app.adapters.database.effects import COLUMNS, effect_of
from app.adapters.database.events import event_of
from app.adapters.database.models import attachments, documents, effects, events
from app.adapters.database.named_rows import template_of
from app.adapters.database.opinion_models import opinions
from app.adapters.database.opinions import opinion_of
from app.adapters.database.written_texts import text_of
from app.usecases.ports import Everything

_DIALECTS = {"sqlite": sqlite.dialect(), "postgresql": postgresql.dialect()}
Places = Mapping[str, int]  # the name of a column → its place in the rows


class _Part(NamedTuple):
    """Rows of a table whose `by` is asked for, read back by `made`, in this order."""

    table: Table
    by: str
    made: Callable[[Any], Any]
    order: Callable[[Any], Any]
    names: Sequence[str] = ()

    @property
    def columns(self) -> Sequence[Column[Any]]:
        return [column for column in self.table.c if not self.names or column.name in self.names]


_DOSSIER, _SERVICE = "dossier_id", "service_id"
_PARTS: Mapping[str, _Part] = {
    "events": _Part(events, _DOSSIER, event_of, attrgetter("number")),
    "documents": _Part(documents, _DOSSIER, document_of, attrgetter("made_at", "id")),
    "attachments": _Part(attachments, _DOSSIER, attachment_of, attrgetter("added_at", "id")),
    "effects": _Part(effects, _DOSSIER, effect_of, attrgetter("due_at", "id"), COLUMNS),
    "texts": _Part(written_texts, _DOSSIER, text_of, attrgetter("at", "id")),
    "opinions": _Part(opinions, _DOSSIER, opinion_of, attrgetter("number", "id")),
    "amendments": _Part(amendments, _DOSSIER, amendment_of, attrgetter("number", "id")),
    "templates": _Part(message_templates, _SERVICE, template_of, lambda row: (bare(row.name), row.id)),
}


def everything(connection: Connection, dossier_id: str, service_id: str) -> Everything:
    """All of it, each kind in its order."""
    statement, places = _statement(connection.dialect.name)
    found: dict[str, list[Any]] = {name: [] for name in _PARTS}
    for row in connection.execute(statement, {_DOSSIER: dossier_id, _SERVICE: service_id}):
        name = row[0]
        values = {column: row[place] for column, place in places[name].items()}
        found[name].append(SimpleNamespace(_mapping=values, **values))
    return Everything(**{
        name: tuple(map(part.made, sorted(found[name], key=part.order))) for name, part in _PARTS.items()
    })  # fmt: skip


@cache
def _statement(dialect: str) -> tuple[CompoundSelect[Any], Mapping[str, Places]]:
    """The statement, and where each part has its columns."""
    slots: list[tuple[str, int]] = []  # a type of the database, and which one of that type in a row
    empty: list[ColumnElement[Any]] = []
    places: dict[str, dict[str, int]] = {}
    for name, part in _PARTS.items():
        seen: Counter[str] = Counter()
        places[name] = {}
        for column in part.columns:
            type_ = column.type.compile(_DIALECTS[dialect])
            slot = (type_, seen[type_])
            seen[type_] += 1
            if slot not in slots:
                slots.append(slot)
                empty.append(cast(null(), column.type))
            places[name][column.name] = slots.index(slot) + 1
    return union_all(*(_rows(name, part, places[name], empty) for name, part in _PARTS.items())), places


def _rows(name: str, part: _Part, places: Places, empty: Sequence[ColumnElement[Any]]) -> Any:
    told = {place: part.table.c[column] for column, place in places.items()}
    columns = [told.get(place, nothing).label(f"c{place}") for place, nothing in enumerate(empty, 1)]
    return select(literal(name).label("part"), *columns).where(part.table.c[part.by] == bindparam(part.by))
