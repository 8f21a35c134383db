"""A draft becomes a version: judged whole, kept for ever, served from the next page on.

What gates it here is what would break: lint errors, scenarios that fail, names that are not installed, a
version that is there already. What is merely unwise is the designer's to weigh.
"""

from dataclasses import replace

from app.core.account import Account
from app.core.definition import FormDefinition
from app.core.definition_parser import parse
from app.core.errors import GuichetError, NotFound, Problem
from app.core.language import _, ngettext
from app.core.linting import lint
from app.core.scenarios import run
from app.core.studio import FormDraft, Publication
from app.core.versions.comparing import Difference, compare
from app.usecases.ports import Ports
from app.usecases.studio import DesignConflict, mine

LONGEST_REASON = 1000


class PublicationRefused(GuichetError):
    """What stands in the way, each with its place in the draft and its fix."""

    code = "publication-refused"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        text = ngettext(
            "Ce formulaire ne peut pas être publié : il reste {n} point à corriger.",
            "Ce formulaire ne peut pas être publié : il reste {n} points à corriger.",
            len(problems),
        )
        super().__init__(text.format(n=len(problems)))
        self.problems = problems


def obstacles(ports: Ports, draft: FormDraft, definition: FormDefinition) -> tuple[Problem, ...]:
    """What forbids to publish this draft."""
    return (
        *(one for one in lint(definition, file="") if one.severity == "error"),
        *run(definition),
        *ports.forms.refused(definition),
        *_out_of_place(ports, draft, definition),
    )


def _out_of_place(ports: Ports, draft: FormDraft, definition: FormDefinition) -> tuple[Problem, ...]:
    found = []
    if definition.service.id != draft.service_id:
        message = _("Ce formulaire est celui du service « {id} ».").format(id=draft.service_id)
        found.append(Problem("", "/service/id", "other-service", message, _("Remettez son identifiant.")))
    current = served(ports, definition.slug)
    if current is not None and current.version >= definition.version:
        message = _("La version {n} est déjà publiée.").format(n=current.version)
        fix = _("Commencez un brouillon à partir de cette version.")
        found.append(Problem("", "/version", "published", message, fix))
    return tuple(found)


def served(ports: Ports, slug: str) -> FormDefinition | None:
    """The version that citizens fill in today, None when there is none."""
    try:
        return ports.forms.current(slug)
    except NotFound:
        return None


def differences(ports: Ports, definition: FormDefinition) -> tuple[Difference, ...]:
    """What publishing would change, in French; () for a form that is new."""
    current = served(ports, definition.slug)
    return () if current is None else compare(current, definition)


def publish(ports: Ports, account: Account, draft_id: str, *, based_on: int, reason: str = "") -> Publication:
    """Publish the draft as it was read at revision `based_on`. PublicationRefused, or DesignConflict."""
    with ports.store.transaction() as tx:
        draft = mine(tx, account, draft_id)
        definition = parse(draft.document, file="")
        found = obstacles(ports, draft, definition)
        if found:
            raise PublicationRefused(found)
        now = ports.clock.now()
        publication = Publication(
            definition.slug, definition.version, definition.hash, draft.service_id, now,
            account.id, account.name, reason.strip()[:LONGEST_REASON],
        )  # fmt: skip
        closed = replace(draft, published_at=now, updated_at=now, updated_by=account.name)
        tx.definitions.keep(definition)
        if not tx.studio.drafts.save(closed, based_on=based_on) or not tx.studio.publications.add(
            publication
        ):
            raise DesignConflict
    ports.forms.refresh()
    return publication
