"""What is wrong or unwise in a workflow, with its place in the file and the way to mend it.

It walks the graph of states only; it refuses to know dossiers, forms and files.
"""

from collections.abc import Iterator
from typing import get_args

from app.core.dossier import Role
from app.core.errors import Problem
from app.core.language import _
from app.core.workflow import CLOCK, DRAFT, Workflow
from app.core.workflow.clock_rules import CLOCK_RULES, choose, moves, states

ROLES: tuple[str, ...] = get_args(Role)
EFFECTS = (
    "document:form", "document:receipt", "document:decision", "document:mandate",
    "mail:received", "mail:correction", "mail:resubmitted", "mail:under_review", "mail:decided",
    "mail:implicit", "mail:reopened", "mail:draft-link",
)  # fmt: skip

Finding = tuple[str, str, str, str]  # JSON Pointer, code, cause, fix


def lint(workflow: Workflow, *, file: str) -> tuple[Problem, ...]:
    """Every problem of this workflow, rule by rule. An unknown state is told alone: no graph, no walk."""
    found = list(_unknown_states(workflow))
    if not found:
        found = [finding for rule in _RULES for finding in rule(workflow)]
    return tuple(Problem(file, *finding) for finding in found)


def _unknown_states(workflow: Workflow) -> Iterator[Finding]:
    for place, move in moves(workflow):
        ends = [(f"{place}/from/{number}", state) for number, state in enumerate(move.from_)]
        for pointer, state in [*ends, (f"{place}/to", move.to)]:
            if state not in workflow.states:
                cause = _("L’état « {state} » n’existe pas.").format(state=state)
                yield pointer, "unknown-state", cause, choose(state, tuple(workflow.states))


def _draft(workflow: Workflow) -> Iterator[Finding]:
    if DRAFT not in workflow.states:
        fix = _("Ajoutez un état dont l’identifiant est « {id} ».").format(id=DRAFT)
        yield "/states", "no-draft", _("Il n’y a pas d’état de départ."), fix
    elif not any("citizen" in move.by and DRAFT in move.from_ for move in workflow.transitions.values()):
        fix = _("Ajoutez une action depuis « {id} », par « citizen ».").format(id=DRAFT)
        yield "/transitions", "no-submission", _("L’usager ne peut pas envoyer sa demande."), fix
    for place, move in moves(workflow):
        if move.to == DRAFT:
            cause = _("Une demande envoyée ne redevient pas un brouillon.")
            fix = _("Créez un état de correction, modifiable par l’usager.")
            yield f"{place}/to", "back-to-draft", cause, fix


def _roles(workflow: Workflow) -> Iterator[Finding]:
    places = [(f"{place}/by", move.by) for place, move in moves(workflow)]
    places += [(f"{place}/editable_by", state.editable_by) for place, state in states(workflow)]
    for place, roles in places:
        for number, role in enumerate(roles):
            if role not in ROLES:
                cause = _("Le rôle « {role} » n’existe pas.").format(role=role)
                yield f"{place}/{number}", "unknown-role", cause, choose(role, ROLES)


def _effects(workflow: Workflow) -> Iterator[Finding]:
    for place, move in moves(workflow):
        for number, effect in enumerate(move.effects):
            if effect not in EFFECTS:
                cause = _("L’effet « {effect} » n’existe pas.").format(effect=effect)
                yield f"{place}/effects/{number}", "unknown-effect", cause, choose(effect, EFFECTS)


def _unreachable(workflow: Workflow) -> Iterator[Finding]:
    reached = _reached(workflow)
    for place, state in states(workflow):
        if state.id not in reached and DRAFT in workflow.states:
            cause = _("Aucun dossier ne peut arriver à l’état « {state} ».").format(state=state.id)
            yield place, "unreachable-state", cause, _("Ajoutez une action qui y mène, ou retirez-le.")


def _reached(workflow: Workflow, start: str = DRAFT) -> set[str]:
    reached, fresh = {start}, {start}
    while fresh:
        fresh = {move.to for move in workflow.transitions.values() if fresh & set(move.from_)} - reached
        reached |= fresh
    return reached


def _editable(workflow: Workflow) -> Iterator[Finding]:
    """Who may change the answers has exactly one way to send them: the form's last button."""
    for place, state in states(workflow):
        if state.editable_by and state.terminal:
            cause = _("Les réponses d’un état final ne changent plus.")
            yield f"{place}/editable_by", "editable-terminal", cause, _("Retirez « editable_by ».")
            continue
        for number, role in enumerate(state.editable_by):
            if role in ROLES and len(workflow.leaving(state.id, role)) != 1:
                cause = _("« {role} » modifie les réponses sans avoir une seule action pour les envoyer.")
                fix = _("Donnez à ce rôle une action, et une seule, depuis cet état.")
                yield f"{place}/editable_by/{number}", "no-single-sending", cause.format(role=role), fix


def _four_eyes(workflow: Workflow) -> Iterator[Finding]:
    """An action is kept from who took another one, which people take, before it."""
    for place, move in moves(workflow):
        for number, name in enumerate(move.other_than):
            pointer, other = f"{place}/other_than/{number}", workflow.transitions.get(name)
            if other is None:
                cause = _("L’action « {action} » n’existe pas.").format(action=name)
                yield pointer, "unknown-action", cause, choose(name, tuple(workflow.transitions))
            elif CLOCK in (*move.by, *other.by):
                cause = _("Une action automatique n’est faite par personne : rien à tenir à l’écart.")
                yield pointer, "clock-apart", cause, _("Retirez « other_than ».")
            elif other is move or not _reached(workflow, other.to) & set(move.from_):
                cause = _("L’action « {other} » ne vient jamais avant « {action} ».")
                fix = _("Nommez une action qui mène à celle-ci, ou retirez « other_than ».")
                yield pointer, "never-before", cause.format(other=name, action=move.id), fix


_RULES = (_draft, _roles, _effects, _unreachable, _editable, _four_eyes, *CLOCK_RULES)
