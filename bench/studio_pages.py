"""The studio's page: opening a large draft against a small one, and the usual edits of it, as a browser asks.

The budget of each kind of edit is 60 ms, and three times a small form to open one of 200 questions. The time
is that of the processor: others on the machine add little to it.
"""

import gc
import re
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from typing import Any

from flask.testing import FlaskClient

from app.core.account import Account, Membership
from app.settings import Settings
from app.usecases import account, studio
from app.usecases.ports import Ports
from app.web.factory import create_app
from bench.measure import Row, medians
from bench.studio import SERVICE, a_dozen, two_hundred
from tests.core.large_forms import STEPS, path

Json = Any
ROUNDS = 25
PASSWORD = "un mot de passe de banc"
QUICK = 6  # of gzip, as front servers have it
EDITED, MOVED = path(50), "libre1.question_libre_0"  # the one that 50 read, the other that nobody does
KINDS = {
    "rename": "renommer une question", "add": "ajouter une question", "delete": "supprimer une question",
    "condition": "changer une condition", "move": "déplacer une question",
}  # fmt: skip


def measure(ports: Ports, settings: Settings) -> list[Row]:
    designer = account.create(
        ports, email="atelier@banc.exemple", name="Banc", password=PASSWORD,
        memberships=(Membership(SERVICE, "designer"),),
    )  # fmt: skip
    client = _signed_in(ports, settings, designer)
    empty, small, large = _drafts(ports, designer)
    token = _token(client, large)
    things: dict[str, Callable[[], object]] = {
        "blank": lambda: client.get(empty),
        "small": lambda: client.get(small),
        "large": lambda: client.get(f"{large}?question={EDITED}"),
        **Edits(client, large, token).kinds(),
    }
    with _as_served():
        times = medians(things, rounds=ROUNDS, clock=time.process_time)
    return list(_rows(times))


def _rows(times: Mapping[str, float]) -> Iterator[Row]:
    page, opened = "ouvrir 12 questions à l’atelier", times["small"]
    yield Row("ouvrir 200 questions à l’atelier", times["large"], page, opened)
    yield Row("ouvrir 200 questions à l’atelier", times["large"], "ouvrir une page blanche", times["blank"])
    for kind, name in KINDS.items():
        yield Row(f"{name}, une des 200 (requête)", times[kind], page, opened)
    worst = max(times[kind] for kind in KINDS)
    yield Row("la plus lente de ces modifications", worst, "ce qui est demandé : 60 ms", 60.0)


class Edits:
    """The usual kinds of edit, each on another question every time; what is added is deleted in its turn."""

    def __init__(self, client: FlaskClient, address: str, token: str) -> None:
        self._client, self._address, self._token = client, address, token
        self._revision = 1
        self._turns = {kind: count() for kind in KINDS}

    def kinds(self) -> Mapping[str, Callable[[], object]]:
        return {kind: getattr(self, f"_{kind}") for kind in KINDS}

    def _turn(self, kind: str) -> int:
        return next(self._turns[kind])

    def _rename(self) -> None:
        self._post(action="nommer", question=EDITED, libelle=f"Question renommée {self._turn('rename')}")

    def _add(self) -> None:
        label = f"Question de plus {self._turn('add')}"
        self._post(
            action="ajouter", question=EDITED, etape=f"etape-{STEPS // 2}", libelle=label, sorte="text"
        )

    def _delete(self) -> None:
        gone = f"question_de_plus_{self._turn('delete')}"
        self._post(action="supprimer", question=gone, confirme="oui")

    def _condition(self) -> None:
        text = f"{path(2)} >= {self._turn('condition')}"
        self._post("/condition", question=EDITED, faire="texte", expression=text)

    def _move(self) -> None:
        step = "etape-10" if self._turn("move") % 2 else "etape-2"
        self._post(action="deplacer", question=MOVED, vers=f"etape:{step}")

    def _post(self, way: str = "", **posted: str) -> None:
        posted |= {"revision": str(self._revision), "csrf_token": self._token}
        answer = self._client.post(self._address + way, data=posted, headers={"X-Guichet-Part": "builder"})
        assert answer.status_code == 200, (posted, answer.status_code)
        body = answer.get_data()
        self._revision += 1
        assert f'data-revision="{self._revision}"'.encode() in body, posted
        zlib.compress(body, QUICK)


@contextmanager
def _as_served() -> Iterator[None]:
    """What is loaded is left out of the collector of memory, as `guichet run` does before it serves."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _drafts(ports: Ports, designer: Account) -> tuple[str, str, str]:
    """A blank page, a form of twelve questions, one of two hundred."""
    addresses = []
    for title, content in (("Vide", None), ("Petit", a_dozen()), ("Grand", two_hundred())):
        draft = studio.begin_blank(ports, designer, SERVICE, title)
        addresses.append(f"/atelier/brouillons/{draft.id}")
        if content is not None:
            document = {**content, "slug": draft.slug, "service": draft.document["service"]}
            studio.edit(ports, designer, draft.id, {"verb": "write", "document": document}, based_on=0)
    return addresses[0], addresses[1], addresses[2]


def _signed_in(ports: Ports, settings: Settings, designer: Account) -> FlaskClient:
    client = create_app(ports, settings).test_client()
    posted = {"adresse": designer.email, "mot_de_passe": PASSWORD, "csrf_token": _token(client, "/connexion")}
    assert client.post("/connexion", data=posted).status_code == 303
    return client


def _token(client: FlaskClient, address: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(address).get_data(as_text=True))
    assert found, address
    return found[1]
