"""The blank form to print: the same for everybody, made once a version, by a worker, when first asked for."""

from app.core.definition import FormDefinition
from app.core.summary import summarise
from app.usecases.documents.papers import blank_paper
from app.usecases.ports import Ports


def ready(ports: Ports, slug: str) -> bytes | None:
    """The PDF; None when it has to be made, which is then asked of a worker. NotFound: no such form."""
    content = ports.blanks.get(ports.forms.current(slug).hash)
    if content is None:
        ports.queue.print_blank(slug)
    return content


def size(ports: Ports, definition: FormDefinition) -> int:
    """In bytes; 0 while it is not made."""
    return ports.blanks.size(definition.hash)


def make(ports: Ports, slug: str) -> None:
    """Made and kept; again, when it is kept already, changes nothing."""
    definition = ports.forms.current(slug)
    if not ports.blanks.size(definition.hash):
        paper = blank_paper(definition, summarise(definition, None, blank=True))
        ports.blanks.keep(definition.hash, ports.documents.render(paper))
