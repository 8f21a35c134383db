"""The cast of the table of rights: their accounts, the dossiers that it speaks of, their browsers.

It knows how each of them arrives, and nothing of what they may do.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask, url_for
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.core.account import Account, Membership
from app.core.dossier import Dossier, Role
from app.usecases import account as accounts
from app.usecases.fill.follow import link
from app.usecases.ports import Ports
from tests.fixtures.application import PASSWORD, settle
from tests.web.staff import SLUG, draft, sent, with_file

OPENING = "public.follow_link"  # gives a right to whoever has it


@dataclass
class World:
    """The dossiers that the table speaks of, and everybody's accounts and browsers."""

    app: Flask
    ports: Ports
    folder: Path
    dossiers: dict[str, Dossier]
    accounts: dict[str, Account]
    _signed_in: dict[tuple[str, bool, bool], FlaskClient] = field(default_factory=dict)
    _kept: "Kept | None" = None

    def begin_again(self) -> None:
        """All as it was at first: what was posted before changes nothing."""
        self._kept = self._kept or self._keep()
        self._kept.bring_back()

    def answers(self, endpoint: str, whose: str, cast: Sequence[str]) -> Iterator[TestResponse]:
        """What each member of the cast gets, one after the other, at the one address of this route."""
        method, url = self.method(endpoint), self.url(endpoint, whose)
        for who in cast:
            client = self._browser(who, whose == "helped", endpoint == OPENING)
            yield getattr(client, method)(url, buffered=True)

    def _keep(self) -> "Kept":
        """Everybody arrives, then nothing moves: what every row begins with."""
        for who in ("citizen", "stranger", *self.accounts):
            for for_the_helped in (False, True):
                self._browser(who, for_the_helped, False)
        return Kept(self.ports.store._engine.url.database, self.folder, self._signed_in)

    def _browser(self, who: str, for_the_helped: bool, opening: bool) -> FlaskClient:
        """One browser for each, another where a right may have been opened on the way."""
        known = (who, who == "adviser" and for_the_helped, opening)
        if known not in self._signed_in:
            self._signed_in[known] = self._arrived(who, for_the_helped)
        return self._signed_in[known]

    def _arrived(self, who: str, for_the_helped: bool) -> FlaskClient:
        """The browser of this member of the cast, with what they have opened before."""
        client = self.app.test_client()
        if who in self.accounts:
            client.post("/connexion", data={"adresse": self.accounts[who].email, "mot_de_passe": PASSWORD})
        if who == "citizen":
            for name in ("draft", "sent", "files", "drafted"):
                client.get(link(self.ports, self.dossiers[name]))
        if who == "stranger":
            client.get(link(self.ports, self.dossiers["strangers"]))
        if who == "adviser" and for_the_helped:
            client.post(f"/accompagner/dossiers/{self.dossiers['helped'].reference}/reprendre")
        return client

    def method(self, endpoint: str) -> str:
        """How the route is asked."""
        return "post" if "POST" in self._methods(endpoint) else "get"

    def url(self, endpoint: str, whose: str) -> str:
        """The address of the route, for the dossier of the row."""
        dossier = self.dossiers.get(whose)
        known = {"slug": SLUG, "filename": "live.js", "action": "take", "row_id": "1",
                 "name": "received", "state": "submitted"}  # fmt: skip
        if dossier is not None:
            form = self.ports.forms.current(dossier.slug)
            with self.ports.store.reading() as tx:
                documents = tx.documents.of(dossier.id)
                files = tx.attachments.of(dossier.id)
            known |= {
                "reference": dossier.reference,
                "step_id": form.steps[0].id,
                "code": self.ports.keys.code(dossier.id, dossier.generation),
                "document_id": documents[0].id if documents else "rien",
                "attachment_id": files[0].id if files else "rien",
            }
        [rule] = self.app.url_map.iter_rules(endpoint)
        with self.app.test_request_context():
            return url_for(endpoint, **{name: known.get(name, "rien") for name in rule.arguments})

    def _methods(self, endpoint: str) -> set[str]:
        return {method for rule in self.app.url_map.iter_rules(endpoint) for method in rule.methods or ()}


class Kept:
    """The rows, the files and the cookies of a moment, to come back to: a tenth of making them again."""

    def __init__(self, database: str, folder: Path, browsers: Mapping[object, FlaskClient]) -> None:
        self._database = database
        self._rows = sqlite3.connect(":memory:")
        self._contents = {path: path.read_bytes() for path in (folder / "files").rglob("*") if path.is_file()}
        self._cookies = [(client, dict(client._cookies)) for client in browsers.values()]
        with closing(sqlite3.connect(self._database)) as now:
            now.backup(self._rows)

    def bring_back(self) -> None:
        """Rows and cookies of that moment; files that were thrown away since."""
        with closing(sqlite3.connect(self._database)) as now:
            self._rows.backup(now)
        for path, content in self._contents.items():
            if not path.exists():
                path.write_bytes(content)
        for client, cookies in self._cookies:
            client._cookies = dict(cookies)


def gather(application: Flask, ports: Ports, folder: Path) -> World:
    """Tokens are another test's matter: here every post is the person's own."""
    application.config["WTF_CSRF_ENABLED"] = False
    service = ports.forms.current(SLUG).service.id
    roles: Mapping[str, tuple[str, Role]] = {
        "adviser": ("france-services", "adviser"),
        "adviser2": ("france-services", "adviser"),
        "agent": (service, "agent"),
        "agent2": ("autre-service", "agent"),
        "designer": (service, "designer"),
    }
    staff = {
        name: accounts.create(ports, email=f"{name}@exemple.fr", name=name, password=PASSWORD,
                              organisation="Service", memberships=(Membership(place, role),))
        for name, (place, role) in roles.items()
    }  # fmt: skip
    dossiers = {"draft": draft(ports), "sent": sent(ports), "strangers": draft(ports),
                "files": with_file(ports), "drafted": with_file(ports, send=False)}  # fmt: skip
    made = World(application, ports, folder, dossiers, staff)
    _begin_for_somebody(made)
    settle(ports)  # the receipt of the dossier sent, the mandate of the draft begun
    return made


def _begin_for_somebody(world: World) -> None:
    """The adviser begins by mandate, through the pages as they do."""
    client = world.app.test_client()
    client.post("/connexion", data={"adresse": world.accounts["adviser"].email, "mot_de_passe": PASSWORD})
    beginning = {
        "personne": "Ousmane Diallo",
        "demarche": SLUG,
        "mode": "mandat",
        "lu": "oui",
        "accord": "oui",
    }
    client.post("/accompagner/nouveau", data=beginning)
    with world.ports.store.reading() as tx:
        drafts = tx.dossiers.drafts_of(world.accounts["adviser"].id)
    [world.dossiers["helped"]] = drafts
