"""A designer at work on a draft of a form: begin, edit, undo, redo. What an edit means is the core's matter.

A draft of another service does not exist (NotFound). Two designers may work at once: an edit that rests on
something that the other has changed is refused and says who did what; the rest is done.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from re import compile as pattern
from typing import Any

from app.core.account import Account
from app.core.definition import FormDefinition
from app.core.definition.plain_json import plain
from app.core.editing import Edited, EditRefused, apply, rests_on, told
from app.core.editing.blank import blank
from app.core.editing.patches import patched
from app.core.errors import GuichetError, NotFound, Problem
from app.core.importing.labels import legal_name
from app.core.language import _
from app.core.legal_time import hour_in_words
from app.core.studio import FormDraft, Line, LineKind, advanced
from app.usecases.ports import Ports, Transaction
from app.usecases.studio.reading import problems, read

Json = Any
Decide = Callable[[Transaction, FormDraft], Json]
NOTHING = {"verb": "several", "edits": []}
TRIES = 5
LONGEST_WALK = 200  # lines looked back at, for an edit decided on an old page
_LONGEST_SLUG = 50
_SLUG = pattern(r"[a-z0-9]+(-[a-z0-9]+)*")


class DesignConflict(GuichetError):
    """Somebody else changed what this edit rests on; nothing was done. `line` is theirs, if it is known."""

    code = "design-conflict"

    def __init__(self, line: Line | None = None) -> None:
        if line is None:
            super().__init__(_("Ce brouillon a changé depuis que vous l’avez ouvert. Rechargez la page."))
        else:
            message = _("{name} a changé cela à {time} : « {told} ». Rechargez la page, puis recommencez.")
            told = message.format(name=line.author_name, time=hour_in_words(line.at), told=line.told)
            super().__init__(told)
        self.line = line


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft as its page shows it. `undo` and `redo` say what they would do, "" for nothing."""

    draft: FormDraft
    definition: FormDefinition
    undo: str = ""
    redo: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """What the linter finds, for the page that shows it: an edit that redirects does not wait for it."""
        return problems(self.definition)


def begin_blank(ports: Ports, account: Account, service_id: str, title: str) -> FormDraft:
    """A new form of this service, from a blank page. EditRefused for a title that cannot be one."""
    _require_designer(account, service_id)
    service = service_of(ports, account, service_id)

    def make(slug: str) -> Json:
        return judged(blank(slug, title.strip(), service))

    return begin_with(ports, account, service_id, slug_of(title), make)


def service_of(ports: Ports, account: Account, service_id: str) -> Json:
    """The service as its published forms have it; its name alone when it has none."""
    return next(
        (form.raw["service"] for form in ports.forms.published() if form.service.id == service_id),
        {"id": service_id, "name": account.organisation or service_id},
    )


def begin_with(
    ports: Ports, account: Account, service_id: str, slug: str, make: Callable[[str], Json]
) -> FormDraft:
    """A new form of this service at the first free address; `make` gives its document. EditRefused."""
    _require_designer(account, service_id)
    with ports.store.transaction() as tx:
        taken = {form.slug for form in ports.forms.published()}
        for candidate in (slug, *(f"{slug}-{number}" for number in range(2, 100))):
            if candidate not in taken:
                draft = _new(ports, account, service_id, make(candidate), based_on="")
                if tx.studio.drafts.add(draft):
                    return draft
    raise EditRefused("duplicate-path", _("Trop de démarches ont déjà ce titre. Choisissez-en un autre."))


def slug_of(title: str) -> str:
    parts = legal_name(title).lower().replace("_", "-")[:_LONGEST_SLUG].split("-")
    return "-".join(part for part in parts if part) or "demarche"


def is_slug(text: str) -> bool:
    """May this be the address of a form, with room for a number after it?"""
    return len(text) <= _LONGEST_SLUG and _SLUG.fullmatch(text) is not None


def judged(document: Json) -> Json:
    """The document, as one edit would give it: what cannot be kept is told in French. EditRefused."""
    return apply(document, {"verb": "write", "document": document}, read=read).document


def begin_from(ports: Ports, account: Account, slug: str) -> FormDraft:
    """The next version of a published form; the draft that is there already, when there is one."""
    current = ports.forms.current(slug)
    _require_designer(account, current.service.id)
    document = {key: value for key, value in plain(current.raw).items() if key not in ("$schema", "renamed")}
    document["version"] = current.version + 1
    with ports.store.transaction() as tx:
        draft = _new(ports, account, current.service.id, document, based_on=current.hash)
        if tx.studio.drafts.add(draft):
            tx.definitions.keep(current)
            return draft
        found = tx.studio.drafts.by_slug(slug)
    if found is None:
        raise DesignConflict
    return found


def _new(ports: Ports, account: Account, service_id: str, document: Json, *, based_on: str) -> FormDraft:
    now = ports.clock.now()
    return FormDraft(
        ports.ids.new(), document["slug"], service_id, document, 0, 0, 0, based_on, now, now, account.name
    )


def drafts_of(ports: Ports, account: Account) -> tuple[FormDraft, ...]:
    """The drafts of the services of this designer, the last changed first."""
    with ports.store.reading() as tx:
        return tuple(tx.studio.drafts.of(account.services("designer")))


def read_draft(ports: Ports, account: Account, draft_id: str) -> FormDraft:
    """The draft alone, for who only needs its document."""
    with ports.store.reading() as tx:
        return mine(tx, account, draft_id)


def open_draft(ports: Ports, account: Account, draft_id: str) -> Opened:
    """The draft with what the parser reads of it."""
    with ports.store.reading() as tx:
        draft = mine(tx, account, draft_id)
        return _opened(tx, draft, read(draft.document))


def edit(ports: Ports, account: Account, draft_id: str, wanted: Json, *, based_on: int) -> Opened:
    """One edit, decided on a page of revision `based_on`. EditRefused, DesignConflict: nothing is done."""
    return edit_as(ports, account, draft_id, lambda tx, draft: wanted, based_on=based_on)


def edit_as(
    ports: Ports, account: Account, draft_id: str, decide: Decide, *, based_on: int, words: str = ""
) -> Opened:
    """The same, of an edit that is read off the draft as it is; NOTHING changes nothing. `words` say it in
    the history, instead of the verb's own."""

    def attempt(tx: Transaction) -> Opened:
        draft = mine(tx, account, draft_id)
        wanted = decide(tx, draft)
        if wanted == NOTHING:
            return _opened(tx, draft, read(draft.document))
        _require_unchanged(tx, draft, wanted, based_on)
        edited = apply(draft.document, wanted, read=read)
        said = words or told(draft.document, wanted)
        return _keep(tx, draft, _line(ports, account, draft, "edit", said, plain(wanted), edited), edited)

    return _patiently(ports, attempt)


def tried(draft: FormDraft, wanted: Json) -> Edited:
    """What this edit would make of the draft; nothing is kept. EditRefused."""
    return apply(draft.document, wanted, read=read)


def undo(ports: Ports, account: Account, draft_id: str, *, based_on: int) -> Opened:
    """Take the last edit back, whoever made it: refused when the draft changed since the page was read."""
    return _back(ports, account, draft_id, "undo", based_on)


def redo(ports: Ports, account: Account, draft_id: str, *, based_on: int) -> Opened:
    """Do again what was taken back last."""
    return _back(ports, account, draft_id, "redo", based_on)


def _back(ports: Ports, account: Account, draft_id: str, kind: LineKind, based_on: int) -> Opened:
    def attempt(tx: Transaction) -> Opened:
        draft = mine(tx, account, draft_id)
        if based_on != draft.revision:
            raise DesignConflict(_last(tx, draft))
        number = draft.undo if kind == "undo" else draft.redo
        if number == 0:
            raise EditRefused("nothing", _("Il n’y a rien à annuler ni à rétablir."))
        target = tx.studio.lines.get(draft.id, number)
        edited = apply(draft.document, target.inverse, read=read)
        line = _line(ports, account, draft, kind, target.told, target.inverse, edited, of=number)
        return _keep(tx, draft, line, edited, target)

    return _patiently(ports, attempt)


class _Raced(Exception):
    """Somebody wrote between our reading and our writing."""


def _patiently(ports: Ports, attempt: Callable[[Transaction], Opened]) -> Opened:
    """Read again and try again: only what was decided on something else is refused."""
    for _again in range(TRIES):
        with suppress(_Raced), ports.store.transaction() as tx:
            return attempt(tx)
    raise DesignConflict


def mine(tx: Transaction, account: Account, draft_id: str) -> FormDraft:
    """The draft, when it is of a service of this designer and not published yet; else NotFound."""
    draft = tx.studio.drafts.get(draft_id)
    if draft.service_id not in account.services("designer") or draft.published_at is not None:
        raise NotFound
    return draft


def _require_designer(account: Account, service_id: str) -> None:
    if service_id not in account.services("designer"):
        raise NotFound


def _require_unchanged(tx: Transaction, draft: FormDraft, wanted: Json, based_on: int) -> None:
    """DesignConflict when what the edit rests on is no more what its page showed."""
    now = rests_on(draft.document, wanted)
    if based_on == draft.revision:
        return
    lines = tx.studio.lines.since(draft.id, based_on, LONGEST_WALK + 1)
    if not 0 <= based_on < draft.revision or len(lines) > LONGEST_WALK:
        raise DesignConflict(_last(tx, draft))
    document, theirs = draft.document, None
    for line in reversed(lines):
        document = patched(document, line.inverse["changes"])
        if theirs is None and rests_on(document, wanted) != now:
            theirs = line
    if rests_on(document, wanted) != now:
        raise DesignConflict(theirs)


def _last(tx: Transaction, draft: FormDraft) -> Line | None:
    return tx.studio.lines.get(draft.id, draft.revision) if draft.revision else None


def _line(
    ports: Ports,
    account: Account,
    draft: FormDraft,
    kind: LineKind,
    told: str,
    wanted: Json,
    edited: Edited,
    *,
    of: int = 0,
) -> Line:
    """The next line of the log."""
    return Line(
        draft.id, draft.revision + 1, kind, told, wanted, list(edited.changes), edited.inverse, of,
        draft.redo if kind == "undo" else draft.undo, ports.clock.now(), account.id, account.name,
    )  # fmt: skip


def _keep(
    tx: Transaction, draft: FormDraft, line: Line, edited: Edited, target: Line | None = None
) -> Opened:
    after = advanced(draft, line, edited.document, target)
    if not tx.studio.drafts.save(after, based_on=draft.revision):
        raise _Raced
    tx.studio.lines.append(line)
    return _opened(tx, after, edited.definition, line)


def _opened(
    tx: Transaction, draft: FormDraft, definition: FormDefinition, known: Line | None = None
) -> Opened:
    def said(number: int) -> str:
        if known is not None and known.number == number:
            return known.told
        return tx.studio.lines.get(draft.id, number).told if number else ""

    return Opened(draft, definition, said(draft.undo), said(draft.redo))
