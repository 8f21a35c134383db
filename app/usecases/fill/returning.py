"""Coming back to a draft whose form has changed of version: it goes on under the new one, and says so once.

The rule is the core's (`versions.renewing`). Whoever comes second finds it done. What was sent keeps its
version; a form that is no more served leaves its drafts as they are.
"""

from dataclasses import dataclass, replace

from app.core.definition import FormDefinition
from app.core.dossier import ALONE, Acting, Dossier, by_itself
from app.core.errors import NotFound
from app.core.versions.renewing import Left, Told, lefts, renewed, seen, told, unseen
from app.core.workflow import DRAFT
from app.usecases.fill.filling import lay_open, require_editable
from app.usecases.fill.keeping import patiently
from app.usecases.ports import Ports, Transaction
from app.usecases.studio.trial_versions import version_of


@dataclass(frozen=True, slots=True)
class News:
    """What the change of version did to a draft, for the person. `kept`: answers that are as they were."""

    dossier: Dossier
    definition: FormDefinition
    told: tuple[Told, ...]
    left: tuple[Left, ...]
    kept: int


def entered(ports: Ports, dossier_id: str) -> Dossier | None:
    """The dossier that somebody opens, moved to the version of today when it is a draft; None when gone."""
    with ports.store.reading() as tx:
        try:
            dossier = tx.dossiers.get(dossier_id)
        except NotFound:
            return None
        if following(ports, tx, dossier) is None:
            return dossier
    return patiently(lambda: _renew(ports, dossier_id))


def following(ports: Ports, tx: Transaction, dossier: Dossier) -> FormDefinition | None:
    """The version that this draft should go on with, None while it has it."""
    if dossier.state != DRAFT or dossier.submitted_at is not None:
        return None
    try:
        current = target(ports, tx, dossier)
    except NotFound:
        return None
    if current.hash == dossier.definition_hash:
        return None
    held = tx.definitions.get(dossier.definition_hash)
    return current if dossier.test or current.version > held.version else None


def target(ports: Ports, tx: Transaction, dossier: Dossier) -> FormDefinition:
    """The version of today: what citizens fill in, or the draft that a test is of. NotFound when the form
    is served no more."""
    return version_of(ports, tx, dossier) if dossier.test else ports.forms.current(dossier.slug)


def _renew(ports: Ports, dossier_id: str) -> Dossier:
    with ports.store.transaction() as tx:
        dossier = tx.dossiers.get(dossier_id)
        after = following(ports, tx, dossier)
        if after is None:
            return dossier
        before, now = tx.definitions.get(dossier.definition_hash), ports.clock.now()
        workflow = ports.workflows.get(after.workflow)
        tx.definitions.keep(after)
        tx.workflows.keep(workflow)
        moved = replace(renewed(dossier, before, after, now), workflow_hash=workflow.hash)
        kept = tx.dossiers.save_working(moved, based_on=dossier.revision)
        facts = {"from": before.version, "to": after.version}
        tx.events.append(dossier_id, "renewed", now, by_itself(dossier.acting), facts)
        return kept


def news(ports: Ports, dossier_id: str, acting: Acting = ALONE) -> News:
    """What changed, and the old answers; NotFound when nothing ever did."""
    with ports.store.reading() as tx:
        sheet = lay_open(ports, tx, dossier_id)
        require_editable(ports, tx, sheet, acting)
    dossier = sheet.dossier
    if not dossier.renewal:
        raise NotFound
    lines = told(dossier, sheet.definition)
    return News(dossier, sheet.definition, lines, tuple(lefts(dossier)), dossier.renewal["kept"])


def have_read(ports: Ports, dossier_id: str, acting: Acting = ALONE) -> None:
    """The person has read what changed: the pages are theirs again. Twice is once."""

    def mark() -> Dossier:
        with ports.store.transaction() as tx:
            sheet = lay_open(ports, tx, dossier_id)
            require_editable(ports, tx, sheet, acting)
            if not unseen(sheet.dossier):
                return sheet.dossier
            return tx.dossiers.save_working(seen(sheet.dossier), based_on=sheet.dossier.revision)

    patiently(mark)
