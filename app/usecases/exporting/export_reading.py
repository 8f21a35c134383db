"""The dossiers of an export, read in batches: ids in order of receipt, then their facts.

Each batch is one short read transaction of its own, so no writer waits for a slow browser and no
snapshot grows old. Whoever holds ids (a saved view, a batch of the desk) may give them to `records`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from app.core.definition import FormDefinition
from app.core.dossier import Attachment
from app.core.errors import NotFound
from app.core.exporting.facts import Facts, Names
from app.core.exporting.layout import Layout, Record
from app.core.workflow import State
from app.usecases.ports import Place, Ports, Selection

BATCH = 500  # dossiers read at once


def ids(ports: Ports, selection: Selection) -> Iterator[str]:
    """The ids of the selection: service by service, in order of receipt; a dossier comes once."""
    for service_id in selection.service_ids:
        after: Place | None = None
        while True:
            with ports.store.reading() as tx:
                page = tx.exports.ids(selection, service_id, after, BATCH)
            yield from (place.id for place in page)
            if len(page) < BATCH:
                break
            after = page[-1]


def facts(ports: Ports, chosen: Iterable[str], service_ids: Sequence[str]) -> Iterator[tuple[Facts, ...]]:
    """Batches of dossiers, in the order of the ids; what these services do not hold is left out."""
    for some in _batches(chosen):
        with ports.store.reading() as tx:
            found = tx.exports.facts(some, service_ids)
        yield tuple(found)


def records(
    ports: Ports, layout: Layout, names: Names, chosen: Iterable[str], service_ids: Sequence[str]
) -> Iterator[Record]:
    """The rows of these dossiers. The names of their files are asked for when a column tells them."""
    tells_files = layout.files
    for batch in facts(ports, chosen, service_ids):
        here = replace(names, files=_files(ports, batch)) if tells_files else names
        for one in batch:
            yield layout.record(one, here)


def _files(ports: Ports, batch: Sequence[Facts]) -> Mapping[str, Attachment]:
    with ports.store.reading() as tx:
        return {file.id: file for file in tx.exports.attachments([one.id for one in batch])}


def names_of(ports: Ports, definitions: Sequence[FormDefinition]) -> Names:
    """What states, accounts and versions are called."""
    with ports.store.reading() as tx:
        accounts = {account.id: account.name for account in tx.accounts.all()}
    return Names(
        states={
            (form.hash, name): state.agent
            for form in definitions
            for name, state in _states(ports, form).items()
        },
        accounts=accounts,
        versions={form.hash: form.version for form in definitions},
    )


def _states(ports: Ports, form: FormDefinition) -> Mapping[str, State]:
    try:
        return ports.workflows.get(form.workflow).states
    except NotFound:
        return {}  # the workflow is gone: its states are told by their raw names


def _batches(chosen: Iterable[str]) -> Iterator[tuple[str, ...]]:
    rest = iter(chosen)
    while some := tuple(islice(rest, BATCH)):
        yield some
