"""What the mails of a service ask of the database: the texts that it wrote itself. Part of `storage`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.core.texts.mail_texts import MailText, Occasion


@dataclass(frozen=True, slots=True)
class OwnText:
    """What a service says on an occasion, and who wrote it last."""

    service_id: str
    occasion: Occasion
    text: MailText
    at: datetime
    by: str


class MailTexts(Protocol):
    """Those that were written; the others are the standard ones."""

    def get(self, service_id: str, occasion: Occasion) -> OwnText | None: ...

    def of(self, service_ids: Sequence[str]) -> Sequence[OwnText]: ...

    def keep(self, own: OwnText) -> None:
        """Over the one before."""

    def forget(self, service_id: str, occasion: Occasion) -> None: ...
