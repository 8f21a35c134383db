"""Copies of identity documents: files of at most 20 MB, marked at receipt, forgotten once decided.

The mark is drawn and the copy erased elsewhere (usecases): here is only what the kind promises.
"""

from collections.abc import Mapping
from typing import ClassVar

from app.core.field_types.attachment import AttachmentIds
from app.core.field_types.sentences import Sentence


class IdentityDocument(AttachmentIds):
    """As any file; only its format tells it apart."""

    kind = "identity-document"
    formats = ("identity-document",)
    sentences: ClassVar[Mapping[str, Sentence]] = AttachmentIds.sentences
