"""Many people who save at once, as their browsers do: threads on the WSGI application, over a real database.

A test asks that nothing is lost; `make bench` tells how long it took.
"""

import re
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from flask import Flask
from flask.testing import FlaskClient

from app.core.dossier import Dossier
from app.core.paths import get
from app.usecases.fill.follow import link
from app.usecases.fill.keeping import stored
from app.usecases.ports import Ports
from tests.core.large_forms import FIELDS, KINDS, STEPS, path
from tests.web.large import answered

# Those that may take any text or number without hiding the others.
FREE = [n for n in range(1, FIELDS + 1) if KINDS[n % len(KINDS)][2] in ("answered", ">=")]


@dataclass
class Window:
    """One client on a draft: it saves its own questions of it, one after the other, in two rounds."""

    client: FlaskClient
    dossier: Dossier
    numbers: Sequence[int]
    token: str
    marks: dict[str, str] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)

    def save_all(self) -> None:
        for turn in (1, 2):
            for number in self.numbers:
                self.save(number, f"{turn}{number}")

    def save(self, number: int, value: str) -> None:
        name = path(number)
        step = f"etape-{(number - 1) * STEPS // FIELDS + 1}"
        url = f"/dossiers/{self.dossier.reference}/etapes/{step}/enregistrement-auto"
        known = {"_shown": name, "_base": f"{name}={self.marks[name]}", "_revision": self.dossier.revision}
        answer = self.client.post(url, data={"csrf_token": self.token, **known, name: value})
        self.statuses[answer.status_code] += 1
        if answer.status_code == 200:
            self.marks |= answer.json["marks"]


def windows(application: Flask, ports: Ports, clients: int) -> list[Window]:
    """Two clients a draft; each has its half of the free questions."""
    opened = []
    for number in range(clients):
        dossier = answered(ports) if number % 2 == 0 else opened[-1].dossier
        client = application.test_client()
        client.get(link(ports, dossier).removeprefix(ports.base_url))
        page = client.get(f"/dossiers/{dossier.reference}/etapes/etape-1").get_data(as_text=True)
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        mine = FREE[number % 2 :: 2]
        marks = stored(dossier).marks(path(n) for n in mine)
        opened.append(Window(client, dossier, mine, token[1] if token else "", marks))
    return opened


def drive(opened: Sequence[Window]) -> Counter[int]:
    """All save at once; how many answers of each status there were."""
    with ThreadPoolExecutor(len(opened)) as people:
        list(people.map(Window.save_all, opened))
    return sum((window.statuses for window in opened), Counter())


def lost(ports: Ports, opened: Sequence[Window]) -> list[str]:
    """The questions whose last answer is not in the draft."""
    missing = []
    for window in opened:
        with ports.store.reading() as tx:
            working = tx.dossiers.get(window.dossier.id).working
        missing += [path(n) for n in window.numbers if str(get(working, path(n))) != f"2{n}"]
    return missing
