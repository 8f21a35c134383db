"""`guichet demo`: load the demonstration accounts and dossiers, and print who a visitor may be."""

import click

from app.bootstrap import bootstrap, require_database
from app.core.language import _
from app.settings import Settings
from app.usecases.operate.demonstrate import ACCOUNTS, PASSWORD, load_accounts, load_dossiers
from app.usecases.operate.populate import populate


@click.command()
@click.option("--accounts-only", is_flag=True, help=_("Seulement les comptes, sans dossiers d’exemple."))
@click.option(
    "--dossiers", type=click.IntRange(0, 1_000_000), default=0,
    help=_("En plus, autant de dossiers inventés, des derniers mois, sans documents ni courriels."),
)  # fmt: skip
@click.option("--seed", type=int, default=1, help=_("Un autre nombre invente d’autres dossiers."))
def demo(accounts_only: bool, dossiers: int, seed: int) -> None:
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
    load_demonstration(settings, accounts_only=accounts_only or bool(dossiers))
    if dossiers:
        _populate(settings, dossiers, seed)


def _populate(settings: Settings, count: int, seed: int) -> None:
    with click.progressbar(length=count, label=_("Dossiers inventés")) as bar:
        populate(bootstrap(settings), count, seed=seed, told=lambda made: bar.update(made - bar.pos))


def load_demonstration(settings: Settings, *, accounts_only: bool = False) -> None:
    """Make what is missing of the demonstration, and tell who a visitor may be."""
    ports = bootstrap(settings)
    load_accounts(ports)
    if not accounts_only:
        load_dossiers(ports)
    click.echo(_("Comptes de démonstration (mot de passe : {password}) :").format(password=PASSWORD))
    for account in ACCOUNTS:
        click.echo(f"  {account.email:<40} {account.name}, {account.quality} ({account.organisation})")
