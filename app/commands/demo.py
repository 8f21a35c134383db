"""`guichet demo`: load the demonstration accounts and dossiers, and print who a visitor may be."""

import click

from app.bootstrap import bootstrap, require_database
from app.core.language import _
from app.settings import Settings
from app.usecases.demonstrate import ACCOUNTS, PASSWORD, load_accounts, load_dossiers


@click.command()
@click.option("--accounts-only", is_flag=True, help=_("Seulement les comptes, sans dossiers d’exemple."))
def demo(accounts_only: bool) -> None:
    """Charger les données de démonstration ; ce qui existe déjà n’est jamais effacé."""
    settings = Settings.from_env()
    if not settings.demo:
        raise click.ClickException(
            _(
                "Ce n’est pas une démonstration : rien n’a été créé. Les comptes de démonstration ont un mot "
                "de passe public ; sur une installation d’essai, donnez d’abord GUICHET_DEMO=oui."
            )
        )
    require_database(settings)
    load_demonstration(settings, accounts_only=accounts_only)


def load_demonstration(settings: Settings, *, accounts_only: bool = False) -> None:
    """Make what is missing of the demonstration, and tell who a visitor may be."""
    ports = bootstrap(settings)
    load_accounts(ports)
    if not accounts_only:
        load_dossiers(ports)
    click.echo(_("Comptes de démonstration (mot de passe : {password}) :").format(password=PASSWORD))
    for account in ACCOUNTS:
        click.echo(f"  {account.email:<40} {account.name}, {account.quality} ({account.organisation})")
