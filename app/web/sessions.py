"""Sessions kept in the database: the cookie holds a random id alone, stored under its digest.

Nothing is written and no cookie is set until something is put in the session. What a request changed
is merged into the row as it is when the request ends: two clicks at once lose nothing, and a request
that ends after a sign-out brings nothing back. It refuses to know what the session means (see `access`).
"""

from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.datastructures import CallbackDict

from app.usecases.ports import Ports, Transaction

Json = Any
IDLE = timedelta(hours=12)
REFRESH = timedelta(
    minutes=10
)  # a page that only reads pushes the expiry back this often, not at each request
IN_FLIGHT = timedelta(minutes=1)  # a request that began before a rotation ends within this time
MERGED = frozenset({"dossiers"})  # merged entry by entry; any other key is one value
_SEEN = "_seen"
_MOVED = "_moved"


class ServerSession(CallbackDict[str, Json], SessionMixin):
    """What one visitor's session holds; `id` is the secret in the cookie, "" before the first save."""

    def __init__(self, data: Mapping[str, Json] | None = None, id_: str = "") -> None:
        super().__init__(dict(data or {}), _note_change)
        self.before = deepcopy(dict(data or {}))
        self.id = id_
        self.old_id = ""
        self.restarted = False
        self.new = not id_
        self.modified = False

    def rotate(self) -> None:
        """Take a new id at the next save: an id that somebody may have planted is worth nothing after it."""
        self.old_id, self.id = self.id or self.old_id, ""
        self.modified = True

    def restart(self) -> None:
        """Empty, under a new id; whatever other requests put in the old row goes with it."""
        self.clear()
        self.rotate()
        self.before, self.restarted = {}, True

    def merged(self, stored: Mapping[str, Json]) -> dict[str, Json]:
        """What is stored, with what this request changed and nothing else."""
        result = _merged(self.before, self, stored)
        for name in MERGED & set(self) & set(stored):
            result[name] = _merged(self.before.get(name, {}), self[name], stored[name])
        return result


def _merged(
    before: Mapping[str, Json], now: Mapping[str, Json], stored: Mapping[str, Json]
) -> dict[str, Json]:
    changed = {name: value for name, value in now.items() if name not in before or before[name] != value}
    gone = before.keys() - now.keys()
    return {name: value for name, value in stored.items() if name not in gone} | changed


def _note_change(session: CallbackDict[str, Json]) -> None:
    session.modified = True  # type: ignore[attr-defined]


class StoredSessions(SessionInterface):
    """Flask's door to the sessions of `ports.store`."""

    def __init__(self, ports: Ports) -> None:
        self.ports = ports

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """The stored session of this cookie, or an empty one."""
        id_ = request.cookies.get(self.get_cookie_name(app), "")
        if not id_ or len(id_) > 100 or request.endpoint == "static":
            return ServerSession()
        with self.ports.store.reading() as tx:
            data = tx.sessions.get(self.ports.keys.digest(id_), self.ports.clock.now())
        return ServerSession() if data is None or _MOVED in data else ServerSession(data, id_)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Store what changed; forget an emptied session, on both sides."""
        if not isinstance(session, ServerSession):
            return
        response.vary.add("Cookie")
        now = self.ports.clock.now()
        if not set(session) - {_SEEN}:
            self._forget(app, session, response)
        elif session.modified or self._is_due(session, now):
            self._store(app, session, response, now)

    def _is_due(self, session: ServerSession, now: datetime) -> bool:
        return now - datetime.fromisoformat(session.get(_SEEN, now.isoformat())) > REFRESH

    def _store(self, app: Flask, session: ServerSession, response: Response, now: datetime) -> None:
        session[_SEEN] = now.isoformat()
        fresh = not session.id
        with self.ports.store.transaction() as tx:
            kept = self._begin(tx, session, now) if fresh else self._change(tx, session, now)
        if fresh and kept:
            response.set_cookie(
                self.get_cookie_name(app),
                session.id,
                path=self.get_cookie_path(app),
                httponly=True,
                secure=self.get_cookie_secure(app),
                samesite="Lax",
            )

    def _change(self, tx: Transaction, session: ServerSession, now: datetime) -> bool:
        """A known id is only ever updated: what was signed out meanwhile stays so."""
        digest = self.ports.keys.digest(session.id)
        stored = tx.sessions.held(digest, now)
        if stored is None or _MOVED in stored:
            return False
        return tx.sessions.change(digest, session.merged(stored), now + IDLE)

    def _begin(self, tx: Transaction, session: ServerSession, now: datetime) -> bool:
        """A new row, which takes over the old one; False when the old one was signed out meanwhile."""
        data: dict[str, Json] | None = dict(session)
        if session.old_id:
            data = self._take_over(tx, session, now)
        if data is None:
            return False
        session.id = token_urlsafe(32)
        tx.sessions.put(self.ports.keys.digest(session.id), data, now + IDLE)
        return True

    def _take_over(self, tx: Transaction, session: ServerSession, now: datetime) -> dict[str, Json] | None:
        old = self.ports.keys.digest(session.old_id)
        if session.restarted:
            tx.sessions.delete(old)
            return dict(session)
        stored = tx.sessions.held(old, now)
        if stored is None or (_MOVED in stored and "account" in session):
            return None
        if _MOVED in stored:  # a double click: the other request took the row over, this one has its own copy
            return dict(session)
        tx.sessions.change(old, {_MOVED: True}, now + IN_FLIGHT)
        return session.merged(stored)

    def _forget(self, app: Flask, session: ServerSession, response: Response) -> None:
        known = [id_ for id_ in (session.id, session.old_id) if id_]
        if not known or not session.modified:
            return
        with self.ports.store.transaction() as tx:
            for id_ in known:
                tx.sessions.delete(self.ports.keys.digest(id_))
        response.delete_cookie(self.get_cookie_name(app), path=self.get_cookie_path(app), httponly=True,
                               secure=self.get_cookie_secure(app), samesite="Lax")  # fmt: skip
