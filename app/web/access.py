"""Who this visitor is and what their session opens: dossiers granted, account, person helped.

A dossier is opened by what the session holds, never by its reference alone. Everything that
the session stores is written and read here.
"""

from datetime import datetime
from typing import Any, cast

from flask import current_app, flash, g, redirect, request, session, url_for
from werkzeug.exceptions import HTTPException

from app.core.account import Account
from app.core.desk.opinions import Opinion
from app.core.dossier import ALONE, Acting, Dossier, Mode, Person, Role, read_reference
from app.core.errors import NotAllowed, NotFound
from app.core.language import _
from app.core.versions.renewing import unseen
from app.usecases import account as accounts
from app.usecases.desk import opinion_links
from app.usecases.fill import follow, returning
from app.usecases.ports import Ports
from app.web.sessions import ServerSession

Json = Any
# What waits until the person has read what a new version of the form changes to their draft.
_AFTER_THE_NEWS = frozenset({
    "public.step", "public.row", "public.recap", "public.send", "public.task_list", "public.not_eligible",
})  # fmt: skip
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
    """From now on this session opens this dossier, as long as it is of this generation.

    With a new dossier comes a new session id: an id planted in this browser before opens nothing.
    """
    held = {reference: entry for reference, entry in _held().items() if entry[0] != dossier.id}
    if _held().get(dossier.reference) != [dossier.id, dossier.generation]:
        cast(ServerSession, session).rotate()
    held[dossier.reference] = [dossier.id, dossier.generation]
    session["dossiers"] = dict(list(held.items())[-GRANTS_KEPT:])


def may_open(dossier_id: str) -> bool:
    """True when the session holds this dossier."""
    return any(_still_opens(reference) for reference, entry in _held().items() if entry[0] == dossier_id)


def granted() -> tuple[str, ...]:
    """The ids of the dossiers that the session holds, oldest first."""
    return tuple(str(entry[0]) for reference, entry in _held().items() if _still_opens(reference))


def open_dossier(reference: str) -> str:
    """The id of the dossier, when the session holds it; else on to the page that asks for the code.

    The answer is the same whether the dossier exists or not.
    """
    canonical = read_reference(reference)
    if canonical is None:
        raise NotFound
    entry = _held().get(canonical)
    dossier = returning.entered(ports(), entry[0]) if entry is not None else None
    if entry is None or dossier is None or dossier.generation != entry[1]:
        flash(_("Vos réponses enregistrées sont conservées. Pour ouvrir ce dossier, indiquez son numéro "
                "et son code."), "info")  # fmt: skip
        raise SendElsewhere(url_for("public.follow_entry", numero=canonical))
    if unseen(dossier) and request.endpoint in _AFTER_THE_NEWS:
        raise SendElsewhere(url_for("public.renewed", reference=canonical))
    g.dossier = dossier
    return dossier.id


def _still_opens(reference: str) -> bool:
    """False when the dossier was given to somebody else since (a hand-over), or is gone."""
    entry = _held().get(reference)
    return entry is not None and follow.generation(ports(), entry[0]) == entry[1]


def _held() -> dict[str, list[Json]]:
    """reference → [id, generation]"""
    return cast(dict[str, list[Json]], session.get("dossiers", {}))


# --- opinions -------------------------------------------------------------------------------


def grant_opinion(opinion: Opinion) -> None:
    """From now on this session answers this question, as long as its link is of this generation."""
    held: dict[str, int] = session.get("opinions", {})
    if held.get(opinion.id) != opinion.generation:
        cast(ServerSession, session).rotate()
    kept = {id_: number for id_, number in held.items() if id_ != opinion.id}
    session["opinions"] = dict(list({**kept, opinion.id: opinion.generation}.items())[-GRANTS_KEPT:])


def may_answer(opinion_id: str) -> bool:
    """True when the session came by a link that still opens this question."""
    held: dict[str, int] = session.get("opinions", {})
    return opinion_id in held and opinion_links.generation(ports(), opinion_id) == held[opinion_id]


def opinions_held() -> tuple[str, ...]:
    """The ids of the questions that the session holds."""
    return tuple(session.get("opinions", {}))


# --- accounts -----------------------------------------------------------------------------


def sign_in(account: Account) -> None:
    """Remember who signed in, under a new session id; what an earlier visitor held is forgotten."""
    cast(ServerSession, session).restart()
    session["account"] = account.id
    session["password"] = _password_mark(account)
    g.account = account


def sign_out() -> None:
    """Forget everything: account, dossiers, person helped; row and cookie go too."""
    cast(ServerSession, session).restart()
    g.account = None


def current_account() -> Account | None:
    """The signed-in account, read once a request; None for citizens, closed accounts and old passwords."""
    if "account" not in g:
        id_ = session.get("account")
        found = accounts.find(ports(), id_) if id_ else None
        g.account = found if found and session.get("password") == _password_mark(found) else None
    return cast(Account | None, g.account)


def has_lost_account() -> bool:
    """True when the session speaks of an account that is closed, gone, changed, or not the one that helps."""
    if "account" not in session and "acting" not in session:
        return False
    account = current_account()
    helper = session["acting"]["actor"][2] if "acting" in session else None
    return account is None or helper not in (None, account.id)


def _password_mark(account: Account) -> str:
    """A new password ends the sessions opened with the old one."""
    return ports().keys.digest(f"password:{account.password_hash}")


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
    cast(ServerSession, session).rotate()
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
    """Who acts for whom: alone unless an adviser has begun to help.

    An adviser who is no longer signed in is refused: they never become the citizen alone.
    """
    kept: dict[str, Json] | None = session.get("acting")
    if kept is None:
        return ALONE
    if has_lost_account():
        raise NotAllowed
    name, role, id_, organisation = kept["actor"]
    return Acting(
        actor=Person(name, cast(Role, role), id_, organisation),
        beneficiary=Person(kept["beneficiary"]),
        mode=cast(Mode, kept["mode"]),
        mandate_id=kept["mandate_id"],
    )


# --- what an adviser has just given ---------------------------------------------------------


def keep_given(dossier: Dossier, until: datetime) -> None:
    """This session may read once more what was given for this dossier; the code itself is not kept."""
    session["given"] = [dossier.reference, dossier.id, dossier.generation, until.isoformat()]


def given(reference: str, now: datetime) -> tuple[str, int]:
    """The id and the generation of what was given, or NotFound when it is over."""
    kept: list[Json] = session.get("given") or ["", "", 0, now.isoformat()]
    if kept[0] != read_reference(reference) or now >= datetime.fromisoformat(kept[3]):
        raise NotFound
    return kept[1], kept[2]
