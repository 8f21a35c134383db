"""`guichet web`: the web server alone, for an installation with its own process manager."""

import click

from app.bootstrap import require_database
from app.settings import Settings
from app.supervision.web import serve


@click.command()
def web() -> None:
    """Démarrer le serveur web seul."""
    settings = Settings.from_env()
    require_database(settings)
    serve(settings)
