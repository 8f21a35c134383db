"""The studio's page: opening a large draft against a small one, and one edit of it, as a browser asks.

The budget is 60 ms for an edit, and three times a small form to open one of 200 questions.
"""

import re
from typing import Any

from flask.testing import FlaskClient

from app.core.account import Account, Membership
from app.settings import Settings
from app.usecases import account, studio
from app.usecases.ports import Ports
from app.web.factory import create_app
from bench.measure import Row, medians
from bench.studio import SERVICE, two_hundred
from tests.core.large_forms import path

Json = Any
ROUNDS = 25
PASSWORD = "un mot de passe de banc"


def measure(ports: Ports, settings: Settings) -> list[Row]:
    designer = account.create(
        ports, email="atelier@banc.exemple", name="Banc", password=PASSWORD,
        memberships=(Membership(SERVICE, "designer"),),
    )  # fmt: skip
    client = _signed_in(ports, settings, designer)
    small, large = _drafts(ports, designer)
    revision = 1

    def edited() -> None:
        nonlocal revision
        posted = {"action": "nommer", "revision": str(revision), "question": path(50)}
        posted |= {"libelle": f"Question {revision}", "csrf_token": token}
        answer = client.post(large, data=posted, headers={"X-Guichet-Part": "builder"})
        assert answer.status_code == 200, answer.status_code
        revision += 1

    token = _token(client, large)
    times = medians(
        {
            "small": lambda: client.get(small),
            "large": lambda: client.get(f"{large}?question={path(50)}"),
            "edit": edited,
        },
        rounds=ROUNDS,
    )
    page = "ouvrir une page blanche à l’atelier"
    return [
        Row("ouvrir 200 questions à l’atelier", times["large"], page, times["small"]),
        Row("modifier une des 200 questions (requête)", times["edit"], page, times["small"]),
    ]


def _drafts(ports: Ports, designer: Account) -> tuple[str, str]:
    small, large = (studio.begin_blank(ports, designer, SERVICE, title) for title in ("Petit", "Grand"))
    document = {**two_hundred(), "slug": large.slug, "service": large.document["service"]}
    studio.edit(ports, designer, large.id, {"verb": "write", "document": document}, based_on=0)
    return f"/atelier/brouillons/{small.id}", f"/atelier/brouillons/{large.id}"


def _signed_in(ports: Ports, settings: Settings, designer: Account) -> FlaskClient:
    client = create_app(ports, settings).test_client()
    posted = {"adresse": designer.email, "mot_de_passe": PASSWORD, "csrf_token": _token(client, "/connexion")}
    assert client.post("/connexion", data=posted).status_code == 303
    return client


def _token(client: FlaskClient, address: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(address).get_data(as_text=True))
    assert found, address
    return found[1]
