"""`guichet run`: everything, under one supervisor."""

from os import environ

import click

from app.bootstrap import upgrade_database
from app.commands.demo import load_demonstration
from app.core.language import _
from app.settings import Settings
from app.supervision.supervisor import Supervisor


@click.command()
@click.option(
    "--port", type=click.IntRange(1, 65535), help=_("Port du serveur web (sinon GUICHET_PORT, ou 8000).")
)
@click.option("--host", help=_("Adresse d’écoute (sinon GUICHET_HOST, ou 127.0.0.1)."))
@click.option(
    "--prepare",
    is_flag=True,
    help=_("D’abord mettre la base à jour et, en démonstration, charger ses données."),
)
def run(port: int | None, host: str | None, prepare: bool) -> None:
    """Tout démarrer : serveur web, worker, planificateur et, sans REDIS_URL, un Redis privé."""
    chosen = {"GUICHET_PORT": str(port or ""), "GUICHET_HOST": host or ""}
    environment = {**environ, **{name: value for name, value in chosen.items() if value}}
    settings = Settings.from_env(environment)
    if prepare:
        _prepare(settings)
    root = click.get_current_context().find_root().command
    supervisor = Supervisor(settings, lambda name: root.main([name], prog_name="guichet"), environment)
    raise SystemExit(supervisor.run())


def _prepare(settings: Settings) -> None:
    """In this process: each of the commands that do the same costs the start of a Python more."""
    upgrade_database(settings)
    if settings.demo:
        load_demonstration(settings)
