"""Documents made again when their facts change: the one that stands, and those that it replaced.

It refuses to know what a document is worth in law: see `usecases.documents.verifying`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.dossier import Document


@dataclass(frozen=True, slots=True)
class Editions:
    """`current`: the last of each kind; `older`: those before it, both in the order of their making."""

    current: tuple[Document, ...]
    older: tuple[Document, ...]


def editions(documents: Sequence[Document]) -> Editions:
    """Which of these documents, in the order in which they were made, stand and which were replaced."""
    last = {document.kind: document.id for document in documents}
    stands = [document.id == last[document.kind] for document in documents]
    return Editions(
        tuple(document for document, now in zip(documents, stands, strict=True) if now),
        tuple(document for document, now in zip(documents, stands, strict=True) if not now),
    )
