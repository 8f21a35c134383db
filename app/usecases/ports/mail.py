"""A mail, and what carries it: SMTP, or a folder that the demonstration shows. Named in `ports` too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as data; one renderer makes text and HTML. `id` makes sending idempotent."""

    id: str
    to: str
    subject: str
    paragraphs: tuple[str, ...]
    action_label: str = ""
    action_url: str = ""
    sender_name: str = ""
    signature: str = ""  # the service's name, phone and hours


class Mailer(Protocol):
    """SMTP, or an outbox folder."""

    def send(self, mail: Mail) -> None:
        """Send, or raise OSError / smtplib.SMTPException to be retried. The exception is stored and
        logged: it never tells the address."""


@dataclass(frozen=True, slots=True)
class SentMail:
    """A mail as the outbox shows it."""

    id: str
    to: str
    subject: str
    sent_at: datetime
    text: str
    url: str = ""


class Outbox(Protocol):
    """The mails kept in a folder instead of being sent (demonstration)."""

    def sent(self) -> Sequence[SentMail]:
        """Newest first."""
