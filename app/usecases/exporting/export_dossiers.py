"""An agent takes the dossiers of a form out of the house: what they may choose, what it will hold, the file.

Only the forms and dossiers of their services exist here. Each download leaves a trace, before its
first byte: who, what, how many, and whether sensitive answers were inside.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.core.account import Account
from app.core.definition import FormDefinition
from app.core.errors import NotFound
from app.core.exporting.formats import FILES, FORMATS
from app.core.exporting.layout import Layout, lay_out
from app.core.legal_time import PARIS
from app.usecases.desk.desk_states import known_states
from app.usecases.exporting.export_files import members
from app.usecases.exporting.export_reading import ids, names_of, records
from app.usecases.ports import ExportDone, ExportTemplate, Ports, Selection, Transaction

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. `since` and `until` are days of receipt, both included; `states` () is all;
    `template` is the id of one that they may use; `sensitive`: identity papers, NIR, sensitive answers."""

    slug: str
    format: str = "csv"
    states: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    sensitive: bool = False
    template: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What an export would hold. `forms` are (slug, title); `states` (id, label, number of dossiers)."""

    forms: tuple[tuple[str, str], ...]
    title: str = ""
    count: int = 0
    states: tuple[tuple[str, str, int], ...] = ()
    templates: tuple[ExportTemplate, ...] = ()
    template: ExportTemplate | None = None
    layout: Layout | None = None
    whole: Layout | None = None  # with the sensitive columns: to tell what is left out


@dataclass(frozen=True, slots=True)
class Download:
    """The file: its name, what it is, its pieces. Close `chunks` to forget temporary files at once."""

    name: str
    media_type: str
    chunks: Iterator[bytes]
    count: int


@dataclass(frozen=True, slots=True)
class By:
    """Who takes the export, from which services."""

    service_ids: tuple[str, ...]
    account_id: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Dossiers named one by one instead of selected (a saved view, a batch): those of other services are
    left out. `ids` are read once, as the file is sent."""

    ids: Iterable[str]
    count: int


def offer(ports: Ports, account: Account, wanted: Wanted) -> Offer:
    """What the page shows. NotFound for a form of another service; no slug: the forms alone."""
    by = _agent(account)
    with ports.store.reading() as tx:
        forms = _forms(ports, tx, by.service_ids)
    if not wanted.slug:
        return Offer(forms)
    title = dict(forms).get(wanted.slug)
    if title is None:
        raise NotFound
    selection = selected(ports, wanted, by.service_ids)
    with ports.store.reading() as tx:
        count = tx.exports.count(selection)
        held = tx.exports.states(selection)
        templates = tuple(tx.export_templates.usable(account.id, by.service_ids, wanted.slug))
        known = known_states(ports, tx, [(wanted.slug, state) for state in held])
    definitions = versions(ports, wanted.slug)
    template = _template(templates, wanted.template)
    chosen = template.columns if template else ()
    return Offer(
        forms=forms,
        title=title,
        count=count,
        states=tuple((id_, known.states[wanted.slug, id_].agent, number) for id_, number in held.items()),
        templates=templates,
        template=template,
        layout=lay_out(definitions, sensitive=wanted.sensitive, chosen=chosen),
        whole=lay_out(definitions, sensitive=True, chosen=chosen),
    )


def download(ports: Ports, account: Account, wanted: Wanted) -> Download:
    """The export as a stream, its trace already kept. NotFound for a form, a format or a template that is
    not theirs."""
    by = _agent(account)
    with ports.store.reading() as tx:
        forms = dict(_forms(ports, tx, by.service_ids))
        templates = tx.export_templates.usable(account.id, by.service_ids, wanted.slug)
    if wanted.slug not in forms:
        raise NotFound
    template = _template(templates, wanted.template)
    return export(ports, by, wanted, columns=template.columns if template else ())


def title_of(ports: Ports, account: Account, slug: str) -> str:
    """The title of a form of the agent's services, or NotFound."""
    with ports.store.reading() as tx:
        forms = dict(_forms(ports, tx, account.desk_services()))
    if slug not in forms:
        raise NotFound
    return forms[slug]


def export(
    ports: Ports, by: By, wanted: Wanted, *, columns: Sequence[str] = (), chosen: Chosen | None = None
) -> Download:
    """The file for these services, its trace kept. NotFound for an unknown format."""
    asked = FORMATS.get(wanted.format)
    if asked is None:
        raise NotFound
    if chosen is None:
        selection = selected(ports, wanted, by.service_ids)
        with ports.store.reading() as tx:
            chosen = Chosen(ids(ports, selection), tx.exports.count(selection))
    tables, chunks = _written(ports, by, wanted, columns, chosen.ids)
    _keep_trace(ports, by, wanted, columns, chosen.count)
    name = f"{wanted.slug}-{ports.clock.today().isoformat()}.{asked.file_ending(tables)}"
    return Download(name, asked.file_media_type(tables), chunks, chosen.count)


def _written(
    ports: Ports, by: By, wanted: Wanted, columns: Sequence[str], chosen: Iterable[str]
) -> tuple[int, Iterator[bytes]]:
    """How many tables, and the pieces of the file."""
    if wanted.format == FILES:
        files = members(ports, chosen, by.service_ids, sensitive=wanted.sensitive)
        return 1, ports.archives.write(files)
    definitions = versions(ports, wanted.slug)
    layout = lay_out(definitions, sensitive=wanted.sensitive, chosen=columns)
    rows = records(ports, layout, names_of(ports, definitions), chosen, by.service_ids)
    return len(layout.sheets), ports.tables.write(wanted.format, layout, rows)


def selected(ports: Ports, wanted: Wanted, service_ids: Sequence[str]) -> Selection:
    """The dossiers received until this instant: those that come while the file is sent are not in it."""
    now = ports.clock.now() + timedelta(microseconds=1)
    before = _midnight(wanted.until + timedelta(days=1)) if wanted.until else now
    return Selection(
        slug=wanted.slug,
        service_ids=tuple(service_ids),
        before=min(before, now),
        since=_midnight(wanted.since) if wanted.since else None,
        states=wanted.states,
    )


def versions(ports: Ports, slug: str) -> tuple[FormDefinition, ...]:
    """Every version that is kept or published and can still be read."""
    with ports.store.reading() as tx:
        kept = {form.hash: form for form in tx.definitions.of_slugs((slug,))}
    published = {form.hash: form for form in ports.forms.published() if form.slug == slug}
    return tuple({**kept, **published}.values())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, PARIS)


def _agent(account: Account) -> By:
    return By(account.desk_services(), account.id, account.name)


def _forms(ports: Ports, tx: Transaction, service_ids: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The published forms of these services, then those whose dossiers remain."""
    published = {form.slug: form.title for form in ports.forms.published() if form.service.id in service_ids}
    held = tx.dossiers.counts(service_ids)
    withdrawn = known_states(ports, tx, held).withdrawn
    return tuple({**withdrawn, **published}.items())


def _template(usable: Sequence[ExportTemplate], id_: str) -> ExportTemplate | None:
    if not id_:
        return None
    found = next((one for one in usable if one.id == id_), None)
    if found is None:
        raise NotFound
    return found


def _keep_trace(ports: Ports, by: By, wanted: Wanted, columns: Sequence[str], count: int) -> None:
    done = ExportDone(
        id=ports.ids.new(),
        at=ports.clock.now(),
        account_id=by.account_id,
        account_name=by.name,
        slug=wanted.slug,
        format=wanted.format,
        sensitive=wanted.sensitive,
        dossiers=count,
        data={
            "states": list(wanted.states),
            "since": wanted.since.isoformat() if wanted.since else "",
            "until": wanted.until.isoformat() if wanted.until else "",
            "columns": list(columns),
            "services": list(by.service_ids),
        },
    )
    with ports.store.transaction() as tx:
        tx.exports.log(done)
    log.info(
        "export %s by %s: %s as %s, %d dossiers%s", done.id, by.account_id or "command", wanted.slug,
        wanted.format, count, ", sensitive answers included" if wanted.sensitive else "",
    )  # fmt: skip
