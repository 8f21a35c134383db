"""Agents fill in the annotations of a dossier; two of them at once lose nothing of each other's.

The history says which questions were answered, by whom and when; the answers stay beside the dossier.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.core.account import Account
from app.core.answers import FieldError
from app.core.definition import FormDefinition
from app.core.desk import annotations
from app.core.desk.annotations import Noted
from app.core.dossier import Dossier
from app.core.errors import GuichetError, NotFound
from app.core.field_types import Typed
from app.core.merging import Basis
from app.usecases.desk.on_duty import acting_on, of_my_service
from app.usecases.ports import Ports, Transaction

KIND = "annotated"


@dataclass(frozen=True, slots=True)
class Colleague:
    """Who last filled in the annotations, and when."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Saved:
    """`also`: a colleague had filled in other questions since the page was read; theirs are kept.
    `unasked` (question, what was typed) is told and not kept: another answer no longer asks it; `opened`
    are the questions that these answers ask and that the page had not."""

    dossier: Dossier
    also: Colleague | None = None
    unasked: tuple[tuple[str, str], ...] = ()
    opened: tuple[str, ...] = ()


class AnnotationsRefused(GuichetError):
    """Nothing was kept. `errors`: what is wrong; `conflicts`: the questions that `by` has answered otherwise
    since the page was read; `mine`: those that the page has changed."""

    code = "annotations-refused"

    def __init__(
        self,
        mine: frozenset[str],
        errors: Sequence[FieldError] = (),
        conflicts: Sequence[str] = (),
        by: Colleague | None = None,
    ) -> None:
        super().__init__("annotations refused")
        self.mine, self.errors, self.conflicts, self.by = mine, tuple(errors), tuple(conflicts), by


def asked(ports: Ports, account: Account, reference: str) -> FormDefinition:
    """The annotations that this dossier takes, as a form of one step; NotFound when it takes none."""
    with ports.store.reading() as tx:
        return _form(tx, of_my_service(tx, account, reference))


def annotate(
    ports: Ports, account: Account, reference: str, typed: Mapping[str, Typed], based_on: Basis
) -> Saved:
    """Keep what was typed, question by question. `based_on`: the marks of what the page had read."""
    with ports.store.transaction() as tx:
        dossier = of_my_service(tx, account, reference)
        form = _form(tx, dossier)
        found = annotations.note(form, dossier.annotations, typed, based_on, ports.clock.today())
        if found.errors or found.conflicts:
            raise AnnotationsRefused(found.mine, found.errors, found.conflicts, _last(tx, dossier, found))
        now = found.verdict.answers
        names = annotations.changed(form, dossier.annotations, now)
        also = _last(tx, dossier, found)
        if names:
            tx.casework.annotate(dossier.id, now)
            acting = acting_on(tx, account, dossier)
            tx.events.append(dossier.id, KIND, ports.clock.now(), acting, {"names": list(names)})
    opened = found.verdict.visible - set(typed)
    named = tuple(field.name for _step, field in form.fields() if field.path in opened)
    return Saved(dossier, also, found.unasked, named)


def _form(tx: Transaction, dossier: Dossier) -> FormDefinition:
    form = annotations.form_of(tx.definitions.get(dossier.definition_hash))
    if form is None:
        raise NotFound
    return form


def _last(tx: Transaction, dossier: Dossier, found: Noted) -> Colleague | None:
    """The colleague who was there meanwhile, None when nobody was."""
    if not found.theirs:
        return None
    events = [event for event in tx.events.of(dossier.id) if event.kind == KIND]
    return Colleague(events[-1].acting.actor.name, events[-1].at) if events else None
