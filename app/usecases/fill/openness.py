"""Does a form take new dossiers now? One question, asked by every road that begins or sends one."""

from app.core.errors import FormClosed
from app.usecases.ports import Ports


def require_open(ports: Ports, slug: str) -> None:
    """FormClosed, with the date and the service's words, when no new dossier is taken now."""
    opening, now = ports.forms.opening(slug), ports.clock.now()
    if opening.standing(now) != "open":
        raise FormClosed(f"{opening.told(now)} {opening.explanation}".strip())
