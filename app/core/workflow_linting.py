"""What is wrong or unwise in a workflow, with its place in the file and the way to mend it.

It walks the graph of states only; it refuses to know dossiers, forms and files.
"""

from collections.abc import Iterable, Iterator
from typing import get_args

from app.core.closeness import suggestion
from app.core.dossier import Role
from app.core.errors import Problem
from app.core.language import _
from app.core.workflow import DRAFT, State, Transition, Workflow

ROLES: tuple[str, ...] = get_args(Role)
CLOCK = "clock"
EFFECTS = (
    "document:form", "document:receipt", "document:decision", "document:mandate",
    "mail:received", "mail:correction", "mail:resubmitted", "mail:under_review", "mail:decided",
    "mail:draft-link",
)  # fmt: skip

Finding = tuple[str, str, str, str]  # JSON Pointer, code, cause, fix


def lint(workflow: Workflow, *, file: str) -> tuple[Problem, ...]:
    """Every problem of this workflow, rule by rule. An unknown state is told alone: no graph, no walk."""
    found = list(_unknown_states(workflow))
    if not found:
        found = [finding for rule in _RULES for finding in rule(workflow)]
    return tuple(Problem(file, *finding) for finding in found)


def _unknown_states(workflow: Workflow) -> Iterator[Finding]:
    for place, move in _moves(workflow):
        ends = [(f"{place}/from/{number}", state) for number, state in enumerate(move.from_)]
        for pointer, state in [*ends, (f"{place}/to", move.to)]:
            if state not in workflow.states:
                cause = _("L’état « {state} » n’existe pas.").format(state=state)
                yield pointer, "unknown-state", cause, _choose(state, workflow.states)


def _draft(workflow: Workflow) -> Iterator[Finding]:
    if DRAFT not in workflow.states:
        fix = _("Ajoutez un état dont l’identifiant est « {id} ».").format(id=DRAFT)
        yield "/states", "no-draft", _("Il n’y a pas d’état de départ."), fix
    elif not any("citizen" in move.by and DRAFT in move.from_ for move in workflow.transitions.values()):
        fix = _("Ajoutez une action depuis « {id} », par « citizen ».").format(id=DRAFT)
        yield "/transitions", "no-submission", _("L’usager ne peut pas envoyer sa demande."), fix
    for place, move in _moves(workflow):
        if move.to == DRAFT:
            cause = _("Une demande envoyée ne redevient pas un brouillon.")
            fix = _("Créez un état de correction, modifiable par l’usager.")
            yield f"{place}/to", "back-to-draft", cause, fix


def _roles(workflow: Workflow) -> Iterator[Finding]:
    places = [(f"{place}/by", move.by) for place, move in _moves(workflow)]
    places += [(f"{place}/editable_by", state.editable_by) for place, state in _states(workflow)]
    for place, roles in places:
        for number, role in enumerate(roles):
            if role not in ROLES:
                cause = _("Le rôle « {role} » n’existe pas.").format(role=role)
                yield f"{place}/{number}", "unknown-role", cause, _choose(role, ROLES)


def _effects(workflow: Workflow) -> Iterator[Finding]:
    for place, move in _moves(workflow):
        for number, effect in enumerate(move.effects):
            if effect not in EFFECTS:
                cause = _("L’effet « {effect} » n’existe pas.").format(effect=effect)
                yield f"{place}/effects/{number}", "unknown-effect", cause, _choose(effect, EFFECTS)


def _clock(workflow: Workflow) -> Iterator[Finding]:
    for place, move in _moves(workflow):
        if CLOCK in move.by and move.by != (CLOCK,):
            cause = _("Une action est faite par des personnes ou par le délai, pas par les deux.")
            yield f"{place}/by", "clock-with-roles", cause, _("Écrivez deux actions.")
        if CLOCK in move.by and not move.after:
            fix = _("Ajoutez « after », par exemple « P2M ».")
            yield place, "clock-without-delay", _("Cette action automatique n’a pas de délai."), fix
        if CLOCK not in move.by and move.after:
            cause = _("Ce délai ne sert pas : l’action est faite par une personne.")
            yield f"{place}/after", "delay-without-clock", cause, _("Retirez « after ».")
        if CLOCK in move.by and "motive" in move.requires:
            cause = _("Une action automatique ne peut pas demander de motif.")
            yield f"{place}/requires", "clock-with-motive", cause, _("Retirez « motive ».")


def _conditions(workflow: Workflow) -> Iterator[Finding]:
    """A condition that nobody evaluates would open the action to everybody."""
    for place, move in _moves(workflow):
        if move.when is not None:
            cause = _("Les conditions sur les actions ne sont pas encore lues.")
            yield f"{place}/when", "condition-not-read", cause, _("Retirez « when ».")


def _exits(workflow: Workflow) -> Iterator[Finding]:
    left = {state for move in workflow.transitions.values() for state in move.from_}
    for place, state in _states(workflow):
        if state.terminal and state.id in left:
            cause = _("L’état final « {state} » a encore des actions.").format(state=state.id)
            yield place, "exit-from-terminal", cause, _("Retirez « terminal », ou ces actions.")
        if not state.terminal and state.id not in left:
            cause = _("On ne peut pas sortir de l’état « {state} ».").format(state=state.id)
            yield place, "dead-end", cause, _("Ajoutez une action qui en sort, ou « terminal ».")
    if not any(state.terminal for state in workflow.states.values()):
        cause = _("Aucun état n’est final : un dossier ne se termine jamais.")
        yield "/states", "no-end", cause, _("Ajoutez « terminal » à un état.")


def _unreachable(workflow: Workflow) -> Iterator[Finding]:
    reached = _reached(workflow)
    for place, state in _states(workflow):
        if state.id not in reached and DRAFT in workflow.states:
            cause = _("Aucun dossier ne peut arriver à l’état « {state} ».").format(state=state.id)
            yield place, "unreachable-state", cause, _("Ajoutez une action qui y mène, ou retirez-le.")


def _reached(workflow: Workflow) -> set[str]:
    reached, fresh = {DRAFT}, {DRAFT}
    while fresh:
        fresh = {move.to for move in workflow.transitions.values() if fresh & set(move.from_)} - reached
        reached |= fresh
    return reached


def _editable(workflow: Workflow) -> Iterator[Finding]:
    """Who may change the answers has exactly one way to send them: the form's last button."""
    for place, state in _states(workflow):
        if state.editable_by and state.terminal:
            cause = _("Les réponses d’un état final ne changent plus.")
            yield f"{place}/editable_by", "editable-terminal", cause, _("Retirez « editable_by ».")
            continue
        for number, role in enumerate(state.editable_by):
            if role in ROLES and len(workflow.available(state.id, role)) != 1:
                cause = _("« {role} » modifie les réponses sans avoir une seule action pour les envoyer.")
                fix = _("Donnez à ce rôle une action, et une seule, depuis cet état.")
                yield f"{place}/editable_by/{number}", "no-single-sending", cause.format(role=role), fix


_RULES = (_draft, _roles, _effects, _clock, _conditions, _exits, _unreachable, _editable)


def _choose(name: str, names: Iterable[str]) -> str:
    listed = _("Choisissez parmi : {allowed}.").format(allowed=", ".join(names))
    return suggestion(name, names) or listed


def _states(workflow: Workflow) -> list[tuple[str, State]]:
    return [(f"/states/{number}", state) for number, state in enumerate(workflow.states.values())]


def _moves(workflow: Workflow) -> list[tuple[str, Transition]]:
    return [(f"/transitions/{number}", move) for number, move in enumerate(workflow.transitions.values())]
