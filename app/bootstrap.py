"""The only place where adapters meet use cases: settings in, Ports out.

Reading this file tells what runs in production. It opens nothing but the instance folder: a
database or a Redis that is away is met, and told, when it is used.
"""

import gc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from redis import Redis
from rq import Queue

from app.adapters.blanks import BlankFolder
from app.adapters.clock import SystemClock
from app.adapters.database.engine import make_engine
from app.adapters.database.published import PublishedForms
from app.adapters.database.store import SqlStore
from app.adapters.database.upgrade import is_current, upgrade
from app.adapters.documents import CompiledDocuments
from app.adapters.files import LocalFiles
from app.adapters.forms import FormFiles, WorkflowFiles, template_names, template_texts
from app.adapters.ids import SecretIds
from app.adapters.keys import SigningKeys
from app.adapters.mail import OutboxMailer, SmtpMailer
from app.adapters.partials import LocalPartials
from app.adapters.passwords import Argon2Passwords
from app.adapters.pictures import PillowPictures
from app.adapters.queue import RqQueue, connect, listening
from app.adapters.reference import ReferenceFile
from app.adapters.scanning import ClamdScanner
from app.adapters.sheets import SheetReader
from app.adapters.signing import KeyFolder
from app.adapters.tables import StreamedArchives, StreamedTables
from app.core.definition.installed import Installed
from app.core.errors import GuichetError
from app.core.importing.importer import Imported
from app.core.language import _
from app.core.places import install
from app.instance import private_folder, signing_secret
from app.settings import Settings
from app.usecases.ports import Brought, Mailer, Ports, Sealer


class DatabaseOutdated(GuichetError):
    """The database was never made, or is older than this code."""

    code = "database-outdated"

    def __init__(self) -> None:
        super().__init__(_("La base de données n’est pas à jour : lancez « guichet db upgrade »."))


class SealMissing(GuichetError):
    """A certificate was given, and the library that signs with it is not installed."""

    code = "seal-missing"

    def __init__(self) -> None:
        super().__init__(
            _("GUICHET_SEAL demande une bibliothèque de plus : voir « Le sceau » dans docs/operate.md.")
        )


def bootstrap(settings: Settings) -> Ports:
    """Every port, wired for these settings; and the data on places, read when first needed."""
    install(ReferenceFile())
    instance = private_folder(settings.instance)
    clock = SystemClock()
    outbox = OutboxMailer(instance / "outbox", settings.mail_from, clock)
    mailer: Mailer = SmtpMailer(settings.smtp_url, settings.mail_from, clock) if settings.smtp_url else outbox
    workflows = WorkflowFiles(settings.workflows)
    installed = Installed(
        frozenset(workflows.names()),
        template_names(settings.templates),
        workflows.conditions(),
        workflows.all(),
    )
    engine = make_engine(settings.database_url)
    files = FormFiles(settings.forms, installed)
    return Ports(
        store=SqlStore(engine),
        forms=PublishedForms(files, engine, instance / "publications"),
        workflows=workflows,
        queue=RqQueue(settings.redis_url, lease=settings.effect_lease),
        documents=CompiledDocuments(  # WeasyPrint is loaded when first needed
            settings.templates, instance / "layouts", settings.logo
        ),
        files=LocalFiles(instance / "files"),
        mailer=mailer,
        clock=clock,
        ids=SecretIds(),
        keys=SigningKeys(signing_secret(instance, settings.secret_key)),
        passwords=Argon2Passwords(),
        pictures=PillowPictures(),
        partials=LocalPartials(instance / "partials"),
        blanks=BlankFolder(instance / "blanks", settings.templates, settings.logo),
        tables=StreamedTables(),
        archives=StreamedArchives(),
        sealer=_sealer(settings),
        proof=KeyFolder(instance / "keys").create(),
        brought=readers(settings.templates),
        scanner=ClamdScanner(settings.clamd) if settings.clamd else None,
        outbox=outbox if settings.demo and not settings.smtp_url else None,
        base_url=settings.base_url,
        effect_lease=settings.effect_lease,
        max_upload=settings.max_upload,
        draft_life=settings.draft_life,
    )


def readers(templates: Path) -> Brought:
    """Who reads the files that designers bring; a PDF and a spreadsheet within the same bounds."""
    return Brought(partial(template_texts, templates), _official, SheetReader(_bounded).rows)


def _official(content: bytes, slug: str) -> Imported:
    from app.adapters.official.importing import import_official  # noqa: PLC0415  # why: loads pikepdf and fonts

    return import_official(content, slug)


def _bounded(work: Callable[[], Any]) -> Any:
    from app.adapters.official.bounded import within_bounds  # noqa: PLC0415  # why: the same

    return within_bounds(work)


def _sealer(settings: Settings) -> Sealer | None:
    if not settings.seal:
        return None
    try:
        from app.adapters.pades import PadesSealer  # noqa: PLC0415  # why: an extra, absent without a certificate
    except ImportError as error:
        raise SealMissing from error
    return PadesSealer(Path(settings.seal), settings.seal_password)


def preload(settings: Settings) -> None:
    """Read the forms, so that the forks of this process need not; nothing stays open."""
    FormFiles(settings.forms)
    gc.collect()
    gc.freeze()  # what is loaded is never collected: forks share its pages


def upgrade_database(settings: Settings) -> None:
    """Bring the database to the shape that this code wants; nothing is lost, running again is free."""
    private_folder(settings.instance)
    upgrade(settings.database_url)


def require_database(settings: Settings) -> None:
    """Raise a GuichetError with one French line when the database is away or not up to date."""
    if not is_current(settings.database_url):
        raise DatabaseOutdated


def worker_queue(settings: Settings) -> Queue:
    """The queue that a worker listens to."""
    return listening(settings.redis_url)


def queue_client(settings: Settings) -> Redis:
    """A Redis client that fails fast: to ask whether it is there."""
    return connect(settings.redis_url)
