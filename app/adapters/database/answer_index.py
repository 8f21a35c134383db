"""The index of answers: one short typed value a question, written with the dossier's words.

A filter finds its candidates in it, then the answers themselves decide; an order is read from it. Drafts,
sensitive answers and those whose form can no longer be read are not in it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from app.adapters.database.answer_models import answer_paths, answer_values
from app.adapters.database.bare_text import bare
from app.adapters.database.bulk import insert_rows
from app.adapters.database.definitions import SqlDefinitions
from app.adapters.database.desk_models import dossier_words
from app.adapters.database.models import dossiers
from app.adapters.database.upserts import insert_unless_there
from app.core.definition import FormDefinition
from app.core.desk.columns import answers_of
from app.core.dossier import Dossier
from app.core.errors import DefinitionRefused, NotFound
from app.core.paths import get
from app.usecases.ports import Definitions

Json = Any
BATCH = 2_000
LONGEST = 60  # characters of a text that are kept: longer ones are sorted by their beginning
# The type of a column of the desk → the kind of value; the other types are not indexed.
KINDS: Mapping[str, str] = {
    "text": "text", "choice": "text", "date": "text", "number": "number", "rows": "list",
    "boolean": "boolean",
}  # fmt: skip
Question = tuple[str, str, str]  # slug, path, kind
Value = tuple[str, float]  # word, amount
Questions = Sequence[tuple[str, str]]  # path, kind


@dataclass(frozen=True, slots=True)
class Indexed:
    """What a dossier holds for the index."""

    dossier_id: str
    values: Mapping[Question, Value]


def questions_of(definition: FormDefinition) -> Questions:
    """Its columns that the index holds, in document order."""
    return tuple(
        (column.path, KINDS[column.type])
        for column in answers_of(definition)
        if column.listed and column.type in KINDS
    )


def indexed(
    dossier_id: str, slug: str, questions: Iterable[tuple[str, str]], answers: Mapping[str, Json]
) -> Indexed:
    """The values of these answers; one of another shape than its question is left out."""
    found: dict[Question, Value] = {}
    for path, kind in questions:
        value = _value(kind, get(answers, path))
        if value is not None:
            found[slug, path, kind] = value
    return Indexed(dossier_id, found)


def _value(kind: str, value: Json) -> Value | None:
    if value is None:
        return None
    if kind == "text":
        return (word_of(value), 0.0) if isinstance(value, str) and value else None
    if kind == "boolean":
        return ("true" if value else "false", 0.0) if isinstance(value, bool) else None
    if kind == "list":
        return ("", float(len(value))) if isinstance(value, list) else None
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    return "", float(value)


def word_of(text: str) -> str:
    """A text as the index holds it."""
    return bare(text)[:LONGEST]


def write(connection: Connection, many: Sequence[Indexed]) -> None:
    """Make the index say what these dossiers say, after their words; unchanged rows stay untouched."""
    if not many:
        return
    numbers, held = _held(connection, [one.dossier_id for one in many])
    wanted = {
        (numbers[one.dossier_id], question): value for one in many for question, value in one.values.items()
    }
    gone = [key for key, value in held.items() if wanted.get(key) != value]
    added = [key for key, value in wanted.items() if held.get(key) != value]
    ids = _question_ids(connection, {question for _number, question in (*gone, *added)})
    for number, question in gone:
        this = (answer_values.c.dossier == number, answer_values.c.question == ids[question])
        connection.execute(delete(answer_values).where(*this))
    rows = [_row(number, ids[question], wanted[number, question]) for number, question in added]
    if rows:
        connection.execute(insert(answer_values), rows)


def _held(
    connection: Connection, dossier_ids: Sequence[str]
) -> tuple[dict[str, int], dict[tuple[int, Question], Value]]:
    words, values, paths = dossier_words.c, answer_values.c, answer_paths.c
    statement = (
        select(words.number, words.dossier_id, paths.slug, paths.path, paths.kind, values.word, values.amount)
        .outerjoin(answer_values, values.dossier == words.number)
        .outerjoin(answer_paths, paths.id == values.question)
        .where(words.dossier_id.in_(dossier_ids))
    )
    numbers: dict[str, int] = {}
    held: dict[tuple[int, Question], Value] = {}
    for number, dossier_id, slug, path, kind, word, amount in connection.execute(statement):
        numbers[dossier_id] = number
        if path is not None:
            held[number, (slug, path, kind)] = (word, amount)
    return numbers, held


def _question_ids(connection: Connection, questions: Iterable[Question]) -> dict[Question, int]:
    """Of each, made when it is seen for the first time."""
    wanted = set(questions)
    if not wanted:
        return {}
    found = _known(connection, wanted)
    missing = [dict(zip(("slug", "path", "kind"), one, strict=True)) for one in sorted(wanted - set(found))]
    if missing:
        insert_unless_there(connection, answer_paths, missing)
    return _known(connection, wanted) if missing else found


def _known(connection: Connection, questions: set[Question]) -> dict[Question, int]:
    table = answer_paths.c
    slugs = sorted({slug for slug, _path, _kind in questions})
    rows = connection.execute(select(answer_paths).where(table.slug.in_(slugs)))
    return {(row.slug, row.path, row.kind): row.id for row in rows}


def index_answers(connection: Connection, definitions: Definitions, *many: Dossier) -> None:
    """Write the answers of these dossiers, after their words; a draft has none."""
    forms = _Forms(definitions)
    sent = [dossier for dossier in many if dossier.submitted_at is not None]
    rows = (forms.indexed(one.id, one.definition_hash, one.answers) for one in sent)
    write(connection, [row for row in rows if row is not None])


class _Forms:
    """The questions of each version, read once for many dossiers."""

    def __init__(self, definitions: Definitions) -> None:
        self._definitions = definitions
        self._known: dict[str, tuple[str, Questions] | None] = {}

    def indexed(self, dossier_id: str, hash_: str, answers: Mapping[str, Json]) -> Indexed | None:
        """None when the form can no longer be read: which answers are sensitive is then not known."""
        if hash_ not in self._known:
            self._known[hash_] = self._read(hash_)
        form = self._known[hash_]
        return None if form is None else indexed(dossier_id, *form, answers)

    def _read(self, hash_: str) -> tuple[str, Questions] | None:
        try:
            definition = self._definitions.get(hash_)
        except (DefinitionRefused, NotFound):
            return None
        return definition.slug, questions_of(definition)


def rebuild(connection: Connection) -> int:
    """Index the answers of every submitted dossier again, a batch at a time; how many there are."""
    connection.execute(delete(answer_values))
    forms, last, done = _Forms(SqlDefinitions(connection, {})), 0, 0
    ids: dict[Question, int] = {}
    while rows := _batch(connection, last):
        found = [(row.number, forms.indexed(row.id, row.definition_hash, row.answers)) for row in rows]
        unknown = {question for _number, one in found if one for question in one.values} - set(ids)
        ids |= _question_ids(connection, unknown)
        values = [(number, ids[question], *value)
                  for number, one in found if one for question, value in one.values.items()]  # fmt: skip
        insert_rows(connection, answer_values, values)
        last, done = rows[-1].number, done + len(rows)
    return done


def _row(number: int, question: int, value: Value) -> dict[str, Any]:
    return {"dossier": number, "question": question, "word": value[0], "amount": value[1]}


def _batch(connection: Connection, after: int) -> Sequence[Any]:
    """In the order of the index itself, so that its rows are written one after the other."""
    held, number = dossiers.c, dossier_words.c.number
    statement = select(held.id, number, held.definition_hash, held.answers)
    joined = statement.join(dossier_words, dossier_words.c.dossier_id == held.id)
    return connection.execute(joined.where(number > after).order_by(number).limit(BATCH)).all()
