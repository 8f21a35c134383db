"""An agent proposes to change one answer of a dossier, or takes the proposal back.

Nothing changes before the citizen accepts: see `amendment_answers`.
"""

from collections.abc import Mapping

from app.core.account import Account
from app.core.answers import FieldError
from app.core.definition import FormDefinition
from app.core.desk.amendments import (
    REMINDED,
    WITHDRAWN,
    Amendment,
    Effect,
    effect,
    open_to,
    proposable,
    question_name,
    void,
)
from app.core.dossier import Dossier
from app.core.errors import GuichetError, NotFound
from app.core.field_types import field_type
from app.core.field_types.base import NotUnderstood, Typed
from app.core.language import _
from app.core.legal_time import civil_date
from app.core.paths import get
from app.core.summary import Line
from app.usecases.desk.moving import add_effect, definition_and_workflow
from app.usecases.desk.notes import words
from app.usecases.desk.on_duty import acting_on, of_my_service
from app.usecases.desk.process import Case
from app.usecases.ports import Ports, Transaction

REASON = "champ-raison"  # the input of the page


class AmendmentRefused(GuichetError):
    """The answer cannot be proposed as it was typed. `error` goes back on the question."""

    code = "amendment-refused"

    def __init__(self, message: str, error: FieldError | None = None) -> None:
        super().__init__(message)
        self.error = error


def questions(case: Case) -> tuple[tuple[Line, str], ...]:
    """The answers that may be amended, each with its name; none where the state does not allow it."""
    if not open_to(case.state):
        return ()
    return tuple((line, question_name(case.definition, line)) for line in proposable(case.sections))


def propose(ports: Ports, account: Account, case: Case, path: str, typed: Typed, reason: str) -> Dossier:
    """Propose this answer. NotFound for a question that may not be amended, AmendmentRefused for what was
    typed, CaseworkRefused for the reason; the case was read before, the dossier is read again."""
    line, label = next((pair for pair in questions(case) if pair[0].path == path), (None, ""))
    if line is None:
        raise NotFound
    value = _understood(line, typed)
    with ports.store.transaction() as tx:
        dossier = of_my_service(tx, account, case.dossier.reference)
        definition, workflow = definition_and_workflow(ports, tx, dossier)
        if not open_to(workflow.states[dossier.state]):
            raise NotFound
        _require_sound(dossier, definition, line, value)
        text = words(reason, REASON)
        before = tx.amendments.of(dossier.id)
        if any(one.awaited and one.path == path for one in before):
            raise AmendmentRefused(
                _("Une proposition attend déjà l’usager sur cette réponse. Retirez-la d’abord.")
            )
        now, acting = ports.clock.now(), acting_on(tx, account, dossier)
        proposed = Amendment(
            ports.ids.new(), dossier.id, len(before) + 1, path, label, get(dossier.answers, path), value,
            text, now, acting.actor,
        )  # fmt: skip
        tx.amendments.add(proposed)
        tx.events.append(dossier.id, "amendment-proposed", now, acting, facts(proposed))
        tx.follows.add(account.id, dossier.id)
        effects = _tell(ports, tx, dossier, proposed) if dossier.email else []
    ports.queue.wake(effects)
    return dossier


def _tell(ports: Ports, tx: Transaction, dossier: Dossier, proposed: Amendment) -> list[str]:
    """The mail of now, and the row of the reminder, which waits for its day."""
    now, data = proposed.proposed_at, {"amendment": proposed.id}
    add_effect(ports, tx, dossier, "mail:amendment-reminder", now + REMINDED, data)
    return [add_effect(ports, tx, dossier, "mail:amendment", now, data)]


def still_asked(ports: Ports, tx: Transaction, dossier: Dossier, amendment_id: str) -> bool:
    """False once it was answered or taken back, has become void, or the service is no longer at work."""
    found = tx.amendments.get(amendment_id)
    _definition, workflow = definition_and_workflow(ports, tx, dossier)
    return found.awaited and not void(found, dossier.answers) and open_to(workflow.states[dossier.state])


def _understood(line: Line, typed: Typed) -> object:
    kind = field_type(line.field)
    try:
        return kind.parse(line.field, typed)
    except NotUnderstood as reason:
        message = kind.message(line.field, reason.code)
        part = reason.parts[0] if reason.parts else ""
        raise AmendmentRefused(message, FieldError(line.path, reason.code, message, "", part)) from reason


def _require_sound(dossier: Dossier, definition: FormDefinition, line: Line, value: object) -> None:
    if value == get(dossier.answers, line.path):
        raise AmendmentRefused(_("C’est déjà la réponse du dossier."))
    errors = effect_on(dossier, definition, line.path, value).errors
    wrong = next((error for error in errors if error.path == line.path), None)
    if wrong is not None:
        raise AmendmentRefused(wrong.message, wrong)
    if errors:
        raise AmendmentRefused(
            _("Cette réponse en appelle d’autres, que l’usager seul peut donner : demandez une correction.")
        )


def effect_on(dossier: Dossier, definition: FormDefinition, path: str, value: object) -> Effect:
    """What the answer would change there, judged on the day when it was received."""
    assert dossier.submitted_at is not None  # what was never sent is not amended
    return effect(definition, dossier.answers, path, value, civil_date(dossier.submitted_at))


def withdraw(ports: Ports, account: Account, reference: str, amendment_id: str) -> Amendment:
    """Take the proposal back; again, or after the answer, changes nothing."""
    with ports.store.transaction() as tx:
        dossier = of_my_service(tx, account, reference)
        found = amendment_of(tx, dossier, amendment_id)
        now = ports.clock.now()
        if tx.amendments.close(found.id, now, WITHDRAWN):
            acting = acting_on(tx, account, dossier)
            tx.events.append(dossier.id, "amendment-withdrawn", now, acting, facts(found))
    return found


def amendment_of(tx: Transaction, dossier: Dossier, amendment_id: str) -> Amendment:
    """That one, of this dossier, or NotFound."""
    found = tx.amendments.get(amendment_id)
    if found.dossier_id != dossier.id:
        raise NotFound
    return found


def facts(amendment: Amendment) -> Mapping[str, object]:
    """What the history keeps: the question, no answer."""
    return {"amendment": amendment.id, "question": amendment.label}
