"""The store: transactions that give one repository per aggregate over one connection.

It knows when a transaction begins and ends; what is stored is each repository's business.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

from sqlalchemy import Connection, Engine

from app.adapters.database.accounts import SqlAccounts
from app.adapters.database.amendments import SqlAmendments
from app.adapters.database.attachments import SqlAttachments
from app.adapters.database.batches import SqlBatches
from app.adapters.database.casework import SqlCasework
from app.adapters.database.definitions import SqlDefinitions
from app.adapters.database.documents import SqlDocuments
from app.adapters.database.dossiers import SqlDossiers
from app.adapters.database.effects import SqlEffects
from app.adapters.database.engine import BUSY_SECONDS, connected
from app.adapters.database.events import SqlEvents
from app.adapters.database.export_templates import SqlExportTemplates
from app.adapters.database.exports import SqlExports
from app.adapters.database.figures import SqlFigures
from app.adapters.database.follows import SqlFollows
from app.adapters.database.mail_texts import SqlMailTexts
from app.adapters.database.mandates import SqlMandates
from app.adapters.database.marks import SqlMarks
from app.adapters.database.notices import SqlNotices
from app.adapters.database.opinions import SqlOpinions
from app.adapters.database.saved_views import SqlSavedViews
from app.adapters.database.sessions import SqlSessions
from app.adapters.database.studio import SqlStudio
from app.adapters.database.teams import SqlTeams
from app.adapters.database.throttles import SqlThrottles
from app.adapters.database.workflows import SqlWorkflows
from app.core.definition import FormDefinition
from app.core.workflow import Workflow
from app.usecases import ports


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was read from the database once and never changes: definitions and workflows, by hash."""

    definitions: dict[str, FormDefinition] = field(default_factory=dict)
    workflows: dict[str, Workflow] = field(default_factory=dict)


class SqlTransaction:
    """One unit of work; typed by the ports, which it fits by shape."""

    def __init__(self, connection: Connection, parsed: Parsed, *, writing: bool) -> None:
        self.definitions: ports.Definitions = SqlDefinitions(connection, parsed.definitions)
        self.workflows: ports.WorkflowVersions = SqlWorkflows(connection, parsed.workflows)
        self.dossiers: ports.Dossiers = SqlDossiers(connection, self.definitions, locking=writing)
        self.follows: ports.Follows = SqlFollows(connection)
        self.saved_views: ports.SavedViews = SqlSavedViews(connection)
        self.casework: ports.Casework = SqlCasework(connection)
        self.teams: ports.Teams = SqlTeams(connection)
        self.events: ports.Events = SqlEvents(connection)
        self.effects: ports.Effects = SqlEffects(connection)
        self.documents: ports.DocumentRows = SqlDocuments(connection)
        self.attachments: ports.Attachments = SqlAttachments(connection)
        self.mandates: ports.Mandates = SqlMandates(connection)
        self.accounts: ports.Accounts = SqlAccounts(connection)
        self.sessions: ports.Sessions = SqlSessions(connection)
        self.throttles: ports.Throttles = SqlThrottles(connection)
        self.exports: ports.Exports = SqlExports(connection)
        self.export_templates: ports.ExportTemplates = SqlExportTemplates(connection)
        self.figures: ports.FigureRows = SqlFigures(connection)
        self.batches: ports.Batches = SqlBatches(connection)
        self.amendments: ports.Amendments = SqlAmendments(connection)
        self.opinions: ports.Opinions = SqlOpinions(connection)
        self.marks: ports.Marks = SqlMarks(connection)
        self.studio: ports.Studio = SqlStudio(connection)
        self.mail_texts: ports.MailTexts = SqlMailTexts(connection)
        self.notices: ports.Notices = SqlNotices(connection)


class SqlStore:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # The same pool seen twice; a write through the second is refused by the database itself.
        self._reader = engine.execution_options(reading=True)
        if engine.dialect.name == "postgresql":
            self._reader = engine.execution_options(postgresql_readonly=True)
        self._parsed = Parsed()
        self._writers = Lock()

    @contextmanager
    def transaction(self) -> Iterator[ports.Transaction]:
        with self._turn(), connected(self._engine) as connection, connection.begin():
            yield SqlTransaction(connection, self._parsed, writing=True)

    @contextmanager
    def reading(self) -> Iterator[ports.Transaction]:
        with connected(self._reader) as connection, connection.begin():
            yield SqlTransaction(connection, self._parsed, writing=False)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """On SQLite, the threads of a process wait here, where they are woken one by one: inside SQLite
        each would sleep and look again, and the unlucky ones would wait for seconds."""
        sqlite = self._engine.dialect.name == "sqlite"
        # Too long, and SQLite itself is asked: it waits once more, then refuses.
        taken = sqlite and self._writers.acquire(timeout=BUSY_SECONDS)
        try:
            yield
        finally:
            if taken:
                self._writers.release()

    def close(self) -> None:
        """Give every pooled connection back."""
        self._engine.dispose()
