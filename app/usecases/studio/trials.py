"""Trying a draft of a form: a test dossier filled in on the real pages and walked through the real workflow.

The designer plays every role. Nothing leaves: no mail, no document but those asked for, no clock. Tests stay
when the draft is edited; they are forgotten on demand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.account import Account
from app.core.answers import Verdict, judge
from app.core.definition import FormDefinition
from app.core.dossier import ALONE, Acting, Dossier, Person, read_reference
from app.core.editing import EditRefused
from app.core.errors import NotFound, TransitionNotAllowed
from app.core.history import HistoryLine, tell
from app.core.language import _
from app.core.legal_time import civil_date
from app.core.legal_time.ticking import passages
from app.core.studio import FormDraft, Trial
from app.core.studio.trials import recorded
from app.core.summary import Section, summarise
from app.core.workflow import CLOCK, DRAFT, SILENCE, Standing, State, Transition, Workflow, transition
from app.usecases import studio
from app.usecases.desk.moving import definition_and_workflow, move, standing
from app.usecases.fill import open_draft
from app.usecases.ports import Ports, Transaction
from app.usecases.studio import mine
from app.usecases.studio.specimens import Specimen, for_trial, specimen
from app.usecases.studio.trial_versions import version_to_try

MOST = 50  # tests on a page
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class TrialCase:
    """A test dossier seen from the service. `actions` are those of every role, and what time would do;
    `draft` is the form's draft to go back to, None when it is published."""

    trial: Trial
    dossier: Dossier
    definition: FormDefinition
    workflow: Workflow
    state: State
    sections: tuple[Section, ...]
    actions: tuple[Transition, ...]
    history: tuple[HistoryLine, ...]
    draft: FormDraft | None


def begin(ports: Ports, account: Account, draft_id: str, *, helped: bool = False) -> Dossier:
    """A test dossier of this draft; `helped`: filled in by an adviser, whom the designer plays."""
    with ports.store.transaction() as tx:
        draft = mine(tx, account, draft_id)
        acting = Acting(account.person("adviser"), Person(_("Camille Essai")), "accompagne")
        return begun(ports, tx, draft, account.name, acting if helped else ALONE)


def begun(ports: Ports, tx: Transaction, draft: FormDraft, by_name: str, acting: Acting = ALONE) -> Dossier:
    """The same inside a transaction, for whoever may try this draft."""
    definition = version_to_try(ports, tx, draft.slug)
    dossier = open_draft(ports, tx, definition, acting, trial=True)
    tx.studio.trials.add(Trial(dossier.id, draft.slug, draft.service_id, by_name, ports.clock.now()))
    return dossier


def trials_of(ports: Ports, account: Account, draft_id: str) -> Sequence[tuple[Trial, Dossier, State]]:
    """The last tests of this form, with where each stands."""
    with ports.store.reading() as tx:
        draft = mine(tx, account, draft_id)
        found = []
        for trial, dossier in tx.studio.trials.of(draft.slug, MOST):
            _definition, workflow = definition_and_workflow(ports, tx, dossier)
            found.append((trial, dossier, workflow.states[dossier.state]))
    return found


def open_trial(ports: Ports, account: Account, reference: str) -> TrialCase:
    """The test dossier as an agent reads it, or NotFound."""
    with ports.store.reading() as tx:
        trial, dossier = my_trial(tx, account, reference)
        definition, workflow = definition_and_workflow(ports, tx, dossier)
        events = tx.events.of(dossier.id)
        draft = tx.studio.drafts.by_slug(trial.slug)
    where = standing(workflow, dossier, passages(events))
    state = workflow.states[dossier.state]
    found = (one for one in workflow.transitions.values() if dossier.state in one.from_)
    found = (one for one in found if _playable(one) and _is_of_form(one, definition))
    actions = () if dossier.state == DRAFT else tuple(found)
    verdict = _verdict(ports, definition, dossier)
    return TrialCase(
        trial, dossier, definition, workflow, state, summarise(definition, verdict),
        tuple(one for one in actions if _applies(workflow, one, dossier, where)),
        tell(events, to_agent=True), draft,
    )  # fmt: skip


def act(
    ports: Ports, account: Account, reference: str, action: str, *, from_state: str, motive: str = ""
) -> Dossier:
    """Take an action in the role that may; `from_state` is the state that was seen."""
    with ports.store.transaction() as tx:
        _trial, dossier = my_trial(tx, account, reference)
        definition, workflow = definition_and_workflow(ports, tx, dossier)
        wanted = workflow.transitions.get(action)
        if wanted is None or dossier.state != from_state or not _playable(wanted):
            raise TransitionNotAllowed("changed-meanwhile", _("Cet essai a changé : rechargez la page."))
        role = wanted.by[0]
        past = passages(tx.events.of(dossier.id))
        where = standing(workflow, dossier, past)
        found = transition(workflow, dossier.state, action, role, motive=motive, standing=where)
        player = Person(account.name, role, account.id, definition.service.name)
        acting = Acting(player, dossier.acting.beneficiary)
        return move(ports, tx, dossier, found, workflow, acting, motive=motive).dossier


def forget(ports: Ports, account: Account, reference: str) -> Trial:
    """Delete this test; the real dossiers cannot be reached from here."""
    with ports.store.transaction() as tx:
        trial, dossier = my_trial(tx, account, reference)
        tx.studio.trials.forget(dossier.id)
    return trial


def keep_as_scenario(ports: Ports, account: Account, reference: str, name: str) -> FormDraft:
    """The answers of this test become a scenario of the draft: one edit, undone like another."""
    case = open_trial(ports, account, reference)
    if case.draft is None:
        raise EditRefused("no-draft", _("Ce formulaire n’a plus de brouillon : préparez une version."))
    if not name.strip():
        raise EditRefused("no-name", _("Donnez un nom au scénario. Exemple : couple sans enfant"))
    with ports.store.reading() as tx:
        definition = version_to_try(ports, tx, case.trial.slug)
    answers = case.dossier.answers or case.dossier.working
    sent = case.dossier.submitted_at
    today = civil_date(sent) if sent else ports.clock.today()
    value = recorded(definition, answers, name=name.strip()[:LONGEST_NAME], today=today)
    index = len(case.draft.document.get("scenarios", ()))
    edit = {"verb": "set-scenario", "index": index, "value": value}
    return studio.edit(ports, account, case.draft.id, edit, based_on=case.draft.revision).draft


def document(ports: Ports, account: Account, reference: str, kind: str) -> bytes:
    """The PDF of this kind for a test dossier: a specimen."""
    case = open_trial(ports, account, reference)
    verdict = _verdict(ports, case.definition, case.dossier)
    paper = specimen(kind, Specimen(case.definition, verdict, ports.clock.now(), case.dossier))
    return ports.documents.render(for_trial(paper))


def specimen_of(ports: Ports, account: Account, draft_id: str, kind: str, scenario: int) -> bytes:
    """The PDF of this kind for a scenario of the draft; without any, for no answer."""
    opened = studio.open_draft(ports, account, draft_id)
    verdict = _of_scenario(ports, opened.definition, scenario)
    paper = specimen(kind, Specimen(opened.definition, verdict, ports.clock.now()))
    return ports.documents.render(for_trial(paper))


def _of_scenario(ports: Ports, definition: FormDefinition, number: int) -> Verdict:
    answers: Mapping[str, object] = {}
    if 0 <= number < len(definition.scenarios):
        answers = definition.scenarios[number].answers
    return judge(definition, answers, today=ports.clock.today())


def my_trial(tx: Transaction, account: Account, reference: str) -> tuple[Trial, Dossier]:
    """The test of a service of this designer."""
    canonical = read_reference(reference)
    dossier = tx.dossiers.by_reference(canonical) if canonical else None
    trial = tx.studio.trials.get(dossier.id) if dossier is not None else None
    if dossier is None or trial is None or trial.service_id not in account.services("designer"):
        raise NotFound
    return trial, dossier


def _verdict(ports: Ports, definition: FormDefinition, dossier: Dossier) -> Verdict:
    sent = dossier.submitted_at
    today = civil_date(sent) if sent is not None else ports.clock.today()
    return judge(definition, dossier.answers if sent else dossier.working, today=today)


def _playable(one: Transition) -> bool:
    """What the service or time does; what the citizen does is done on their pages."""
    return one.by[0] not in ("citizen", "adviser")


def _is_of_form(one: Transition, definition: FormDefinition) -> bool:
    """A silence is worth what the form says; what a workflow says of the other is not for it."""
    if not one.after.startswith(SILENCE):
        return True
    return one.after == f"{SILENCE}{definition.legal.silence.rule}"


def _applies(workflow: Workflow, one: Transition, dossier: Dossier, where: Standing) -> bool:
    """False for what these answers do not allow."""
    try:
        transition(workflow, dossier.state, one.id, one.by[0], motive="essai", standing=where)
    except TransitionNotAllowed:
        return False
    return True


def is_of_time(one: Transition) -> bool:
    """True for what happens by itself once a delay is over."""
    return CLOCK in one.by
