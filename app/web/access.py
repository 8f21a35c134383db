"""Who this visitor is and what their session opens: dossiers granted, account, person helped.

A dossier is opened by what the session holds, never by its reference alone. Everything that
the session stores is written and read here.
"""

from typing import Any, cast

from flask import current_app, flash, g, redirect, session, url_for
from werkzeug.exceptions import HTTPException

from app.core.account import Account
from app.core.dossier import ALONE, Acting, Dossier, Mode, Person, Role, read_reference
from app.core.errors import NotFound
from app.core.language import _
from app.usecases import account as accounts
from app.usecases.ports import Ports
from app.web.sessions import ServerSession

Json = Any
GRANTS_KEPT = 30  # the oldest fall out: a shared machine must not collect dossiers


class SendElsewhere(HTTPException):
    """Ends the request with a redirection (see `open_dossier`)."""

    def __init__(self, url: str) -> None:
        super().__init__(response=redirect(url, code=303))


def ports() -> Ports:
    """The ports given to the factory."""
    return cast(Ports, current_app.extensions["ports"])


# --- dossiers -----------------------------------------------------------------------------


def grant(dossier: Dossier) -> None:
    """From now on this session opens this dossier."""
    held = {reference: id_ for reference, id_ in _held().items() if id_ != dossier.id}
    held[dossier.reference] = dossier.id
    session["dossiers"] = dict(list(held.items())[-GRANTS_KEPT:])


def may_open(dossier_id: str) -> bool:
    """True when the session holds this dossier."""
    return dossier_id in _held().values()


def granted() -> tuple[str, ...]:
    """The ids of the dossiers that the session holds, oldest first."""
    return tuple(_held().values())


def open_dossier(reference: str) -> str:
    """The id of the dossier, when the session holds it; else on to the page that asks for the code.

    The answer is the same whether the dossier exists or not.
    """
    canonical = read_reference(reference)
    if canonical is None:
        raise NotFound
    dossier_id = _held().get(canonical)
    if dossier_id is None:
        flash(_("Pour ouvrir ce dossier, indiquez son numéro et son code."), "info")
        raise SendElsewhere(url_for("public.follow_entry", numero=canonical))
    return dossier_id


def _held() -> dict[str, str]:
    return cast(dict[str, str], session.get("dossiers", {}))


# --- accounts -----------------------------------------------------------------------------


def sign_in(account: Account) -> None:
    """Remember who signed in, under a new session id; what an earlier visitor held is forgotten."""
    session.clear()
    cast(ServerSession, session).rotate()
    session["account"] = account.id
    g.account = account


def sign_out() -> None:
    """Forget everything: account, dossiers, person helped; row and cookie go too."""
    session.clear()
    cast(ServerSession, session).rotate()
    g.account = None


def current_account() -> Account | None:
    """The signed-in account, read once a request; None for citizens and closed accounts."""
    if "account" not in g:
        id_ = session.get("account")
        g.account = accounts.find(ports(), id_) if id_ else None
    return cast(Account | None, g.account)


def require_account() -> Account:
    """The signed-in account, for views that the permission table has let through."""
    account = current_account()
    if account is None:
        raise NotFound
    return account


# --- helping somebody ---------------------------------------------------------------------


def begin_acting(acting: Acting) -> None:
    """From now on this session acts for somebody (the banner shows it on every page)."""
    actor = acting.actor
    session["acting"] = {
        "actor": [actor.name, actor.role, actor.id, actor.organisation],
        "beneficiary": acting.beneficiary.name,
        "mode": acting.mode,
        "mandate_id": acting.mandate_id,
    }


def end_acting() -> None:
    """The session acts for nobody else; dossiers opened meanwhile are closed too."""
    session.pop("acting", None)
    session.pop("dossiers", None)


def current_acting() -> Acting:
    """Who acts for whom: alone unless an adviser has begun to help, and is still signed in."""
    kept: dict[str, Json] | None = session.get("acting")
    account = current_account() if kept else None
    if kept is None or account is None or account.id != kept["actor"][2]:
        return ALONE
    name, role, id_, organisation = kept["actor"]
    return Acting(
        actor=Person(name, cast(Role, role), id_, organisation),
        beneficiary=Person(kept["beneficiary"]),
        mode=cast(Mode, kept["mode"]),
        mandate_id=kept["mandate_id"],
    )
