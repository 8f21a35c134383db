"""`guichet scheduler`: the loop that wakes what remains to do; two do no harm."""

import click

from app.bootstrap import require_database
from app.scheduler import sweep_until_told
from app.settings import Settings


@click.command()
def scheduler() -> None:
    """Démarrer le planificateur seul : il relance ce qui reste à faire."""
    settings = Settings.from_env()
    require_database(settings)
    sweep_until_told(settings)
