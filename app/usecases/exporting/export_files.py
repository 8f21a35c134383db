"""The files of dossiers for an archive: documents produced and attachments given, under safe names.

A file that the antivirus has not seen, or has refused, is listed and not given; so are copies of
identity papers and files of sensitive questions when they were not asked for.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import BinaryIO, TypeVar

from app.core.attached import ids_by_path
from app.core.definition import FormDefinition
from app.core.dossier import Attachment, Document, spell_reference
from app.core.errors import DefinitionRefused, NotFound
from app.core.exporting.columns import sensitive_paths
from app.core.exporting.facts import Facts
from app.core.exporting.manifest import IDENTITY, INFECTED, WAITING, Member, safe_name
from app.core.paths import declared
from app.usecases.exporting.export_reading import facts
from app.usecases.ports import Ports

File = TypeVar("File", Document, Attachment)


def members(
    ports: Ports, chosen: Iterable[str], service_ids: Sequence[str], *, sensitive: bool = False
) -> Iterator[Member]:
    """Dossier by dossier: its documents, then the files that its answers refer to, in order."""
    for batch in facts(ports, chosen, service_ids):
        ids = [one.id for one in batch]
        with ports.store.reading() as tx:
            documents = _by_dossier(tx.exports.documents(ids))
            attachments = _by_dossier(tx.exports.attachments(ids))
            forms = {hash_: _form(tx.definitions.get, hash_) for hash_ in {b.definition_hash for b in batch}}
        for one in batch:
            taken: set[str] = set()
            for document in documents[one.id]:
                yield _document(ports, one, document, taken)
            for file, hidden in _answered(forms[one.definition_hash], one, attachments[one.id]):
                yield _attachment(ports, one, file, taken, hidden=hidden and not sensitive)


def _by_dossier(rows: Iterable[File]) -> Mapping[str, list[File]]:
    found: defaultdict[str, list[File]] = defaultdict(list)
    for row in rows:
        found[row.dossier_id].append(row)
    return found


def _form(get: Callable[[str], FormDefinition], hash_: str) -> FormDefinition | None:
    try:
        return get(hash_)
    except (NotFound, DefinitionRefused):
        return None


def _answered(
    form: FormDefinition | None, one: Facts, files: Sequence[Attachment]
) -> Iterator[tuple[Attachment, bool]]:
    """The files that the answers refer to, and whether they are sensitive; all of them, as if sensitive,
    when the version cannot be read any more."""
    if form is None:
        yield from ((file, True) for file in files)
        return
    known = {file.id: file for file in files}
    hidden = sensitive_paths(form)
    for path, ids in ids_by_path(form, one.answers).items():
        for id_ in ids:
            if id_ in known:
                yield known[id_], declared(path) in hidden or known[id_].until_decision


def _document(ports: Ports, one: Facts, document: Document, taken: set[str]) -> Member:
    path = _path(one, "documents", f"{document.title}.pdf", taken)
    opener = partial(ports.files.open, document.sha256)
    return Member(
        spell_reference(one.reference), path, document.title, document.sha256, document.size, opener
    )  # fmt: skip


def _attachment(ports: Ports, one: Facts, file: Attachment, taken: set[str], *, hidden: bool) -> Member:
    why = {"waiting": WAITING, "infected": INFECTED}.get(file.scan, INFECTED if file.scan else "")
    why = why or (IDENTITY if hidden else "")
    opener: Callable[[], BinaryIO] | None = None if why else partial(ports.files.open, file.sha256)
    path = "" if why else _path(one, "pieces", file.name, taken)
    return Member(spell_reference(one.reference), path, file.name, file.sha256, file.size, opener, why)


def _path(one: Facts, folder: str, name: str, taken: set[str]) -> str:
    """Two files of one name are told apart by a number; case does not count, as on Windows."""
    safe, number = safe_name(name), 1
    stem, dot, ending = safe.rpartition(".")
    free = safe
    while f"{folder}/{free}".casefold() in taken:
        number += 1
        free = f"{stem}-{number}{dot}{ending}" if dot else f"{safe}-{number}"
    taken.add(f"{folder}/{free}".casefold())
    return f"{spell_reference(one.reference)}/{folder}/{free}"
