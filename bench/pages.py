"""A step of a form, read and saved, against a bare Flask page and a bare insert."""

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from app.settings import Settings
from app.usecases import fill
from app.usecases.ports import Ports
from app.web.factory import create_app
from bench.measure import Row, biggest, medians

ROUNDS = 60


def measure(ports: Ports, settings: Settings, folder: Path) -> list[Row]:
    client = create_app(ports, settings).test_client()
    form = biggest(ports)
    step = _start(client, form.slug)
    page = client.get(step).get_data(as_text=True)
    posted = dict(re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page))
    draft = fill.start(ports, form.slug)
    first = form.steps[0].id
    times = medians(
        {
            "page": lambda: _ok(client.get(step).status_code, 200),
            "flask": _bare_flask(page),
            "post": lambda: client.post(step, data={**posted, "csrf_token": posted.get("csrf_token", "")}),
            "save": lambda: _save(ports, draft.id, first),
            "insert": _bare_insert(folder),
        },
        rounds=ROUNDS,
    )
    return [
        Row("page d’une étape", times["page"], "page Flask nue de même taille", times["flask"]),
        Row("brouillon enregistré (cas d’usage)", times["save"], "insertion SQLite nue", times["insert"]),
        Row("brouillon enregistré (requête)", times["post"], "insertion SQLite nue", times["insert"]),
    ]


def _start(client: FlaskClient, slug: str) -> str:
    """Begin a draft as a visitor does; the address of its first step."""
    page = client.get(f"/demarches/{slug}").get_data(as_text=True)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    answer = client.post(f"/demarches/{slug}", data={"csrf_token": token[1] if token else ""})
    _ok(answer.status_code, 302, 303)
    return answer.location


def _ok(status: int, *wanted: int) -> None:
    if status not in wanted:
        raise RuntimeError(f"{status} instead of {wanted}: there is nothing to measure")


def _bare_flask(page: str) -> Callable[[], object]:
    bare = Flask("bare")
    bare.add_url_rule("/", "page", lambda: page)
    client = bare.test_client()
    return lambda: client.get("/").get_data()


def _save(ports: Ports, dossier_id: str, step_id: str) -> None:
    with ports.store.reading() as tx:
        revision = tx.dossiers.get(dossier_id).revision
    fill.save_step(ports, dossier_id, step_id, {}, shown=set(), based_on=revision)


def _bare_insert(folder: Path) -> Callable[[], object]:
    """What the disk and SQLite alone cost, with the same guarantees as the application's database."""
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("CREATE TABLE draft (id INTEGER PRIMARY KEY, answers TEXT)")
    answers = '{"demandeur": {"nom": "Le Goff"}}' * 30

    def insert() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO draft (answers) VALUES (?)", (answers,))
        connection.execute("COMMIT")

    return insert
