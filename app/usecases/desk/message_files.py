"""The files of messages: received as those of the answers are (weighed, told apart, drawn again, scanned),
kept beside the message that brings them.

Like the words of a message, they are no part of the answers: no correction takes them away, no export
holds them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta

from app.core.definition import Field, FormDefinition
from app.core.dossier import Attachment
from app.core.errors import FileRefused
from app.core.language import _
from app.core.media_types import shown_name
from app.usecases.desk.on_duty import CaseworkRefused
from app.usecases.fill.receiving import Received, received, refused
from app.usecases.ports import Ports, Transaction

MOST = 3  # files of one message
PLACE = "pieces-message"  # the input of a page
FIELD = Field(
    path="pieces",
    kind="attachment",
    label="",
    schema={"type": "array", "items": {"type": "string", "format": "attachment"}, "maxItems": MOST},
)


@dataclass(frozen=True, slots=True)
class Given:
    """A file as it arrives: the name that its owner gave it, its bytes."""

    name: str
    chunks: Iterable[bytes]


Kept = tuple[str, Received]  # its name, what was received


@contextmanager
def taken(ports: Ports, definition: FormDefinition, files: Sequence[Given]) -> Iterator[Sequence[Kept]]:
    """All of them, aside, or CaseworkRefused for the first that is not accepted. Before any transaction."""
    with ExitStack() as held:
        if len(files) > MOST:
            raise CaseworkRefused(str(refused(FIELD, "max-items", n=MOST)), PLACE)
        yield [(file.name, held.enter_context(_one(ports, definition, file))) for file in files]


@contextmanager
def _one(ports: Ports, definition: FormDefinition, file: Given) -> Iterator[Received]:
    with ExitStack() as held:
        try:
            found = held.enter_context(received(ports, definition, FIELD, file.name, file.chunks))
        except FileRefused as refusal:
            told = _("« {name} » : {why}. Le message n’est pas envoyé : joignez de nouveau vos fichiers.")
            name = file.name[:100]
            raise CaseworkRefused(told.format(name=name, why=str(refusal).rstrip(".")), PLACE) from None
        yield found


def keep(ports: Ports, tx: Transaction, dossier_id: str, text_id: str, files: Sequence[Kept]) -> None:
    """Their content and their rows, beside the message `text_id`, in the order in which they were chosen."""
    now = ports.clock.now()
    for place, (name, file) in enumerate(files):
        ports.files.keep(file.aside)
        tx.attachments.add(Attachment(
            id=ports.ids.new(), dossier_id=dossier_id, path=FIELD.path, name=shown_name(name, file.media),
            media_type=file.media.name, size=file.aside.size, sha256=file.aside.sha256,
            added_at=now + place * timedelta.resolution, scan=file.scan, text_id=text_id,
        ))  # fmt: skip


def by_message(rows: Iterable[Attachment]) -> Mapping[str, tuple[Attachment, ...]]:
    """The files of each message, by its id."""
    found: dict[str, tuple[Attachment, ...]] = {}
    for row in rows:
        if row.text_id:
            found[row.text_id] = (*found.get(row.text_id, ()), row)
    return found
