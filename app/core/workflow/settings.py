"""A workflow set for one form: its delays, and who does what. States and actions stay those of the workflow.

The settings are kept in the definition, as `circuit`; the workflow that comes out is judged like a file.
It refuses to know forms and pages.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.core.closeness import suggestion
from app.core.definition.plain_json import plain
from app.core.errors import DefinitionRefused, Problem
from app.core.findings import Findings, pointer
from app.core.language import _
from app.core.legal_time.deadlines import read_delay
from app.core.workflow import CLOCK, SILENCE, State, Transition, Workflow
from app.core.workflow.parser import parse

Json = Any
Settings = Mapping[str, Json]  # {"delays": {state or action: ISO duration}, "roles": {action: [roles]}}
STAFF = ("agent", "manager")  # who may be chosen; citizens and the clock keep their actions
_DELAYS = ("grants", "consults")


@dataclass(frozen=True, slots=True)
class DelayToSet:
    """`id` is that of a state or of an action; `usual` is the workflow's own, ISO 8601."""

    id: str
    label: str
    usual: str


@dataclass(frozen=True, slots=True)
class RolesToSet:
    """An action that people of the service do."""

    id: str
    label: str
    usual: tuple[str, ...]


def delays_of(workflow: Workflow) -> tuple[DelayToSet, ...]:
    """The delays that may be set: to answer a correction, to give an opinion, before the clock acts."""
    states = [DelayToSet(one.id, *_delay_of(one)) for one in workflow.states.values() if any(_delay_of(one))]
    moves = [DelayToSet(one.id, one.label, one.after) for one in workflow.transitions.values() if _waits(one)]
    return (*states, *moves)


def _delay_of(state: State) -> tuple[str, str]:
    if state.consults:
        return _("Délai donné aux experts pour leur avis"), state.consults
    if state.grants:
        return _("Délai donné à l’usager : « {state} »").format(state=state.citizen), state.grants
    return "", ""


def _waits(move: Transition) -> bool:
    return CLOCK in move.by and move.after.startswith("P") and not read_delay(move.after).at_once


def roles_of(workflow: Workflow) -> tuple[RolesToSet, ...]:
    """The actions whose roles may be set."""
    return tuple(
        RolesToSet(move.id, move.label, move.by)
        for move in workflow.transitions.values()
        if move.by and set(move.by) <= set(STAFF)
    )


def levels(workflow: Workflow) -> int:
    """How many people decide one after the other: 1, and those of the earlier actions that are not theirs."""
    signed = [len(move.other_than) for move in workflow.transitions.values() if move.other_than]
    return 1 + max(signed, default=0)


def kept(workflow: Workflow, settings: Settings) -> dict[str, Json]:
    """The settings that still mean something here and differ from the workflow's own."""
    delays = {one.id: one.usual for one in delays_of(workflow)}
    roles = {one.id: list(one.usual) for one in roles_of(workflow)}
    left = {
        "delays": {k: v for k, v in settings.get("delays", {}).items() if v != delays.get(k, v)},
        "roles": {k: v for k, v in settings.get("roles", {}).items() if v != roles.get(k, v)},
    }
    return {name: values for name, values in left.items() if values}


def configured(workflow: Workflow, settings: Settings) -> Workflow:
    """The workflow with these settings. Raises DefinitionRefused, with pointers into `circuit`."""
    if not settings:
        return workflow
    problems = tuple(_unknown(workflow, settings))
    if problems:
        raise DefinitionRefused(problems)
    raw = plain(workflow.raw)
    delays, roles = settings.get("delays", {}), settings.get("roles", {})
    for state in raw["states"]:
        for name in _DELAYS:
            if name in state and state["id"] in delays:
                state[name] = delays[state["id"]]
    for move in raw["transitions"]:
        if move["id"] in delays:
            move["after"] = delays[move["id"]]
        if move["id"] in roles:
            move["by"] = list(roles[move["id"]])
    return parse(raw, name=workflow.name, file="")


def _unknown(workflow: Workflow, settings: Settings) -> Iterator[Problem]:
    """A name that this workflow does not have, or a role that may not be chosen."""
    findings = Findings("")
    offered = {
        "delays": {one.id for one in delays_of(workflow)},
        "roles": {one.id for one in roles_of(workflow)},
    }
    for part, names in offered.items():
        for name in settings.get(part, {}):
            if name not in names:
                message = _("« {name} » ne se règle pas dans le circuit « {workflow} ».")
                fix = suggestion(name, names) or _("Retirez ce réglage.")
                told = message.format(name=name, workflow=workflow.name)
                findings.error(pointer("circuit", part, name), "unknown-setting", told, fix)
    for name, chosen in settings.get("roles", {}).items():
        if not set(chosen) <= set(STAFF):
            message = _("Une action du service revient à « agent », à « manager » ou aux deux.")
            findings.error(pointer("circuit", "roles", name), "unknown-role", message, _("Corrigez ce rôle."))
    yield from findings.problems


def advice(workflow: Workflow, silence: str) -> tuple[str, ...]:
    """What does not go together between the workflow and what silence is worth ("rejet", "aucune"…)."""
    awaited = {move.after.removeprefix(SILENCE) for move in workflow.transitions.values()}
    if silence in ("acceptation", "rejet") and silence not in awaited:
        return (_("Ce circuit ne fait rien quand le délai du silence est passé : choisissez-en un autre."),)
    return ()
