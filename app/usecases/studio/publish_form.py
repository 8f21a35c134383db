"""A draft becomes a version: judged whole, kept for ever, served from the next page on.

The tasks that gate it are the core's (`publication_tasks`). An emergency skips those that may be skipped,
with a reason; both stay written. What would break for the citizen is never published.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.core.account import Account
from app.core.definition import FormDefinition
from app.core.definition.parser import parse
from app.core.errors import GuichetError, NotFound, Problem
from app.core.language import _, ngettext
from app.core.legal_time import hour_in_words
from app.core.linting import lint
from app.core.scenarios import run
from app.core.studio import FormDraft, FormFact, Publication
from app.core.studio.form_history import EMERGENCY, PUBLISHED
from app.core.studio.opening import Opening
from app.core.studio.publication_tasks import Read, Task, in_the_way, skipped, tasks
from app.core.versions.comparing import Difference, compare
from app.core.versions.forecast import Forecast, forecast
from app.usecases.ports import Ports, Transaction
from app.usecases.studio import DesignConflict, mine

LONGEST_REASON = 1000
LOOKED_AT = 300  # drafts


@dataclass(frozen=True, slots=True)
class Wish:
    """How the designer publishes. `accessible`: the statement covers the form; `reason` for the history."""

    accessible: bool = False
    emergency: bool = False
    reason: str = ""
    opening: Opening | None = None  # of a form that is new: with its first version, or citizens would see it


NORMAL = Wish()


class PublicationRefused(GuichetError):
    """What stands in the way, each with its place in the draft and its fix."""

    code = "publication-refused"

    def __init__(self, undone: tuple[Task, ...]) -> None:
        left = sum(bool(task.lacks) for task in undone)  # what is only to be confirmed is said at its place
        text = ngettext(
            "Ce formulaire ne peut pas être publié : il reste {n} point à régler.",
            "Ce formulaire ne peut pas être publié : il reste {n} points à régler.",
            left,
        )
        super().__init__(text.format(n=left))
        self.tasks = undone
        self.problems = tuple(problem for task in undone for problem in task.lacks)


class ReasonMissing(GuichetError):
    """An emergency has a reason: it is what the history will be read for."""

    code = "reason-missing"

    def __init__(self) -> None:
        super().__init__(_("Dites pourquoi vous publiez en urgence. Par exemple : crue du 12 octobre"))


class AlreadyPublished(GuichetError):
    """Another designer was first: this draft is that version now."""

    code = "already-published"

    def __init__(self, publication: Publication) -> None:
        message = _("{name} a publié la version {n} à {time}. Rien n’a été publié en double.")
        time = hour_in_words(publication.at)
        super().__init__(message.format(name=publication.by_name, n=publication.version, time=time))
        self.publication = publication


def list_tasks(
    ports: Ports, draft: FormDraft, definition: FormDefinition, *, accessible: bool = False
) -> tuple[Task, ...]:
    """The tasks of this draft as it stands."""
    refused = (*ports.forms.refused(definition), *_out_of_place(ports, draft, definition))
    read = Read(definition, lint(definition, file=""), run(definition), refused)
    return tasks(read, accessible=accessible)


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


def expected(ports: Ports, definition: FormDefinition) -> tuple[Forecast, int, int]:
    """(what becomes of the drafts under way, how many there are, how many sent dossiers keep their version);
    the forecast reads the last LOOKED_AT drafts."""
    with ports.store.reading() as tx:
        place = (definition.service.id, definition.slug)
        counts = tx.studio.in_flight.versions(*place)
        drafts = tx.studio.in_flight.drafts(*place, LOOKED_AT)
        found = forecast(
            definition, ((tx.definitions.get(one.definition_hash), one.working) for one in drafts)
        )
    return found, sum(n for _hash, sent, n in counts if not sent), sum(n for _h, sent, n in counts if sent)


def publish(
    ports: Ports, account: Account, draft_id: str, *, based_on: int, wish: Wish = NORMAL
) -> Publication:
    """Publish the draft as it was read at revision `based_on`. PublicationRefused, ReasonMissing,
    AlreadyPublished or DesignConflict: nothing is done."""
    with ports.store.transaction() as tx:
        draft = _open(tx, account, draft_id)
        definition = parse(draft.document, file="")
        listed = list_tasks(ports, draft, definition, accessible=wish.accessible)
        undone = in_the_way(listed, emergency=wish.emergency)
        if undone:
            raise PublicationRefused(undone)
        if wish.emergency and not wish.reason.strip():
            raise ReasonMissing
        publication = _publication(ports, account, draft, definition, wish)
        closed = replace(
            draft, published_at=publication.at, updated_at=publication.at, updated_by=account.name
        )
        tx.definitions.keep(definition)
        if not tx.studio.drafts.save(closed, based_on=based_on) or not tx.studio.publications.add(
            publication
        ):
            raise DesignConflict
        tx.studio.facts.append(_fact(ports, publication, wish, listed))
        if wish.opening is not None and served(ports, definition.slug) is None:
            tx.studio.openings.set(definition.slug, wish.opening)
    ports.forms.refresh()
    return publication


def _open(tx: Transaction, account: Account, draft_id: str) -> FormDraft:
    """The draft, when it may still be published by this designer."""
    published = publication_of(tx, account, draft_id)
    if published is not None:
        raise AlreadyPublished(published)
    return mine(tx, account, draft_id)


def published_meanwhile(ports: Ports, account: Account, draft_id: str) -> Publication | None:
    """The version that this draft has become, None while it is a draft; NotFound for another service's."""
    with ports.store.reading() as tx:
        return publication_of(tx, account, draft_id)


def publication_of(tx: Transaction, account: Account, draft_id: str) -> Publication | None:
    """The same inside a transaction."""
    draft = tx.studio.drafts.get(draft_id)
    if draft.service_id not in account.services("designer"):
        raise NotFound
    if draft.published_at is None:
        return None
    version = draft.document["version"]
    found: Sequence[Publication] = tx.studio.publications.of_form(draft.slug)
    return next((one for one in found if one.version == version), None)


def _publication(
    ports: Ports, account: Account, draft: FormDraft, definition: FormDefinition, wish: Wish
) -> Publication:
    return Publication(
        definition.slug, definition.version, definition.hash, draft.service_id, ports.clock.now(),
        account.id, account.name, wish.reason.strip()[:LONGEST_REASON],
    )  # fmt: skip


def _fact(ports: Ports, one: Publication, wish: Wish, listed: Sequence[Task]) -> FormFact:
    kind = EMERGENCY if wish.emergency else PUBLISHED
    data = {"version": one.version, "hash": one.hash, "reason": one.reason, "skipped": skipped(listed)}
    return FormFact(ports.ids.new(), one.slug, one.service_id, one.at, one.by_id, one.by_name, kind, data)
