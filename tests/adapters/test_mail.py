import smtplib
import ssl
import subprocess
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from app.adapters.mail import OutboxMailer, SmtpMailer, compose
from app.usecases.ports import Mail
from tests.fixtures.ports import free_port

SENDER = "ne-pas-repondre@ville.example"
MAIL = Mail(
    id="0a1b2c",
    to="zoe@exemple.fr",
    subject="Votre dossier 7K4-M92-QXC est reçu",
    paragraphs=("Bonjour,", "Le CCAS a reçu votre demande <le 27 mars>.\nRien d’autre à faire."),
    action_label="Suivre votre dossier",
    action_url="https://ville.example/suivi/7K4M92QXC/ABCD?x=1&y=2",
    sender_name="Guichet de Saint-Aubin",
    signature="CCAS de Saint-Aubin, 01 23 45 67 89",
)


class FixedClock:
    def now(self) -> datetime:
        return datetime(2026, 3, 27, 9, 30, tzinfo=UTC)

    def today(self) -> date:
        return date(2026, 3, 27)


class Postman:
    """Keeps what the SMTP server was given."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answer = "250 OK"
        self.refusal = ""

    async def handle_RCPT(self, _server: object, _session: object, envelope, address: str, _options) -> str:
        envelope.rcpt_tos.append(address)
        return f"{self.refusal} {address}" if self.refusal else "250 OK"

    async def handle_DATA(self, _server: object, _session: object, envelope) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.mails.append(message)
        return self.answer


Start = Callable[..., tuple[Postman, str]]


@pytest.fixture
def smtp() -> Iterator[Start]:
    """A function that starts a real SMTP server and gives what it received, and its host:port."""
    running: list[Controller] = []

    def start(**options: object) -> tuple[Postman, str]:
        postman = Postman()
        controller = Controller(postman, hostname="127.0.0.1", port=free_port(), **options)
        controller.start()
        running.append(controller)
        return postman, f"127.0.0.1:{controller.port}"

    yield start
    for controller in running:
        controller.stop()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that nobody signed."""
    folder = tmp_path_factory.mktemp("certificate")
    both = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    options = ["-newkey", "rsa:2048", "-nodes", "-days", "1"]
    subprocess.run(["openssl", "req", "-x509", *options, *both, *subject], check=True, capture_output=True)
    return folder


def secured(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "certificate.pem", certificate / "key.pem")
    return context


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def test_a_mail_says_the_same_in_text_and_in_html():
    message = compose(MAIL, SENDER, FixedClock().now())
    text, html = part(message, "plain"), part(message, "html")
    assert text.split()[:4] == ["Bonjour,", "Le", "CCAS", "a"]
    assert MAIL.action_url in text
    assert "&lt;le 27 mars&gt;.<br>" in html
    assert 'href="https://ville.example/suivi/7K4M92QXC/ABCD?x=1&amp;y=2"' in html
    assert '<html lang="fr">' in html
    assert text.rstrip().endswith(MAIL.signature)


def test_a_mail_is_named_by_its_id_and_its_service():
    message = compose(MAIL, SENDER, FixedClock().now())
    assert message["Message-ID"] == "<0a1b2c@ville.example>"
    assert message["From"] == f"Guichet de Saint-Aubin <{SENDER}>"
    assert message["Date"] == "Fri, 27 Mar 2026 09:30:00 +0000"
    assert message["Auto-Submitted"] == "auto-generated"


def test_a_mail_without_action_has_no_empty_link():
    message = compose(replace(MAIL, action_url="", action_label=""), SENDER, FixedClock().now())
    assert "<a " not in part(message, "html")


def test_a_line_break_in_a_subject_cannot_add_a_header():
    with pytest.raises(ValueError, match="linefeed"):
        compose(replace(MAIL, subject="Bonjour\nBcc: all@exemple.fr"), SENDER, FixedClock().now())


def test_the_outbox_keeps_one_file_a_mail_even_sent_twice(tmp_path: Path):
    outbox = OutboxMailer(tmp_path / "outbox", SENDER, FixedClock())
    outbox.send(MAIL)
    outbox.send(replace(MAIL, subject="autre"))
    assert [path.name for path in (tmp_path / "outbox").iterdir()] == ["0a1b2c.eml"]
    (sent,) = outbox.sent()
    assert (sent.id, sent.to, sent.subject, sent.url) == (MAIL.id, MAIL.to, MAIL.subject, MAIL.action_url)
    assert sent.sent_at == FixedClock().now()
    assert "Rien d’autre à faire" in sent.text


def test_an_empty_outbox_is_empty_and_a_hostile_id_stays_inside(tmp_path: Path):
    outbox = OutboxMailer(tmp_path / "outbox", SENDER, FixedClock())
    assert outbox.sent() == []
    outbox.send(replace(MAIL, id="../../evil"))
    assert [path.name for path in tmp_path.rglob("*.eml")] == ["------evil.eml"]


def test_a_mail_goes_through_a_real_smtp_server(smtp: Start):
    postman, address = smtp()
    SmtpMailer(f"smtp://{address}", SENDER, FixedClock()).send(MAIL)
    (received,) = postman.mails
    assert received["Subject"] == MAIL.subject
    assert "d’autre" in part(received, "plain")


def test_a_server_that_is_away_or_refuses_is_told_by_an_exception(smtp: Start):
    postman, address = smtp()
    postman.answer = "451 try later"
    with pytest.raises(smtplib.SMTPException):
        SmtpMailer(f"smtp://{address}", SENDER, FixedClock()).send(MAIL)
    with pytest.raises(OSError, match="refused"):
        SmtpMailer("smtp://127.0.0.1:1", SENDER, FixedClock()).send(MAIL)


@pytest.mark.parametrize("refusal", ["550 no such user", "452 mailbox full"])
def test_a_refused_address_is_not_told_by_the_exception(smtp: Start, refusal: str):
    postman, address = smtp()
    postman.refusal = refusal
    with pytest.raises(smtplib.SMTPException) as told:
        SmtpMailer(f"smtp://{address}", SENDER, FixedClock()).send(MAIL)
    assert str(told.value) == f"SMTPRecipientsRefused {refusal[:3]}"
    assert "zoe" not in "".join(traceback.format_exception(told.value))


def test_an_answer_that_repeats_the_address_is_not_told_either(smtp: Start):
    postman, address = smtp()
    postman.answer = "554 <zoe@exemple.fr> is not welcome"
    with pytest.raises(smtplib.SMTPException) as told:
        SmtpMailer(f"smtp://{address}", SENDER, FixedClock()).send(MAIL)
    assert str(told.value) == "SMTPDataError 554"
    assert "zoe" not in "".join(traceback.format_exception(told.value))


@pytest.mark.parametrize(
    "to", ["zoe@exemple.fr, voleur@x.fr", "zoe@exemple.fr\r\nBcc: voleur@x.fr", "zoe", ""]
)
def test_a_mail_goes_to_one_address_or_to_nobody(to: str):
    with pytest.raises(smtplib.SMTPException) as told:
        compose(replace(MAIL, to=to), SENDER, FixedClock().now())
    assert str(told.value) == "not one address"
    assert "voleur" not in "".join(traceback.format_exception(told.value))


def test_a_password_never_leaves_in_clear_towards_another_machine(smtp: Start):
    _postman, address = smtp()
    mailer = SmtpMailer(f"smtp://guichet:secret@{address}?starttls=always", SENDER, FixedClock())
    with pytest.raises(smtplib.SMTPException, match="SMTPNotSupportedError"):
        mailer.send(MAIL)


def test_credentials_are_given_to_the_server(smtp: Start):
    seen = []

    def authenticate(_server, _session, _envelope, _mechanism, given) -> AuthResult:
        seen.append((given.login, given.password))
        return AuthResult(success=True)

    postman, address = smtp(authenticator=authenticate, auth_require_tls=False)
    SmtpMailer(f"smtp://guichet:p%40ss@{address}", SENDER, FixedClock()).send(MAIL)
    assert seen == [(b"guichet", b"p@ss")]
    assert len(postman.mails) == 1


@pytest.mark.parametrize(("scheme", "option"), [("smtp", "tls_context"), ("smtps", "ssl_context")])
def test_a_secured_server_must_prove_who_it_is(
    smtp: Start, certificate: Path, scheme: str, option: str, monkeypatch: pytest.MonkeyPatch
):
    postman, address = smtp(**{option: secured(certificate)})
    mailer = SmtpMailer(f"{scheme}://{address}", SENDER, FixedClock())
    with pytest.raises(ssl.SSLCertVerificationError):
        mailer.send(MAIL)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "certificate.pem"))
    mailer.send(MAIL)
    assert len(postman.mails) == 1
