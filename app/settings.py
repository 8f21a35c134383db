"""The settings: one frozen object read once from the environment, refused early with a hint.

Reading them creates nothing and opens nothing: whether a folder, a database or a Redis can be
used is found by those who use it. There is no default secret (see instance.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from os import environ
from pathlib import Path
from urllib.parse import quote, urlsplit

from app.core.errors import GuichetError
from app.instance import embedded_socket

PROJECT = Path(__file__).resolve().parent.parent
TRUE = {"1", "oui", "true", "yes", "on"}
FALSE = {"0", "non", "false", "no", "off", ""}


class SettingsRefused(GuichetError):
    """A setting cannot be used: the message is one French line that names it and says what to write."""

    code = "settings-refused"


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may choose; docs/operate.md explains each one (a test compares)."""

    instance: Path  # database, files, outbox, signing key, embedded Redis
    host: str
    port: int
    base_url: str  # how links in mails begin
    demo: bool
    forms: Path
    workflows: Path
    templates: Path
    secret_key: str  # "" = created once in the instance folder
    secure_cookies: bool
    service_name: str
    organisation: str
    logo: str  # a path of an image, "" = none
    max_upload: int  # bytes
    clamd: str  # "" = files are not scanned
    seal: str  # a PKCS #12 file that signs documents, "" = none
    seal_password: str
    effect_lease: timedelta
    sweep_every: float  # seconds
    web_workers: int
    web_threads: int  # in each of them
    draft_life: timedelta  # since the last change
    mail_from: str
    database_url: str
    redis_url: str
    redis_embedded: bool  # no REDIS_URL was given: the supervisor starts one
    smtp_url: str  # "" = mails are written to the outbox folder

    @classmethod
    def from_env(cls, environment: Mapping[str, str] = environ) -> "Settings":
        """Read every setting, or raise SettingsRefused at the first that cannot be used."""
        read = Reader(environment)
        instance = read.path("GUICHET_INSTANCE", Path.cwd() / "instance")
        host, port = read.text("GUICHET_HOST", "127.0.0.1"), read.whole("GUICHET_PORT", 8000, 1, 65535)
        base_url = read.url("GUICHET_BASE_URL", ("http", "https"), f"http://localhost:{port}").rstrip("/")
        redis_url = read.url("REDIS_URL", ("redis", "rediss", "unix"), "")
        smtp_url = read.url("SMTP_URL", ("smtp", "smtps"), "")
        return cls(
            instance=instance,
            host=host,
            port=port,
            base_url=base_url,
            demo=read.yes_no("GUICHET_DEMO", False),
            forms=read.folder("GUICHET_FORMS", PROJECT / "forms_definitions"),
            workflows=read.folder("GUICHET_WORKFLOWS", PROJECT / "workflows"),
            templates=read.folder("GUICHET_TEMPLATES", PROJECT / "pdf_templates"),
            secret_key=read.secret("GUICHET_SECRET_KEY"),
            secure_cookies=read.yes_no("GUICHET_SECURE_COOKIES", base_url.startswith("https://")),
            service_name=read.text("GUICHET_SERVICE_NAME", "Guichet"),
            organisation=read.text("GUICHET_ORGANISATION", ""),
            logo=read.file("GUICHET_LOGO"),
            max_upload=read.whole("GUICHET_MAX_UPLOAD", 10, 1, 1024) * 1024 * 1024,
            seal=read.file("GUICHET_SEAL"),
            seal_password=read.text("GUICHET_SEAL_PASSWORD", ""),
            clamd=read.url("GUICHET_CLAMD", ("unix", "tcp"), ""),
            effect_lease=timedelta(seconds=read.number("GUICHET_EFFECT_LEASE", 120, 5, 86400)),
            sweep_every=read.number("GUICHET_SWEEP_EVERY", 5, 0.1, 3600),
            web_workers=read.whole("GUICHET_WEB_WORKERS", 2, 1, 64),
            web_threads=read.whole("GUICHET_WEB_THREADS", 16, 1, 256),
            draft_life=timedelta(days=read.whole("GUICHET_DRAFT_DAYS", 90, 1, 3650)),
            mail_from=read.sender("GUICHET_MAIL_FROM", needed=bool(smtp_url)),
            database_url=read.url(
                "DATABASE_URL", ("sqlite", "postgresql", "postgresql+psycopg"),
                f"sqlite:///{instance / 'guichet.db'}",
            ),
            redis_url=redis_url or f"unix://{quote(str(embedded_socket(instance)))}",
            redis_embedded=not redis_url,
            smtp_url=smtp_url,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reader:
    """Typed readings of an environment; an empty value counts as not given."""

    environment: Mapping[str, str]

    def text(self, name: str, default: str) -> str:
        """A text, without the spaces around it."""
        return self.environment.get(name, "").strip() or default

    def yes_no(self, name: str, default: bool) -> bool:
        """oui or non (also 1/0, true/false, yes/no, on/off)."""
        given = self.text(name, "").lower()
        if not given:
            return default
        if given not in TRUE | FALSE:
            raise SettingsRefused(f"{name} vaut « {given} » : écrivez oui ou non.")
        return given in TRUE

    def number(self, name: str, default: float, least: float, most: float) -> float:
        """A number between two bounds."""
        given = self.text(name, str(default))
        try:
            value = float(given)
        except ValueError:
            value = float("nan")
        if not least <= value <= most:
            raise SettingsRefused(f"{name} vaut « {given} » : écrivez un nombre de {least:g} à {most:g}.")
        return value

    def whole(self, name: str, default: int, least: int, most: int) -> int:
        """A whole number between two bounds."""
        value = self.number(name, default, least, most)
        if value != int(value):
            raise SettingsRefused(f"{name} vaut « {value:g} » : écrivez un nombre entier.")
        return int(value)

    def path(self, name: str, default: Path) -> Path:
        """An absolute path; it need not exist yet."""
        return Path(self.text(name, str(default))).expanduser().absolute()

    def folder(self, name: str, default: Path) -> Path:
        """A folder that exists."""
        path = self.path(name, default)
        if not path.is_dir():
            raise SettingsRefused(f"{name} : le dossier {path} n’existe pas. Créez-le ou corrigez le chemin.")
        return path

    def file(self, name: str) -> str:
        """A file that exists, or "" when not given."""
        if not self.text(name, ""):
            return ""
        path = self.path(name, Path())
        if not path.is_file():
            raise SettingsRefused(f"{name} : le fichier {path} n’existe pas. Corrigez le chemin.")
        return str(path)

    def url(self, name: str, schemes: tuple[str, ...], default: str) -> str:
        """An address of one of these kinds. The refusal never repeats it: it may hold a password."""
        given = self.text(name, default)
        wanted = f"{name} : écrivez une adresse qui commence par {' ou '.join(s + '://' for s in schemes)}."
        try:
            parts = urlsplit(given)
            parts.port  # noqa: B018 - reading it is what checks it
        except ValueError:
            raise SettingsRefused(wanted) from None
        if given and parts.scheme not in schemes:
            raise SettingsRefused(wanted)
        return given

    def secret(self, name: str) -> str:
        """A secret long enough to sign with, or "" when not given."""
        given = self.text(name, "")
        if given and len(given) < 32:
            raise SettingsRefused(f"{name} est trop courte : donnez au moins 32 caractères tirés au hasard.")
        return given

    def sender(self, name: str, *, needed: bool) -> str:
        """The address mails come from; SMTP servers refuse a made-up one, so it is asked for then."""
        given = self.text(name, "" if needed else "ne-pas-repondre@localhost")
        if "@" not in given or "\n" in given:
            raise SettingsRefused(f"{name} : donnez l’adresse d’envoi des courriels (service@commune.fr).")
        return given
