"""What the desk knows of the states of its dossiers, even when a form or a workflow has gone.

A dossier outlives the file of its form. The published form tells its states; else the definitions
kept with the dossiers do; a state that nobody knows is to be dealt with, under its raw name.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.core.definition import FormDefinition
from app.core.dossier import Dossier
from app.core.errors import DefinitionRefused, NotFound
from app.core.workflow import State
from app.usecases.ports import Ports, Transaction


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One line of the queue."""

    dossier: Dossier
    form_title: str
    state: State
    silence: str  # "rejet", "acceptation" or "aucune"


@dataclass(frozen=True, slots=True)
class Known:
    """The state behind each (slug, state) that the services hold, and the titles of withdrawn forms."""

    states: Mapping[tuple[str, str], State]
    withdrawn: Mapping[str, str]


def known_states(ports: Ports, tx: Transaction, held: Iterable[tuple[str, str]]) -> Known:
    """One more statement, and only when a published form does not tell."""
    published = {form.slug: form for form in ports.forms.published()}
    states = {
        (slug, state): _state(ports, [published[slug]] if slug in published else [], state)
        for slug, state in held
    }
    unknown = sorted({slug for (slug, _name), found in states.items() if found is None})
    kept = tx.definitions.of_slugs(unknown) if unknown else ()
    titles = {form.slug: form.title for form in reversed(kept)}
    return Known(
        states={
            key: found or _state(ports, [form for form in kept if form.slug == key[0]], key[1]) or raw(key[1])
            for key, found in states.items()
        },
        withdrawn={slug: titles.get(slug, slug) for slug in unknown if slug not in published},
    )


def desk_row(ports: Ports, tx: Transaction, dossier: Dossier) -> DeskRow:
    """The line of a dossier; one that this Guichet can no longer read shows at least its number."""
    try:
        definition = tx.definitions.get(dossier.definition_hash)
    except (DefinitionRefused, NotFound):
        return DeskRow(dossier, dossier.slug, raw(dossier.state), "aucune")
    state = _state(ports, [definition], dossier.state) or raw(dossier.state)
    return DeskRow(dossier, definition.title, state, definition.legal.silence.rule)


def raw(name: str) -> State:
    """A state that no workflow knows any more."""
    return State(id=name, citizen=name, agent=name, tone="attention", tab="todo")


def _state(ports: Ports, definitions: Sequence[FormDefinition], name: str) -> State | None:
    """The state of this name in the first of these forms whose workflow knows it."""
    for definition in definitions:
        try:
            found = ports.workflows.get(definition.workflow).states.get(name)
        except NotFound:
            continue
        if found is not None:
            return found
    return None
