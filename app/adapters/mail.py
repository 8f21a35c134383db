"""Mails: one rendering (text, and HTML that says the same), sent by SMTP or kept in an outbox folder.

It knows nothing of dossiers: a Mail comes with its sentences. Its id makes the Message-ID and the
file name, so that sending again is seen as the same mail.
"""

import smtplib
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr, parsedate_to_datetime
from html import escape
from os import getpid
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from app.usecases.ports import Clock, Mail, SentMail

TIMEOUT = 20  # seconds for each exchange with the SMTP server
LOCAL = {"localhost", "127.0.0.1", "::1"}


class MailRefused(smtplib.SMTPException):
    """A mail that was not taken, told without the address of the person: class and code only."""


class SmtpMailer:
    """Fits usecases.ports.Mailer. smtp:// (STARTTLS when offered) or smtps://, with user:password@.

    A password leaves in clear only towards this very machine, or with ?starttls=never.
    """

    def __init__(self, url: str, sender: str, clock: Clock) -> None:
        parts = urlsplit(url)
        self._host = parts.hostname or "localhost"
        self._secure = parts.scheme == "smtps"
        self._port = parts.port or (465 if self._secure else 25)
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        secret_at_risk = bool(self._user) and self._host not in LOCAL
        asked = parse_qs(parts.query).get("starttls", ["always" if secret_at_risk else "auto"])
        self._starttls = asked[0]
        self._sender, self._clock = sender, clock

    def send(self, mail: Mail) -> None:
        """Send, or raise OSError / smtplib.SMTPException to be tried again."""
        message = compose(mail, self._sender, self._clock.now())
        try:
            with self._connect() as server:
                if self._user:
                    server.login(self._user, self._password)
                server.send_message(message)
        except smtplib.SMTPException as error:
            # Servers like to repeat the address in their answer; the cause is kept and logged.
            raise MailRefused(_told(error)) from None

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self._secure:
            return smtplib.SMTP_SSL(self._host, self._port, timeout=TIMEOUT, context=context)
        server = smtplib.SMTP(self._host, self._port, timeout=TIMEOUT)
        try:
            server.ehlo()
            if self._starttls == "always" or (self._starttls == "auto" and server.has_extn("starttls")):
                server.starttls(context=context)
        except (OSError, smtplib.SMTPException):
            server.close()
            raise
        return server


class OutboxMailer:
    """Fits usecases.ports.Mailer and Outbox: one .eml file a mail, for demonstrations and tests."""

    def __init__(self, folder: Path, sender: str, clock: Clock) -> None:
        self._folder, self._sender, self._clock = folder, sender, clock

    def send(self, mail: Mail) -> None:
        """Write the mail under its id; sent again, it stays as it was."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / f"{_file_name(mail.id)}.eml"
        if path.exists():
            return
        draft = path.with_suffix(f".{getpid()}")
        draft.write_bytes(compose(mail, self._sender, self._clock.now()).as_bytes())
        draft.replace(path)  # whole or absent, even when two workers write it

    def sent(self) -> Sequence[SentMail]:
        """The mails of the folder, newest first."""
        mails = [_read(path) for path in self._folder.glob("*.eml")]
        return sorted(mails, key=lambda mail: (mail.sent_at, mail.id), reverse=True)


def compose(mail: Mail, sender: str, now: datetime) -> EmailMessage:
    """The message: French text first, and the same in plain HTML."""
    name, address = parseaddr(sender)
    message = EmailMessage(policy=policy.SMTP)
    message["Subject"] = mail.subject
    message["From"] = Address(mail.sender_name or name, addr_spec=address)
    message["To"] = _recipient(mail.to)
    message["Date"] = format_datetime(now.astimezone(UTC))
    message["Message-ID"] = f"<{_file_name(mail.id)}@{address.rpartition('@')[2]}>"
    message["Content-Language"] = "fr"
    message["Auto-Submitted"] = "auto-generated"
    if mail.action_url:
        message["X-Guichet-Action"] = mail.action_url
    message.set_content(_text(mail), cte="quoted-printable")
    message.add_alternative(_html(mail), subtype="html", cte="quoted-printable")
    return message


def _recipient(address: str) -> Address:
    """One person. Written in a header as it is, "a@b.fr, c@d.fr" would be two."""
    try:
        recipient = Address(addr_spec=address)
    except (ValueError, LookupError):  # LookupError: what the standard library makes of an empty text
        raise MailRefused("not one address") from None
    if not (recipient.username and recipient.domain):
        raise MailRefused("not one address")
    return recipient


def _told(error: smtplib.SMTPException) -> str:
    """The class and the numeric code, if any: "SMTPRecipientsRefused 550"."""
    refused = getattr(error, "recipients", {})
    codes = [getattr(error, "smtp_code", 0), *(code for code, _answer in refused.values())]
    return " ".join([type(error).__name__, *(str(code) for code in codes if code)])


def _text(mail: Mail) -> str:
    action = f"{mail.action_label} :\n{mail.action_url}" if mail.action_url else ""
    signature = f"-- \n{mail.signature}" if mail.signature else ""
    return "\n\n".join(part for part in (*mail.paragraphs, action, signature) if part) + "\n"


def _html(mail: Mail) -> str:
    parts = [f"<p>{_lines(paragraph)}</p>" for paragraph in mail.paragraphs]
    if mail.action_url:
        url = escape(mail.action_url)
        parts.append(f'<p><a href="{url}">{escape(mail.action_label)}</a><br>{url}</p>')
    if mail.signature:
        parts.append(f"<hr><p>{_lines(mail.signature)}</p>")
    return (
        '<!doctype html>\n<html lang="fr"><head><meta charset="utf-8">'
        f"<title>{escape(mail.subject)}</title></head>\n"
        '<body style="max-width:38em;margin:1.5em auto;padding:0 1em;font:1em/1.6 sans-serif">\n'
        + "\n".join(parts)
        + "\n</body></html>\n"
    )


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _file_name(mail_id: str) -> str:
    """Ids are ours, but a file name never trusts."""
    return "".join(char if char.isalnum() or char in "-_" else "-" for char in mail_id)


def _read(path: Path) -> SentMail:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    return SentMail(
        id=path.stem,
        to=str(message["To"]),
        subject=str(message["Subject"]),
        sent_at=parsedate_to_datetime(str(message["Date"])),
        text=body.get_content() if body else "",
        url=str(message["X-Guichet-Action"] or ""),
    )
