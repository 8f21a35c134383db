"""Dossiers by the million for the measures: made from a hundred models, written in bulk.

What differs from one dossier to the next is what the desk sorts and filters by: number, person, state, dates.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

from sqlalchemy import Connection, Engine

from app.adapters.database.answer_index import rebuild
from app.adapters.database.bulk import insert_rows
from app.adapters.database.columns import write_json
from app.adapters.database.desk_models import dossier_words
from app.adapters.database.models import dossiers as table
from app.adapters.database.people import acting_values
from app.adapters.database.search_index import words_of
from app.adapters.database.searching import fold
from app.core.answers import judge
from app.core.definition import FormDefinition
from app.core.desk.searchable import searchable
from app.core.dossier import ALONE, new_reference
from app.usecases.ports import Ports
from bench import copies

SLUG = "cerfa-16029"  # with lists of rows
FAMILY = (
    "Le Goff", "Diallo", "Kowalski", "Marchand", "Nguyen", "Benoît", "Œuvrard", "Martin", "Garcia", "Roux",
)  # fmt: skip
GIVEN = ("Maryvonne", "Ousmane", "Anna", "Jean-Luc", "Thi Lan", "Zoé", "Élodie", "Inès", "Paul", "Noël")
STATES = (("submitted", 30), ("under_review", 15), ("correction", 5), ("accepted", 40), ("refused", 10))
DECIDED = ("accepted", "refused")
DAYS = 700  # all were received within about two years
_BORN = "1978-02-03"  # the model's birthday: replaced by each dossier's own
AGES = 25_000  # days among which each was born
DRAWN = 50_000  # dossiers that are drawn one by one; beyond, they are copied
_BATCH = 5_000
_RAW = ("working", "typed", "field_revisions", "row_ids", "annotations", "renewal")


@dataclass(frozen=True, slots=True)
class Made:
    """One dossier as columns, its answers as JSON text, the words of the search."""

    row: Mapping[str, Any]
    words: str


def made(ports: Ports, count: int, times: int = 1) -> Iterator[Made]:
    """The same ones for the same count: received in the first of so many parts of the two years."""
    form = ports.forms.current(SLUG)
    models = {(f, g): _model(ports, form, f, g) for f in FAMILY for g in GIVEN}
    chance, now = Random(count), ports.clock.now()
    states, weights = zip(*STATES, strict=True)
    seen: set[str] = set()
    drawn = chance.choices(states, weights, k=count)
    begun, minutes = now - timedelta(days=DAYS), DAYS // times * 24 * 60
    ages = sorted(chance.randrange(minutes) for _number in range(count))  # as they arrive
    for number in range(count):
        family, given = chance.choice(FAMILY), chance.choice(GIVEN)
        answers, words = models[family, given]
        born = date(1935, 1, 1) + timedelta(days=chance.randrange(AGES))
        received = begun + timedelta(minutes=ages[number])
        decided = received + timedelta(days=chance.randrange(90)) if drawn[number] in DECIDED else None
        due = (received + timedelta(days=60)).date() if number % 10 else None
        reference, title = _unseen(seen, chance), f"{family} {given}"
        row = {
            "id": f"{chance.getrandbits(128):032x}", "reference": reference, "state": drawn[number],
            "answers": answers.replace(_BORN, born.isoformat()), "created_at": received,
            "updated_at": received,
            "submitted_at": received, "decided_at": decided, "due_on": due, "due_order": due or date.max,
            "title": title, "search": fold(f"{reference} {title}"),
            "exchange": "new" if number % 50 == 7 else "",
            "slug": SLUG, "definition_hash": form.hash, "service_id": form.service.id,
        }  # fmt: skip
        yield Made(row, f"{fold(words_of(reference, '', ()))} {words}")


def _unseen(seen: set[str], chance: Random) -> str:
    while (reference := new_reference(chance.choice)) in seen:
        pass
    seen.add(reference)
    return reference


def good_answers(ports: Ports, form: FormDefinition) -> Mapping[str, Any]:
    """Those of the first scenario of the form that may be sent."""
    for scenario in form.scenarios:
        verdict = judge(form, scenario.answers, today=ports.clock.today())
        if not verdict.errors and verdict.ineligible is None:
            return scenario.answers
    raise LookupError("no scenario of the form may be sent")


def _model(ports: Ports, form: FormDefinition, family: str, given: str) -> tuple[str, str]:
    answers = dict(good_answers(ports, form))
    answers["demandeur"] = {**answers["demandeur"], "nom": family, "prenoms": given, "naissance": _BORN}
    return write_json(answers), words_of("", f"{family} {given}", searchable(form, answers))


def store(ports: Ports, engine: Engine, count: int) -> None:
    """Write them all into this migrated database, with their words and their index of answers."""
    with ports.store.transaction() as tx:
        tx.definitions.keep(ports.forms.current(SLUG))
    with engine.connect() as connection:
        _hurry(connection)
        with connection.begin():
            _fill(ports, connection, count)
    engine.dispose()  # with the connection that was in a hurry
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")  # as a database in use has


def _fill(ports: Ports, connection: Connection, count: int) -> None:
    later = _indexes(connection)
    for name in later:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    times = next(
        times for times in range(1, copies.MOST + 1) if count / times <= DRAWN or times == copies.MOST
    )
    for some in _batches(_rows(ports, connection, count // times, times)):
        insert_rows(connection, table, [row for row, _words in some])
        insert_rows(connection, dossier_words, [words for _row, words in some])
    rebuild(connection)
    if times > 1:
        copies.multiply(connection, times, count // times, DAYS // times)
    if connection.dialect.name == "postgresql":
        sequence = "pg_get_serial_sequence('dossier_words', 'number')"
        connection.exec_driver_sql(f"SELECT setval({sequence}, max(number)) FROM dossier_words")
    for statement in later.values():
        connection.exec_driver_sql(statement)


# A database for measures may be lost: neither the disk nor the other end of a reference is waited for.
_HURRY = {
    "sqlite": ("PRAGMA synchronous=OFF", "PRAGMA cache_size=-500000", "PRAGMA foreign_keys=OFF"),
    "postgresql": (
        "SET statement_timeout = 0", "SET session_replication_role = replica",
        "SET maintenance_work_mem = '512MB'",
    ),
}  # fmt: skip


def _hurry(connection: Connection) -> None:
    driver: Any = connection.connection.driver_connection  # SQLite takes these outside of a transaction only
    for statement in _HURRY[connection.dialect.name]:
        driver.execute(statement)


def _indexes(connection: Connection) -> dict[str, str]:
    """Those that can be made afterwards, sorted at once, and how."""
    asked = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name IN {}",
        "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN {}",
    }[connection.dialect.name]
    found = connection.exec_driver_sql(asked.format("('dossiers', 'dossier_words', 'answer_values')"))
    return {name: made for name, made in found if name.startswith("ix_")}


_CONSTANT = {
    **dict.fromkeys(_RAW, "{}"), **acting_values(ALONE), "revision": 1, "email": "", "generation": 0,
    "assigned_to": "", "group_id": "", "test": False, "workflow_hash": "", "clock_on": None, "waited": 0,
}  # fmt: skip
_NAMES = [column.name for column in table.c]


def _rows(
    ports: Ports, connection: Connection, count: int, times: int
) -> Iterator[tuple[list[Any], tuple[int, str, str]]]:
    """Numbered in order of arrival."""
    written = _plain if connection.dialect.name == "sqlite" else _as_it_is
    for number, one in enumerate(made(ports, count, times), start=1):
        whole = {**_CONSTANT, **one.row, "number": number}
        yield [written(whole[name]) for name in _NAMES], (number, whole["id"], one.words)


def _plain(value: Any) -> Any:
    """As `columns.UtcDateTime` and SQLAlchemy's dates are stored by SQLite."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S.%f")
    return value.isoformat() if isinstance(value, date) else value


def _as_it_is(value: Any) -> Any:
    return value


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while some := list(islice(rows, _BATCH)):
        yield some
