"""The form of 100 questions and 100 conditions: a page, its answers judged, many people who save at once.

A page is set against the same page drawn by Jinja alone from data that are ready: what is above 1 is the
price of the engine, of the session and of the database.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask, template_rendered
from flask.testing import FlaskClient
from jinja2 import Template
from jsonschema import Draft202012Validator, FormatChecker

from app.core.answers import judge
from app.core.definition import FormDefinition
from app.core.definition.contract import findings
from app.core.plan import plan_of
from app.core.pruning import prune
from app.settings import Settings
from app.usecases.ports import Ports
from app.web.factory import create_app
from bench.clients import drive, lost, windows
from bench.measure import Row, medians
from bench.pages import bare_flask, bare_insert
from tests.core.large_forms import SLUG, answers
from tests.web.large import published

CLIENTS, SAVES, ROUNDS, ANSWERS = 20, 1000, 60, 88
Json = Any


def measure(ports: Ports, settings: Settings, folder: Path) -> list[Row]:
    large = replace(ports, forms=published(folder / "large"))
    application = create_app(large, settings)
    form = large.forms.current(SLUG)
    return [*page(application, large), *judging(form, large), *clients(application, large, folder)]


def page(application: Flask, ports: Ports) -> list[Row]:
    [window] = windows(application, ports, 1)
    url = f"/dossiers/{window.dossier.reference}/etapes/etape-5"
    times = medians(
        {
            "page": lambda: _page(window.client, url),
            "jinja": drawn_alone(application, window.client, url),
            "flask": bare_flask(_page(window.client, url)),
        },
        rounds=ROUNDS,
    )
    name = "page d’une étape (100 questions)"
    return [
        Row(name, times["page"], "la même page, Jinja seul", times["jinja"]),
        Row(name, times["page"], "page Flask nue de même taille", times["flask"]),
    ]


def _page(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    if answer.status_code != 200:
        raise RuntimeError(f"{answer.status_code} at {url}: there is nothing to measure")
    return answer.get_data(as_text=True)


def drawn_alone(application: Flask, client: FlaskClient, url: str) -> Callable[[], object]:
    """Draws that page again from the data that its view had made ready."""
    ready: list[tuple[Template, dict[str, Json]]] = []

    def note(_sender: Flask, template: Template, context: dict[str, Json], **_more: Json) -> None:
        ready.append((template, dict(context)))

    with template_rendered.connected_to(note, application):
        _page(client, url)
    template, context = ready[0]

    def draw() -> str:
        with application.test_request_context(url):  # a visitor without a session: nothing is read
            return template.render(context)

    return draw


def judging(form: FormDefinition, ports: Ports) -> list[Row]:
    given = answers(but=ANSWERS + 1)
    today = ports.clock.today()
    validator = Draft202012Validator(form.raw["schema"], format_checker=FormatChecker())
    kept = prune(form, given, today, {})
    visible = frozenset(place.path for place in kept.places)
    times = medians(
        {
            "contract": lambda: findings(plan_of(form), kept.answers, visible),
            "whole": lambda: judge(form, given, today=today),
            "jsonschema": lambda: list(validator.iter_errors(kept.answers)),
        },
        rounds=ROUNDS,
    )
    baseline = "validateur jsonschema prêt"
    return [
        Row(f"{ANSWERS} réponses jugées (contrat)", times["contract"], baseline, times["jsonschema"]),
        Row("les mêmes, conditions et types compris", times["whole"], baseline, times["jsonschema"]),
    ]


def clients(application: Flask, ports: Ports, folder: Path) -> list[Row]:
    opened = windows(application, ports, CLIENTS)
    started = time.perf_counter()
    statuses = drive(opened)
    each = (time.perf_counter() - started) * 1000 / SAVES
    if statuses != {200: SAVES} or lost(ports, opened):
        raise RuntimeError(f"{statuses}, lost: {lost(ports, opened)}")
    alone = medians({"insert": bare_insert(folder)}, rounds=ROUNDS)["insert"]
    return [Row("un champ enregistré (20 clients à la fois)", each, "insertion SQLite nue", alone)]
