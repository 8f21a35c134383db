"""What a citizen is told of when a form opens and closes, and of what takes its place."""

from dataclasses import dataclass

from app.core.definition import FormDefinition
from app.core.dossier import Dossier
from app.core.errors import NotFound
from app.core.studio.opening import ALWAYS
from app.web.access import ports
from app.web.public.blueprint import blueprint


@dataclass(frozen=True, slots=True)
class Told:
    """`told` is "" for nothing to say; `instead` the form to fill in now; `draft`: said of a draft."""

    standing: str
    told: str
    explanation: str = ""
    instead: FormDefinition | None = None
    draft: bool = False


def opening_of(slug: str, *, draft: bool = False) -> Told:
    """What to say of this form now."""
    opening, now = ports().forms.opening(slug), ports().clock.now()
    if opening == ALWAYS:
        return Told("open", "")
    return Told(
        opening.standing(now), opening.told(now), opening.explanation, _instead(opening.replaced_by), draft
    )


def _instead(slug: str) -> FormDefinition | None:
    try:
        return ports().forms.current(slug) if slug else None
    except NotFound:  # withdrawn since
        return None


@blueprint.app_context_processor
def _of_drafts() -> dict[str, object]:
    """For the pages of a draft: what was sent goes on whatever happens to the form."""

    def draft_opening(dossier: Dossier) -> Told:
        sent = dossier.submitted_at is not None or dossier.test
        return Told("open", "") if sent else opening_of(dossier.slug, draft=True)

    return {"draft_opening": draft_opening}
