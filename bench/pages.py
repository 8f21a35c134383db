"""A step of a form, read and saved, against a bare Flask page and a bare insert."""

import re
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from app.core.definition import Step
from app.core.field_types import Typed, field_type
from app.core.paths import get
from app.settings import Settings
from app.usecases import fill
from app.usecases.ports import Ports
from app.web.factory import create_app
from app.web.input_names import input_name
from bench.measure import Row, biggest, medians

ROUNDS = 60
Json = Any


def measure(ports: Ports, settings: Settings, folder: Path) -> list[Row]:
    client = create_app(ports, settings).test_client()
    form = biggest(ports)
    step = _start(client, form.slug, form.steps[0].id)
    page = client.get(step).get_data(as_text=True)
    posted = dict(re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page))
    draft = fill.start(ports, form.slug)
    first = form.steps[0]
    typed = typed_answers(first, form.scenarios[0].answers)
    posted |= {
        input_name(path, part): texts[0] for path, parts in typed.items() for part, texts in parts.items()
    }
    times = medians(
        {
            "page": lambda: _ok(client.get(step).status_code, 200),
            "flask": bare_flask(page),
            "post": lambda: _ok(client.post(step, data=_latest(ports, step, posted)).status_code, 303),
            "save": lambda: _save(ports, draft.id, first.id, typed),
            "insert": bare_insert(folder),
            "unsafe": bare_insert(folder, "NORMAL"),
        },
        rounds=ROUNDS,
    )
    return [
        Row("page d’une étape", times["page"], "page Flask nue de même taille", times["flask"]),
        Row("brouillon enregistré (cas d’usage)", times["save"], "insertion SQLite nue", times["insert"]),
        Row("brouillon enregistré (requête)", times["post"], "insertion SQLite nue", times["insert"]),
        Row("insertion SQLite nue (FULL)", times["insert"], "la même, synchronous=NORMAL", times["unsafe"]),
    ]


def _start(client: FlaskClient, slug: str, first: str) -> str:
    """Begin a draft as a visitor does; the address of its first step (a long form opens on its parts)."""
    page = client.get(f"/demarches/{slug}").get_data(as_text=True)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    answer = client.post(f"/demarches/{slug}", data={"csrf_token": token[1] if token else ""})
    _ok(answer.status_code, 302, 303)
    return f"/dossiers/{answer.location.split('/')[2]}/etapes/{first}"


def _ok(status: int, *wanted: int) -> None:
    if status not in wanted:
        raise RuntimeError(f"{status} instead of {wanted}: there is nothing to measure")


def bare_flask(page: str) -> Callable[[], object]:
    bare = Flask("bare")
    bare.add_url_rule("/", "page", lambda: page)
    client = bare.test_client()
    return lambda: client.get("/").get_data()


def typed_answers(step: Step, answers: Mapping[str, Json]) -> dict[str, Typed]:
    """What a person would type on this step to give these answers."""
    given = {field.path: (field, get(answers, field.path)) for field in step.fields if not field.fields}
    return {
        path: field_type(field).typed(field, value)
        for path, (field, value) in given.items()
        if value is not None
    }


def _latest(ports: Ports, step_url: str, posted: dict[str, str]) -> dict[str, str]:
    """The same post on the revision of now, as a page just read would hold it."""
    reference = step_url.split("/")[-3]
    with ports.store.reading() as tx:
        dossier = tx.dossiers.by_reference(reference)
    return {**posted, "_revision": str(dossier.revision if dossier else 0)}


def _save(ports: Ports, dossier_id: str, step_id: str, typed: Mapping[str, Typed]) -> None:
    with ports.store.reading() as tx:
        revision = tx.dossiers.get(dossier_id).revision
    saved = fill.save_step(ports, dossier_id, step_id, typed, shown=set(typed), based_on=revision)
    if saved.errors:
        raise RuntimeError(f"{saved.errors}: a refused step is not what is measured")


def bare_insert(folder: Path, synchronous: str = "FULL") -> Callable[[], object]:
    """What the disk and SQLite alone cost; FULL gives the same guarantees as the application's database."""
    connection = sqlite3.connect(folder / f"bare-{synchronous}.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute(f"PRAGMA synchronous={synchronous}")
    connection.execute("CREATE TABLE IF NOT EXISTS draft (id INTEGER PRIMARY KEY, answers TEXT)")
    answers = '{"demandeur": {"nom": "Le Goff"}}' * 30

    def insert() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO draft (answers) VALUES (?)", (answers,))
        connection.execute("COMMIT")

    return insert
