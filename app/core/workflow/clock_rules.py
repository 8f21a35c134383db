"""What is wrong in the delays, conditions, opinions and reopenings of a workflow.

Like `workflow.linting`, which runs these rules, it reads the graph of states only.
"""

from collections.abc import Iterator

from app.core.closeness import suggestion
from app.core.conditions.typing import check
from app.core.language import _
from app.core.legal_time.deadlines import read_delay
from app.core.workflow import CLOCK, OPINIONS, SILENCE, State, Transition, Workflow

Finding = tuple[str, str, str, str]  # JSON Pointer, code, cause, fix


def clock(workflow: Workflow) -> Iterator[Finding]:
    """An action is done by people or by a delay."""
    for place, move in moves(workflow):
        yield from _of_the_clock(place, move) if CLOCK in move.by else _of_people(place, move)


def _of_the_clock(place: str, move: Transition) -> Iterator[Finding]:
    if move.by != (CLOCK,):
        cause = _("Une action est faite par des personnes ou par le délai, pas par les deux.")
        yield f"{place}/by", "clock-with-roles", cause, _("Écrivez deux actions.")
    if not move.after:
        fix = _("Ajoutez « after », par exemple « P2M ».")
        yield place, "clock-without-delay", _("Cette action automatique n’a pas de délai."), fix
    if "motive" in move.requires:
        cause = _("Une action automatique ne peut pas demander de motif.")
        yield f"{place}/requires", "clock-with-motive", cause, _("Retirez « motive ».")
    if move.opinion:
        cause = _("Un avis est donné par une personne.")
        yield f"{place}/opinion", "clock-with-opinion", cause, _("Retirez « opinion ».")
    for key in ("days", "extended"):
        if move.after.startswith((SILENCE, OPINIONS)) and key in _given(move):
            cause = _("Le délai du silence est celui de la loi : « {key} » n’y change rien.").format(key=key)
            yield f"{place}/{key}", "silence-is-legal", cause, _("Retirez « {key} ».").format(key=key)


def _of_people(place: str, move: Transition) -> Iterator[Finding]:
    for key in ("after", "days", "extended"):
        if key in _given(move):
            cause = _("Ce délai ne sert pas : l’action est faite par une personne.")
            yield f"{place}/{key}", "delay-without-clock", cause, _("Retirez « {key} ».").format(key=key)


def _given(move: Transition) -> set[str]:
    """The keys of a delay that say something."""
    said = {"after": bool(move.after), "days": move.days != "calendar", "extended": move.extended}
    return {key for key, value in said.items() if value}


def conditions(workflow: Workflow) -> Iterator[Finding]:
    """What can be known without the form: operators, numbers of operands, depth. Each form that takes the
    workflow has its paths and types checked against it (`installed`)."""
    for place, move in moves(workflow):
        if move.when is not None:
            flaws = check(move.when, lambda _path: None, pointer=f"{place}/when")
            yield from ((f.pointer, f.code, f.message, f.fix) for f in flaws if f.code != "unknown-path")


def exits(workflow: Workflow) -> Iterator[Finding]:
    """Every state is left by somebody, or final; a clock that may stay silent is no way out."""
    for place, state in states(workflow):
        leaving = [move for _place, move in moves(workflow) if state.id in move.from_]
        out = [move for move in leaving if move.to != state.id]
        if not state.terminal and not out:
            cause = _("On ne peut pas sortir de l’état « {state} ».").format(state=state.id)
            yield place, "dead-end", cause, _("Ajoutez une action qui en sort, ou « terminal ».")
        elif not state.terminal and all(_may_never_come(move) for move in out):
            cause = _("Seul un délai qui peut ne jamais venir fait sortir de l’état « {state} ».")
            fix = _("Ajoutez une action faite par une personne, ou un délai sans condition.")
            yield place, "clock-without-exit", cause.format(state=state.id), fix
        if state.terminal and any(not move.reopens for move in leaving):
            cause = _("L’état final « {state} » a encore des actions.").format(state=state.id)
            fix = _(
                "Retirez « terminal », ou ces actions, ou dites qu’elles rouvrent le dossier : « reopens »."
            )
            yield place, "exit-from-terminal", cause, fix
    if not any(state.terminal for state in workflow.states.values()):
        cause = _("Aucun état n’est final : un dossier ne se termine jamais.")
        yield "/states", "no-end", cause, _("Ajoutez « terminal » à un état.")


def _may_never_come(move: Transition) -> bool:
    """By nobody, on a condition, on a silence that the form may not know, on opinions."""
    silent = move.after.startswith((SILENCE, OPINIONS)) or move.when is not None or OPINIONS in move.requires
    return CLOCK in move.by and silent


def reopenings(workflow: Workflow) -> Iterator[Finding]:
    """A decision is withdrawn by somebody, who says why."""
    for place, move in moves(workflow):
        if not move.reopens:
            continue
        left = [workflow.states[state] for state in (*move.from_, move.to)]
        if not all(state.terminal for state in left[:-1]) or left[-1].terminal:
            cause = _("Rouvrir, c’est aller d’un état final à un état qui ne l’est pas.")
            yield (
                f"{place}/reopens",
                "not-a-reopening",
                cause,
                _("Retirez « reopens », ou corrigez les états."),
            )
        if "motive" not in move.requires or CLOCK in move.by:
            cause = _("Un dossier n’est rouvert que par une personne, avec un motif.")
            yield place, "reopening-without-motive", cause, _("Ajoutez « motive » à « requires ».")


def opinions(workflow: Workflow) -> Iterator[Finding]:
    """An opinion changes no state, is waited for where it is asked, and never for ever."""
    for place, move in moves(workflow):
        if move.opinion and move.from_ != (move.to,):
            cause = _("Donner un avis ne change pas l’état du dossier.")
            yield f"{place}/opinion", "opinion-moves", cause, _("Donnez le même état à « from » et à « to ».")
        for name in move.from_:
            asks = workflow.opinions(name) or workflow.states[name].consults
            if OPINIONS in move.requires and not asks:
                cause = _("Aucun avis n’est demandé dans l’état « {state} ».").format(state=name)
                yield f"{place}/requires", "no-opinion-asked", cause, _("Retirez « opinions ».")
            if move.after == OPINIONS and not workflow.states[name].consults:
                cause = _("On ne demande d’avis à personne dans l’état « {state} ».").format(state=name)
                fix = _("Ajoutez « consults » à cet état, ou donnez une durée.")
                yield f"{place}/after", "nobody-consulted", cause, fix
    for place, state in states(workflow):
        out = [m for _p, m in moves(workflow) if state.id in m.from_ and m.to != state.id]
        if state.consults and (state.terminal or state.editable_by or not any(_for_experts(m) for m in out)):
            cause = _("Rien ne met fin à l’attente des experts dans l’état « {state} ».")
            fix = _('Ajoutez une action automatique avec « "after": "opinions" », ou retirez « consults ».')
            yield f"{place}/consults", "experts-without-deadline", cause.format(state=state.id), fix
        if workflow.opinions(state.id) and not any(_ends_waiting(move) for move in out):
            cause = _("Un avis qui ne vient pas bloquerait le dossier dans l’état « {state} ».")
            fix = _("Ajoutez une action automatique avec un délai, par exemple « P15D ».")
            yield place, "opinions-without-deadline", cause.format(state=state.id), fix


def _for_experts(move: Transition) -> bool:
    return CLOCK in move.by and move.after == OPINIONS and move.when is None


def _ends_waiting(move: Transition) -> bool:
    return CLOCK in move.by and not _may_never_come(move)


def waiting(workflow: Workflow) -> Iterator[Finding]:
    """What stops or grants time is a state where the person answers."""
    for place, state in states(workflow):
        for key in ("clock", "grants"):
            if getattr(state, key) and not state.editable_by:
                cause = _("Personne ne peut répondre dans l’état « {state} ».").format(state=state.id)
                fix = _("Ajoutez « editable_by », ou retirez « {key} ».").format(key=key)
                yield f"{place}/{key}", "nobody-answers", cause, fix


def circles(workflow: Workflow) -> Iterator[Finding]:
    """Actions taken at once that lead back to where they began would never end."""
    at_once = [(place, move) for place, move in moves(workflow) if _at_once(move)]
    for place, move in at_once:
        reached, fresh = set[str](), {move.to}
        while fresh:
            reached |= fresh
            fresh = {next_.to for _p, next_ in at_once if set(next_.from_) & fresh} - reached
        if reached & set(move.from_):
            cause = _("Cette action immédiate ramène le dossier à son point de départ, sans fin.")
            yield place, "endless-clock", cause, _("Donnez-lui un délai, ou un autre état d’arrivée.")


def _at_once(move: Transition) -> bool:
    return CLOCK in move.by and move.after.startswith("P") and read_delay(move.after).at_once


def choose(name: str, names: tuple[str, ...]) -> str:
    """The closest name, or all of them."""
    listed = _("Choisissez parmi : {allowed}.").format(allowed=", ".join(names))
    return suggestion(name, names) or listed


def states(workflow: Workflow) -> list[tuple[str, State]]:
    """The states with their JSON Pointers."""
    return [(f"/states/{number}", state) for number, state in enumerate(workflow.states.values())]


def moves(workflow: Workflow) -> list[tuple[str, Transition]]:
    """The transitions with their JSON Pointers."""
    return [(f"/transitions/{number}", move) for number, move in enumerate(workflow.transitions.values())]


CLOCK_RULES = (clock, conditions, exits, reopenings, opinions, waiting, circles)
