"""`/connexion` and `/deconnexion`."""

from typing import cast
from urllib.parse import urlsplit

from flask import Blueprint, Flask, current_app, redirect, render_template, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from app.core.account import Account
from app.core.errors import NotAllowed, Throttled
from app.core.french import spaced
from app.core.language import _
from app.usecases import account as accounts
from app.usecases.operate import demonstrate
from app.web import access
from app.web.account.login import init_login
from app.web.posted import only

blueprint = Blueprint("account", __name__)
Answer = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]


@blueprint.record_once
def _set_up_login(setup: BlueprintSetupState) -> None:
    """With the blueprint comes the reading of who is signed in."""
    init_login(cast(Flask, setup.app))


@blueprint.get("/connexion")
def sign_in() -> Answer:
    """/connexion · anyone; somebody who is signed in already goes straight to their work"""
    account = access.current_account()
    if account is not None:
        return redirect(_after(account), code=303)
    return _page()


@blueprint.post("/connexion")
def check() -> Answer:
    """/connexion · anyone: judges an address and a password"""
    only(request.form, "adresse", "mot_de_passe", "suite")
    email = request.form.get("adresse", "").strip()[:254]
    password = request.form.get("mot_de_passe", "")[:1024]
    errors = _missing(email, password)
    if errors:
        return _page(email, errors), 422
    try:
        account = accounts.sign_in(access.ports(), email, password)
    except NotAllowed as refusal:
        return _page(email, {"adresse": spaced(str(refusal))}), 422
    except Throttled as refusal:
        return _page(email, {"adresse": spaced(str(refusal))}), 429, {"Retry-After": str(refusal.retry_in)}
    access.sign_in(account)
    return redirect(_after(account), code=303)


@blueprint.post("/deconnexion")
def sign_out() -> Answer:
    """/deconnexion · anyone: forgets who signed in, and every dossier that this session opened"""
    access.sign_out()
    return redirect(url_for("account.sign_in"), code=303)


def _page(email: str = "", errors: dict[str, str] | None = None) -> str:
    """The typed address comes back, the password never does."""
    errors = errors or {}
    return render_template(
        "account/sign_in.html",
        email=email,
        errors=errors,
        page_errors=[(f"champ-{name}", message) for name, message in errors.items()],
        following=request.values.get("suite", ""),
        demonstration=demonstrate.ACCOUNTS if current_app.extensions["settings"].demo else (),
        demonstration_password=demonstrate.PASSWORD,
    )


def _missing(email: str, password: str) -> dict[str, str]:
    errors = {}
    if not email:
        errors["adresse"] = _("Saisissez votre adresse électronique, par exemple prenom.nom@ville.fr")
    if not password:
        errors["mot_de_passe"] = _("Saisissez votre mot de passe")
    return errors


def _after(account: Account) -> str:
    """Where to go once signed in: the page that was asked for, else the work of this role."""
    return _local_page(request.values.get("suite", "")) or _home(account)


def _home(account: Account) -> str:
    if account.desk_services():
        return url_for("desk.queue")
    if account.has_role("adviser"):
        return url_for("assist.space")
    if account.has_role("designer"):
        return url_for("studio.forms")
    return url_for("public.catalogue")


def _local_page(target: str) -> str:
    """The target when it is a page of this site that can be read, else "": never a way out to elsewhere.

    Browsers read "//host" and "/\\host" as another site, and a posted address may have no page.
    """
    try:
        parts = urlsplit(target.replace("\\", "/"))
    except ValueError:  # "//[": no address at all
        return ""
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith("//"):
        return ""
    try:
        current_app.url_map.bind("").match(parts.path, method="GET")
    except HTTPException:
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")
