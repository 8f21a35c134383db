"""Sessions kept in the database: the cookie holds a random id alone, stored under its digest.

Nothing is written and no cookie is set until something is put in the session. It refuses to
know what the session holds (see `access`).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.datastructures import CallbackDict

from app.usecases.ports import Ports

Json = Any
IDLE = timedelta(hours=12)
REFRESH = timedelta(
    minutes=10
)  # a page that only reads pushes the expiry back this often, not at each request
_SEEN = "_seen"


class ServerSession(CallbackDict[str, Json], SessionMixin):
    """What one visitor's session holds; `id` is the secret in the cookie, "" before the first save."""

    def __init__(self, data: Mapping[str, Json] | None = None, id_: str = "") -> None:
        super().__init__(dict(data or {}), _note_change)
        self.id = id_
        self.old_id = ""
        self.new = not id_
        self.modified = False

    def rotate(self) -> None:
        """Take a new id at the next save: an id seen before sign-in is worth nothing after it."""
        self.old_id, self.id = self.id, ""
        self.modified = True


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
        return ServerSession() if data is None else ServerSession(data, id_)

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
        fresh = not session.id
        session.id = session.id or token_urlsafe(32)
        session[_SEEN] = now.isoformat()
        with self.ports.store.transaction() as tx:
            if session.old_id:
                tx.sessions.delete(self.ports.keys.digest(session.old_id))
            tx.sessions.put(self.ports.keys.digest(session.id), dict(session), now + IDLE)
        if fresh:
            response.set_cookie(
                self.get_cookie_name(app),
                session.id,
                path=self.get_cookie_path(app),
                httponly=True,
                secure=self.get_cookie_secure(app),
                samesite="Lax",
            )

    def _forget(self, app: Flask, session: ServerSession, response: Response) -> None:
        known = [id_ for id_ in (session.id, session.old_id) if id_]
        if not known or not session.modified:
            return
        with self.ports.store.transaction() as tx:
            for id_ in known:
                tx.sessions.delete(self.ports.keys.digest(id_))
        response.delete_cookie(self.get_cookie_name(app), path=self.get_cookie_path(app), httponly=True,
                               secure=self.get_cookie_secure(app), samesite="Lax")  # fmt: skip
