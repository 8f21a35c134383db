"""A draft that starts from something: a model, a JSON Schema, an official PDF, a table, the file of a form.

Each leaves a report of what the designer finishes by hand. A file that cannot be used makes no draft.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.account import Account
from app.core.definition import FormDefinition
from app.core.definition.plain_json import plain
from app.core.editing import EditRefused
from app.core.errors import DefinitionRefused, GuichetError, NotFound, Problem
from app.core.importing.importer import Imported, import_schema
from app.core.importing.report import RENDERED
from app.core.importing.sheet import import_sheet
from app.core.json_text.reading import JsonRefused, read_text
from app.core.language import _
from app.core.plain_text import one_line
from app.core.studio import FormDraft, StartReport
from app.core.studio.form_file import FormFile, is_form
from app.core.studio.form_file import read as read_form
from app.usecases import studio
from app.usecases.ports import Ports
from app.usecases.studio import form_files

Json = Any
MOST_KEPT = 2_000  # lines of a report; the counts are of all
_LONGEST_SOURCE = 200


class StartRefused(GuichetError):
    """Nothing was made: why, and each problem with its place."""

    code = "start-refused"

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Wanted:
    """For whom, under which title ("" keeps the one that is found), from a file of this name."""

    service_id: str
    title: str
    source: str


def models(ports: Ports) -> Sequence[FormDefinition]:
    """The library: every form that is published, whoever publishes it."""
    return ports.forms.published()


def from_model(ports: Ports, account: Account, wanted: Wanted, slug: str) -> FormDraft:
    """A copy of a published form, under a name of its own. NotFound, EditRefused."""
    model = ports.forms.current(slug)
    service = studio.service_of(ports, account, wanted.service_id)
    title = wanted.title or _("{title} (copie)").format(title=model.title)
    kept = {
        key: value for key, value in plain(model.raw).items() if key not in ("$schema", "renamed", "cerfa")
    }
    told = [_("Les coordonnées du service sont à vérifier."), _("Le fondement légal est celui du modèle.")]
    if model.cerfa:
        told.append(_("Le numéro Cerfa n’est pas repris : une copie n’est pas le formulaire officiel."))

    def make(free: str) -> Json:
        return kept | {"slug": free, "version": 1, "service": service, "title": title}

    return _begun(ports, account, wanted, studio.slug_of(title), make, {"told": told, "model": model.title})


def from_content(ports: Ports, account: Account, wanted: Wanted, content: bytes) -> FormDraft:
    """A file of any of the kinds that a form starts from; its first signs tell which. StartRefused."""
    if b"%PDF-" in content[:1024]:
        return from_official(ports, account, wanted, content)
    if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return from_sheet(ports, account, wanted, content)
    if is_form(content):
        return from_file(ports, account, wanted, content)
    return from_schema(ports, account, wanted, content)


def from_schema(ports: Ports, account: Account, wanted: Wanted, content: bytes) -> FormDraft:
    """A JSON Schema of any draft. StartRefused."""
    try:
        raw = read_text(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise StartRefused(_("Ce fichier n’est pas en UTF-8. Enregistrez-le en UTF-8.")) from None
    except JsonRefused as refused:
        raise StartRefused(str(refused)) from None
    return _imported(ports, account, wanted, lambda slug: import_schema(raw, slug=slug))


def from_official(ports: Ports, account: Account, wanted: Wanted, content: bytes) -> FormDraft:
    """An official PDF, read within bounds. StartRefused."""
    fill = _("Pour remplir aussi le PDF officiel, l’exploitant lance « guichet import » sur ce fichier.")
    return _imported(ports, account, wanted, lambda slug: ports.brought.official(content, slug), told=(fill,))


def from_sheet(ports: Ports, account: Account, wanted: Wanted, content: bytes) -> FormDraft:
    """A table of questions: CSV, XLSX or ODS. StartRefused."""

    def imported(slug: str) -> Imported:
        rows = ports.brought.sheet(content, wanted.source)
        return import_sheet(rows, title=wanted.title, slug=slug)

    return _imported(ports, account, wanted, imported)


def from_file(ports: Ports, account: Account, wanted: Wanted, content: bytes) -> FormDraft:
    """A form exported as one file. When its form is there already, in its place: ids stay. StartRefused."""
    try:
        file = read_form(content)
        found = _mine(ports, account, wanted, file)
        if found is not None:
            return form_files.read_in(ports, account, found.id, file, based_on=found.revision).opened.draft
        told = [*form_files.absent(ports, file), _("Le service et ses coordonnées sont les vôtres.")]
        service = studio.service_of(ports, account, wanted.service_id)
        kept = {key: value for key, value in file.definition.items() if key not in ("$schema", "renamed")}

        def make(free: str) -> Json:
            whole = kept | {"slug": free, "version": 1, "service": service}
            return whole | ({"title": wanted.title} if wanted.title else {})

        slug = kept.get("slug")
        slug = slug if isinstance(slug, str) and studio.is_slug(slug) else "demarche"
        return _begun(ports, account, wanted, slug, make, {"told": told})
    except (EditRefused, DefinitionRefused) as refused:
        raise StartRefused(str(refused), refused.problems) from None
    except NotFound:
        raise
    except GuichetError as refused:
        raise StartRefused(str(refused)) from None


def _mine(ports: Ports, account: Account, wanted: Wanted, file: FormFile) -> FormDraft | None:
    """The draft of this form when it is of the same service: made from its published version if need be."""
    slug = file.definition.get("slug")
    with ports.store.reading() as tx:
        found = tx.studio.drafts.by_slug(slug) if isinstance(slug, str) else None
    if found is not None:
        return found if found.service_id == wanted.service_id else None
    current = next((form for form in ports.forms.published() if form.slug == slug), None)
    if current is None or current.service.id != wanted.service_id:
        return None
    return studio.begin_from(ports, account, current.slug)


def _imported(
    ports: Ports, account: Account, wanted: Wanted, read: Callable[[str], Imported], told: Sequence[str] = ()
) -> FormDraft:
    """A draft of what was read, with its report."""
    try:
        found = read("demarche")
    except GuichetError as refused:
        raise StartRefused(str(refused)) from None
    if found.definition is None:
        first = found.problems[0] if found.problems else None
        message = f"{first.message} {first.fix}" if first else _("Ce fichier ne demande rien.")
        raise StartRefused(message, found.problems)
    kept = plain(found.definition)
    title = wanted.title or kept["title"]
    service = studio.service_of(ports, account, wanted.service_id)

    def make(free: str) -> Json:
        return kept | {"slug": free, "title": title, "service": service}

    report = {**_shortened(found.report.as_json()), "told": list(told)}
    return _begun(ports, account, wanted, studio.slug_of(title), make, report)


def _shortened(report: Mapping[str, Json]) -> Json:
    """Without what went well and needs no look."""
    kept = [one for one in report["keywords"] if one["status"] != RENDERED or one["reason"]]
    return {**report, "keywords": kept[:MOST_KEPT], "labels": report["labels"][:MOST_KEPT]}


def _begun(
    ports: Ports, account: Account, wanted: Wanted, slug: str, make: Callable[[str], Json], report: Json
) -> FormDraft:
    """The draft at a free address, judged whole, and its report. EditRefused, DefinitionRefused."""
    draft = studio.begin_with(ports, account, wanted.service_id, slug, lambda free: studio.judged(make(free)))
    source = one_line(wanted.source[:_LONGEST_SOURCE])
    kept = StartReport(draft.id, source, report, ports.clock.now())
    with ports.store.transaction() as tx:
        tx.studio.reports.keep(kept)
    return draft


def report_of(ports: Ports, account: Account, draft_id: str) -> tuple[FormDraft, StartReport]:
    """The draft and what its import told. NotFound."""
    with ports.store.reading() as tx:
        draft = studio.mine(tx, account, draft_id)
        found = tx.studio.reports.of(draft.id)
    if found is None:
        raise NotFound
    return draft, found
