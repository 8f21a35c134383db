"""`guichet db`, `user`, `effects`, `audit`, `purge`: what an operator does by hand, in one line each."""

from typing import get_args

import click

from app.bootstrap import bootstrap, require_database, upgrade_database
from app.core.account import Account, Membership
from app.core.dossier import Role
from app.core.language import _
from app.settings import Settings
from app.usecases import account as accounts
from app.usecases import operate
from app.usecases.ports import Ports

SHORTEST_PASSWORD = 12  # CNIL 2022-100: without other measure, 12 characters


def _ports() -> Ports:
    settings = Settings.from_env()
    require_database(settings)
    return bootstrap(settings)


@click.group()
def db() -> None:
    """La base de données."""


@db.command("upgrade")
def upgrade() -> None:
    """Créer la base ou la mettre à jour ; relancer est sans effet."""
    upgrade_database(Settings.from_env())
    click.echo(_("La base de données est à jour."))


@click.command()
def audit() -> None:
    """Vérifier que l’historique des dossiers n’a pas été retouché."""
    with _ports().store.reading() as tx:
        broken = tx.events.broken_chains()
    for dossier_id, number in broken:
        click.echo(_("Dossier {id} : l’évènement {n} ne suit pas.").format(id=dossier_id, n=number))
    if broken:
        raise SystemExit(1)
    click.echo(_("L’historique est intact."))


@click.command()
def purge() -> None:
    """Effacer les sessions terminées et les anciens essais de connexion."""
    for name, number in operate.purge(_ports()).items():
        click.echo(f"{name}: {number}")


@click.group()
def user() -> None:
    """Les comptes des professionnels."""


def _long_enough(_context: click.Context, _option: click.Parameter, password: str) -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise click.BadParameter(_("{n} caractères au moins.").format(n=SHORTEST_PASSWORD))
    return password


_password = click.option(
    "--password",
    prompt=_("Mot de passe"),
    confirmation_prompt=_("Encore une fois"),
    hide_input=True,
    callback=_long_enough,
    help=_("Demandé sans être affiché quand il n’est pas donné."),
)


def _membership(
    _context: click.Context, _option: click.Parameter, given: tuple[str, ...]
) -> tuple[Membership, ...]:
    roles = {role: role for role in get_args(Role)}
    found = []
    for text in given:
        role, _colon, service = text.partition(":")
        if role not in roles or not service:
            raise click.BadParameter(
                _("« {text} » : écrivez rôle:service, avec un rôle parmi {roles}.").format(
                    text=text, roles=", ".join(sorted(roles))
                )
            )
        found.append(Membership(service, roles[role]))
    return tuple(found)


@user.command("add")
@click.argument("email")
@click.option("--name", required=True, help=_("Prénom et nom."))
@click.option("--role", "memberships", multiple=True, required=True, callback=_membership,
              help=_("rôle:service, par exemple agent:ccas ; peut être répété."))  # fmt: skip
@click.option("--organisation", default="", help=_("Collectivité ou structure."))
@click.option("--quality", default="", help=_("Fonction, telle qu’imprimée sur les décisions."))
@_password
def add(
    email: str, name: str, memberships: tuple[Membership, ...], organisation: str, quality: str, password: str
) -> None:
    """Créer un compte."""
    ports = _ports()
    if _by_email(ports, email) is not None:
        raise click.ClickException(_("{email} a déjà un compte.").format(email=email))
    accounts.create(
        ports,
        email=email,
        name=name,
        password=password,
        memberships=memberships,
        organisation=organisation,
        quality=quality,
    )
    click.echo(_("Compte créé : {email}").format(email=email))


@user.command("list")
def list_users() -> None:
    """Lister les comptes et leurs rôles."""
    with _ports().store.reading() as tx:
        for account in tx.accounts.all():
            roles = ", ".join(f"{held.role}:{held.service_id}" for held in account.memberships)
            closed = "" if account.active else _(" (fermé)")
            click.echo(f"{account.email:<40} {account.name}{closed}  {roles}")


@user.command("password")
@click.argument("email")
@_password
def set_password(email: str, password: str) -> None:
    """Changer un mot de passe."""
    ports = _ports()
    account = _by_email(ports, email)
    if account is None:
        raise click.ClickException(_("{email} n’a pas de compte.").format(email=email))
    hashed = ports.passwords.hash(password)
    with ports.store.transaction() as tx:
        tx.accounts.set_password(account.id, hashed)
    click.echo(_("Mot de passe changé : {email}").format(email=email))


@user.command("close")
@click.argument("email")
def close(email: str) -> None:
    """Fermer un compte : ses sessions s’arrêtent aussitôt, son nom reste dans les historiques."""
    ports = _ports()
    account = _by_email(ports, email)
    if account is None:
        raise click.ClickException(_("{email} n’a pas de compte.").format(email=email))
    with ports.store.transaction() as tx:
        tx.accounts.close(account.id)
    click.echo(_("Compte fermé : {email}").format(email=email))


def _by_email(ports: Ports, email: str) -> Account | None:
    with ports.store.reading() as tx:
        return tx.accounts.by_email(email)


@click.group()
def effects() -> None:
    """Les documents et courriels à produire."""


@effects.command("list")
@click.option("--status", default="failed", type=click.Choice(["pending", "running", "done", "failed"]))
def list_effects(status: str) -> None:
    """Lister les effets ; sans option, ceux qui ont échoué."""
    with _ports().store.reading() as tx:
        for effect in tx.effects.with_status(status):
            click.echo(f"{effect.id}  {effect.name:<24} {effect.attempts}  {effect.error}".rstrip())


@effects.command("retry")
@click.argument("effect_ids", nargs=-1)
def retry(effect_ids: tuple[str, ...]) -> None:
    """Relancer ces effets, ou tous ceux qui ont échoué."""
    ports = _ports()
    if not effect_ids:
        with ports.store.reading() as tx:
            effect_ids = tuple(effect.id for effect in tx.effects.with_status("failed"))
    again = sum(operate.retry_effect(ports, effect_id) for effect_id in effect_ids)
    click.echo(_("Effets relancés : {n} sur {all}").format(n=again, all=len(effect_ids)))
