"""`guichet run`: everything, under one supervisor."""

from os import environ

import click

from app.settings import Settings
from app.supervision.supervisor import Supervisor


@click.command()
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Port du serveur web (sinon GUICHET_PORT, ou 8000)."
)
@click.option("--host", help="Adresse d’écoute (sinon GUICHET_HOST, ou 127.0.0.1).")
def run(port: int | None, host: str | None) -> None:
    """Tout démarrer : serveur web, worker, planificateur et, sans REDIS_URL, un Redis privé."""
    chosen = {"GUICHET_PORT": str(port or ""), "GUICHET_HOST": host or ""}
    environment = {**environ, **{name: value for name, value in chosen.items() if value}}
    raise SystemExit(Supervisor(Settings.from_env(environment), environment).run())
