"""`guichet web`: the web server alone, for an installation with its own process manager."""

import logging

import click

from app.bootstrap import bootstrap, require_database
from app.settings import Settings
from app.supervision.web import serve
from app.usecases.operate.demonstrate import close_accounts

log = logging.getLogger(__name__)


@click.command()
def web() -> None:
    """Démarrer le serveur web seul."""
    settings = Settings.from_env()
    require_database(settings)
    if not settings.demo:
        _close_demonstration(settings)
    serve(settings)


def _close_demonstration(settings: Settings) -> None:
    """Here and not in the application: hashing takes its time, and each web worker would do it again."""
    closed = close_accounts(bootstrap(settings))
    if closed:
        log.warning(
            "GUICHET_DEMO n’est plus activé : le mot de passe public n’ouvre plus %s.", ", ".join(closed)
        )
