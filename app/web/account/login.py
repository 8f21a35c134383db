"""Signed-in people during a request: flask-login's view of the session, and the idle limit.

`access` keeps who signed in inside the server-side session; flask-login reads it from there, so
there is one truth. It refuses to know passwords (see `usecases.account`).
"""

from datetime import datetime, timedelta

from flask import Flask, flash, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin
from werkzeug.wrappers import Response

from app.core.account import Account
from app.core.language import _
from app.web import access
from app.web.permissions import ANYONE, PERMISSIONS

# Long enough to look for a paper with somebody; short enough for a counter left alone (15 to 30 min advised).
IDLE = timedelta(minutes=30)
NOTED_EVERY = timedelta(minutes=1)  # activity is written at most this often
_ACTIVE = "active_at"


class SignedIn(UserMixin):
    """An account as flask-login wants it: `current_user.account`."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.id = account.id


def init_login(app: Flask) -> None:
    """Set up flask-login and the idle limit; called once by the factory."""
    manager = LoginManager()
    manager.session_protection = None  # the session id is rotated at sign-in and never holds an address
    manager.login_view = "account.sign_in"
    manager.request_loader(_of_this_request)
    manager.init_app(app)

    def watch() -> Response | None:
        return _leave_when_idle(access.ports().clock.now())

    # First of all: nothing may be decided with an account whose session has been idle for too long.
    app.before_request_funcs.setdefault(None, []).insert(0, watch)


def _of_this_request(_request: object) -> SignedIn | None:
    account = access.current_account()
    return SignedIn(account) if account else None


def _leave_when_idle(now: datetime) -> Response | None:
    """Sign out who was away for too long or lost their account; note the activity of the others."""
    if access.has_lost_account():
        return _sign_out(_("Votre session a pris fin. Connectez-vous de nouveau."))
    if "account" not in session:
        return None
    seen = datetime.fromisoformat(session.get(_ACTIVE, now.isoformat()))
    if now - seen <= IDLE:
        if _ACTIVE not in session or now - seen >= NOTED_EVERY:
            session[_ACTIVE] = now.isoformat()
        return None
    minutes = int(IDLE.total_seconds() // 60)
    return _sign_out(
        _(
            "Vous avez été déconnecté après {n} minutes sans activité. Ce qui était enregistré est conservé."
        ).format(n=minutes)
    )


def _sign_out(told: str) -> Response | None:
    """Forget everything, then ask to sign in again."""
    access.sign_out()
    if PERMISSIONS.get(request.endpoint or "", ANYONE) & ANYONE:
        return None  # a public page: whoever is there now need not know
    flash(told, "info")
    following = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("account.sign_in", suite=following), code=303)
