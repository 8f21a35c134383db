"""`guichet worker`: one worker alone; several may run, on several machines."""

import click

from app.bootstrap import require_database
from app.settings import Settings
from app.worker import work


@click.command()
def worker() -> None:
    """Démarrer un worker seul : il fabrique les documents et envoie les courriels."""
    require_database(Settings.from_env())
    work()
