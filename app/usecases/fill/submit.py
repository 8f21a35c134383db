"""Sending a complete form: the last gate, then one transaction, then the wake-up.

The first sending freezes the answers; sending again after a correction freezes them anew.
A second sending of the same answers (double click, two tabs) finds the dossier already sent.
"""

from collections.abc import Sequence
from typing import Any

from app.core.desk.casework import AnswersBefore
from app.core.desk.notices import CORRECTED, RECEIVED
from app.core.dossier import ALONE, Acting, Dossier, by_itself
from app.core.errors import AnswersIncomplete, FormRenewed, NotDeclared, NotEligible, TransitionNotAllowed
from app.core.language import _
from app.core.rows import without_waiting
from app.core.versions.renewing import unseen
from app.core.workflow import Standing, transition
from app.usecases.desk.moving import Moved, add_effect, move
from app.usecases.desk.routing import find_route, trace
from app.usecases.fill.attach import forget_unsent
from app.usecases.fill.filling import Sheet, Submitted, lay_open, require_mandate, require_same_help, role_of
from app.usecases.fill.openness import require_open
from app.usecases.moment import at_one_moment
from app.usecases.ports import Ports, Transaction


def submit(ports: Ports, dossier_id: str, *, declared: bool, acting: Acting = ALONE) -> Submitted:
    """Send the dossier. Raises NotDeclared, AnswersIncomplete, MandateNotValid; nothing changes then."""
    with ports.store.transaction() as tx:
        ports = at_one_moment(ports)  # read once the lock is ours: the day of receipt is that of the event
        sheet = lay_open(ports, tx, dossier_id)
        if not _editable(sheet, acting):
            return Submitted(sheet.dossier, sheet.definition, already=True)
        require_same_help(sheet.dossier, acting)
        require_mandate(ports, tx, acting, sheet.dossier.slug)
        if unseen(sheet.dossier):
            raise FormRenewed
        if sheet.dossier.submitted_at is None and not sheet.dossier.test:
            require_open(ports, sheet.dossier.slug)
        _require_complete(sheet, declared)
        moved = _send(ports, tx, sheet, acting)
        if moved is None:
            return Submitted(tx.dossiers.get(dossier_id), sheet.definition, already=True)
        forget_unsent(tx, sheet.definition, moved.dossier)
        told = _tell(ports, tx, sheet, moved.dossier)
    ports.queue.wake((*moved.effect_ids, *told))
    return Submitted(moved.dossier, sheet.definition)


def _tell(ports: Ports, tx: Transaction, sheet: Sheet, sent: Dossier) -> Sequence[str]:
    """The agents, of what waits for them: a declaration that is received by itself is no work."""
    if sheet.workflow.states[sent.state].tab != "todo":
        return ()
    kind = RECEIVED if sheet.dossier.submitted_at is None else CORRECTED
    return (add_effect(ports, tx, sent, f"tell:{kind}", ports.clock.now()),)


def _editable(sheet: Sheet, acting: Acting) -> bool:
    return role_of(acting) in sheet.workflow.states[sheet.dossier.state].editable_by


def _require_complete(sheet: Sheet, declared: bool) -> None:
    """The same verdict as on the pages, on everything at once."""
    if sheet.journey.is_stopped():
        raise NotEligible
    unfinished = sheet.journey.first_open()
    if unfinished is not None:
        raise AnswersIncomplete(unfinished.id)
    if not declared:
        raise NotDeclared


def _send(ports: Ports, tx: Transaction, sheet: Sheet, acting: Acting) -> Moved | None:
    """The transition that leaves an editable state; None when another tab was first."""
    dossier = sheet.dossier
    sending = sheet.workflow.leaving(dossier.state, role_of(acting))
    if not sending:
        raise TransitionNotAllowed("wrong-role", _("Vous n’avez pas le droit d’envoyer ce dossier."))
    found = transition(
        sheet.workflow,
        dossier.state,
        sending[0].id,
        role_of(acting),
        standing=Standing(sheet.verdict.answers, ports.clock.today()),
    )
    columns = _frozen(ports, sheet)
    route = None
    if dossier.submitted_at is None:  # a correction stays with those who asked for it
        route = find_route(ports, tx, dossier, sheet.verdict.answers)
        columns["group_id"] = route.group.id if route else ""
    try:
        moved = move(ports, tx, dossier, found, sheet.workflow, acting, **columns)
    except TransitionNotAllowed as refusal:
        if refusal.reason != "changed-meanwhile":
            raise
        return None
    if route is not None:
        trace(tx, moved.dossier, by_itself(acting), ports.clock.now(), route, sheet.definition)
    if dossier.submitted_at is not None:  # for those who will want to see what was corrected
        number = tx.events.of(dossier.id)[-1].number
        tx.casework.versions.keep(dossier.id, AnswersBefore(number, dossier.answers))
    return moved


def _frozen(ports: Ports, sheet: Sheet) -> dict[str, Any]:
    """The columns that a sending fixes. Hidden answers are not kept once sent."""
    first = sheet.dossier.submitted_at is None
    columns: dict[str, object] = {
        "answers": sheet.verdict.answers,
        "working": sheet.verdict.answers,
        "typed": {},
        "renewal": {},
        "row_ids": without_waiting(sheet.dossier.row_ids),
    }
    if first:
        columns["submitted_at"] = ports.clock.now()
    return columns
