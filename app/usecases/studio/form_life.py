"""A form that is served: its versions, when it opens and closes, what takes its place; for its designers.

A form of another service does not exist (NotFound). Each change is one more fact; none is ever changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.core.account import Account
from app.core.definition import FormDefinition
from app.core.errors import GuichetError, NotFound
from app.core.language import _
from app.core.studio import FormFact, Publication
from app.core.studio.form_history import OPENING
from app.core.studio.opening import Opening
from app.core.versions.comparing import Difference, compare
from app.usecases.ports import Ports, Transaction
from app.usecases.studio import DesignConflict
from app.usecases.studio.publish_form import served

LONGEST_EXPLANATION = 1000


class OpeningRefused(GuichetError):
    """Dates that cannot be: `where` is the input to mend."""

    code = "opening-refused"

    def __init__(self, where: str, why: str) -> None:
        super().__init__(why)
        self.where = where


@dataclass(frozen=True, slots=True)
class Version:
    """One version: `publication` is None for one that came as a file. `drafts` and `sent` are under it."""

    definition: FormDefinition
    publication: Publication | None
    skipped: tuple[str, ...]
    drafts: int
    sent: int


@dataclass(frozen=True, slots=True)
class FormLife:
    """The page of a form: versions and facts, the newest first; `others` may take its place."""

    current: FormDefinition
    versions: tuple[Version, ...]
    facts: tuple[FormFact, ...]
    opening: Opening
    others: tuple[FormDefinition, ...]


def form_life(ports: Ports, account: Account, slug: str) -> FormLife:
    """All that is known of a form that is served, or NotFound."""
    current = _mine(ports, account, slug)
    with ports.store.reading() as tx:
        facts = tuple(tx.studio.facts.of(slug))
        versions = _versions(tx, current, facts)
        opening = tx.studio.openings.of(slug)
    others = tuple(form for form in ports.forms.published() if form.slug != slug)
    return FormLife(current, versions, facts, opening, others)


def changes_of(
    ports: Ports, account: Account, slug: str, version: int
) -> tuple[FormDefinition, FormDefinition | None, tuple[Difference, ...]]:
    """(this version, the one before, what changed between both); NotFound for one that is not kept."""
    life = form_life(ports, account, slug)
    known = {one.definition.version: one.definition for one in life.versions}
    if version not in known:
        raise NotFound
    before = known.get(max((one for one in known if one < version), default=0))
    return known[version], before, compare(before, known[version]) if before else ()


def set_opening(ports: Ports, account: Account, slug: str, wanted: Opening, *, reason: str = "") -> None:
    """When it opens and closes, and what takes its place. OpeningRefused, or DesignConflict when somebody
    else changed it since revision `wanted.revision` was read."""
    current = _mine(ports, account, slug)
    wanted = replace(wanted, explanation=wanted.explanation.strip()[:LONGEST_EXPLANATION])
    _check(ports, slug, wanted)
    now = ports.clock.now()
    data = {
        "opens_at": _iso(wanted.opens_at), "closes_at": _iso(wanted.closes_at),
        "replaced_by": wanted.replaced_by, "explanation": wanted.explanation, "reason": reason.strip()[:1000],
    }  # fmt: skip
    fact = FormFact(ports.ids.new(), slug, current.service.id, now, account.id, account.name, OPENING, data)
    with ports.store.transaction() as tx:
        if not tx.studio.openings.set(slug, wanted):
            raise DesignConflict
        tx.studio.facts.append(fact)
    ports.forms.refresh()


def _mine(ports: Ports, account: Account, slug: str) -> FormDefinition:
    current = ports.forms.current(slug)
    if current.service.id not in account.services("designer"):
        raise NotFound
    return current


def _versions(tx: Transaction, current: FormDefinition, facts: Sequence[FormFact]) -> tuple[Version, ...]:
    """Published here, or served as a file; a version that nobody published is no version."""
    slug = current.slug
    published = {one.hash: one for one in tx.studio.publications.of_form(slug)}
    left_out = {fact.data.get("hash"): tuple(fact.data.get("skipped", ())) for fact in facts}
    counts = {(hash_, sent): n for hash_, sent, n in tx.studio.in_flight.versions(current.service.id, slug)}
    kept = {form.hash: form for form in tx.definitions.of_slugs([slug])} | {current.hash: current}
    return tuple(
        Version(
            form, published.get(form.hash), left_out.get(form.hash, ()),
            counts.get((form.hash, False), 0), counts.get((form.hash, True), 0),
        )
        for form in sorted(kept.values(), key=lambda form: form.version, reverse=True)
    )  # fmt: skip


def _check(ports: Ports, slug: str, wanted: Opening) -> None:
    if wanted.opens_at and wanted.closes_at and wanted.closes_at <= wanted.opens_at:
        raise OpeningRefused("fermeture", _("La fermeture vient après l’ouverture. Changez l’une des deux."))
    if wanted.replaced_by and (wanted.replaced_by == slug or served(ports, wanted.replaced_by) is None):
        raise OpeningRefused("remplacement", _("Choisissez une autre démarche, en ligne."))


def _iso(instant: datetime | None) -> str:
    return instant.isoformat() if instant else ""
