"""One dossier as the page draws it: facts in words, and what the agent may do now.

The workflow is data, so the buttons are too: nothing here names a transition.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from flask import request, url_for

from app.core.dossier import spell_reference
from app.core.french import join, spaced
from app.core.history import HistoryLine
from app.core.language import _, ngettext
from app.core.workflow import Transition
from app.usecases.desk.process import Case
from app.web.desk import address
from app.web.desk.words import Due, channel, consequences, due, due_rule, filled_by, other_name, unreached
from app.web.filters import day

TONES: Mapping[str, str] = {"bad": "danger"}  # an action's tone → its button's


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do. `confirm`: it decides for good or asks more, so it leads to a page of its own first.

    `typed` and `error` bring back a motive that was refused.
    """

    id: str
    label: str
    hint: str
    url: str
    tone: str
    from_state: str
    motive: bool
    confirm: bool
    motive_label: str
    motive_hint: str
    field_id: str
    typed: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything that the page shows. `overtaken` is what somebody else did first, if they did."""

    reference: str
    url: str
    follow_url: str
    followed: bool
    followers: str
    list_url: str
    previous_url: str
    next_url: str
    form: str
    person: str
    state: str
    tone: str
    due: Due
    due_rule: str
    received: str
    channel: str
    filled_by: str
    present: str
    other_name: str
    email: str
    actions: tuple[Action, ...]
    kept_apart: tuple[str, ...]
    no_action: str


def _present(names: tuple[str, ...]) -> str:
    told = ngettext("{names} regarde aussi ce dossier.", "{names} regardent aussi ce dossier.", len(names))
    return told.format(names=join(names, _("et"))) if names else ""


def case_view(case: Case, today: date, *, refused: Action | None = None) -> CaseView:
    """Put a dossier into words; `refused` replaces its action, with its motive and error."""
    dossier = case.dossier
    rule = case.definition.legal.silence.rule
    actions = tuple(action_of(case, item, first=number == 0) for number, item in enumerate(case.actions))
    return CaseView(
        reference=spell_reference(dossier.reference),
        url=address.of_case("desk.case", dossier.reference),
        follow_url=address.of_case("desk.unfollow" if case.followed else "desk.follow", dossier.reference),
        followed=case.followed,
        followers=", ".join(follower.name for follower in case.beside.followers) or _("personne"),
        list_url=address.url(within) if (within := address.within(request.args)) else url_for("desk.queue"),
        previous_url=address.of_case("desk.case", case.around[0]) if case.around[0] else "",
        next_url=address.of_case("desk.case", case.around[1]) if case.around[1] else "",
        form=case.definition.title,
        person=dossier.title or _("nom non renseigné"),
        state=case.state.agent,
        tone=case.state.tone,
        due=due(dossier, case.state, rule, today),
        due_rule="" if case.state.terminal else due_rule(case.due, case.tick),
        received=day(dossier.submitted_at),
        channel=channel(dossier.acting),
        filled_by=filled_by(dossier.acting),
        present=_present(case.present),
        other_name=other_name(dossier),
        email=dossier.email,
        actions=tuple(refused if refused and refused.id == action.id else action for action in actions),
        kept_apart=tuple(spaced(sentence) for sentence in _kept_apart(case)),
        no_action=spaced(_no_action(case)),
    )


def action_of(
    case: Case, found: Transition, *, first: bool = True, typed: str = "", error: str = ""
) -> Action:
    """A transition of the workflow as a button. Only the first is the page's main action."""
    reference = case.dossier.reference
    target = case.workflow.states[found.to]
    # Nobody is asked by going there: the section's form asks, and takes the dossier along.
    asks = bool(target.consults) and not case.state.consults and "motive" not in found.requires
    confirm = target.terminal
    by_page = address.of_case("desk.confirm" if confirm else "desk.act", reference, action=found.id)
    hint = unreached(found, case.dossier) or found.hint
    return Action(
        id=found.id,
        label=found.label,
        hint=hint,
        url="#demander-avis" if asks else by_page,
        tone=TONES.get(found.tone, "primary" if first else "secondary"),
        from_state=case.dossier.state,
        motive="motive" in found.requires,
        confirm=confirm or asks,
        motive_label=_("Texte, pour le service") if found.internal else _("Motif"),
        motive_hint=_("L’usager lira ce texte tel quel. Dites simplement pourquoi.") if confirm else hint,
        field_id=f"motif-{found.id}",
        typed=typed,
        error=error,
    )


def what_will_happen(case: Case, found: Transition) -> tuple[str, ...]:
    """The facts to read before confirming."""
    return consequences(case.workflow, found, case.dossier)


def last_action(case: Case) -> HistoryLine | None:
    """The last change of state, to tell an agent who was overtaken who was first, and when."""
    done = {item.done for item in case.workflow.transitions.values()}
    return next((line for line in reversed(case.history) if line.text in done), None)


def _managers(case: Case) -> bool:
    return bool(case.workflow.leaving(case.state.id, "manager"))


def _kept_apart(case: Case) -> Iterator[str]:
    """What a colleague has to do, and why not this agent."""
    done = {item.id: item.done for item in case.workflow.transitions.values()}
    text = _("« {action} » revient à quelqu’un d’autre : « {done} », c’était vous.")
    for move in case.kept_apart:
        yield text.format(action=move.label, done=join([done[name] for name in move.other_than], _("et")))


def _no_action(case: Case) -> str:
    if case.state.terminal:
        return _("Ce dossier est traité. Ses réponses et sa décision ne changent plus.")
    if _managers(case):
        return _("Ce dossier attend le visa d’un responsable.")
    if case.state.tab == "waiting":
        return _("Ce dossier attend l’usager. Il reviendra dans « À traiter » dès que l’usager aura répondu.")
    return _("Aucune action n’est possible dans cet état.")
