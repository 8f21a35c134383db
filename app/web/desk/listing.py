"""The queue as the page draws it: counters, filters as links, rows in words.

Every choice lives in the address, so a list can be bookmarked, sent to a colleague and
reached without JavaScript. Nothing here reads the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import url_for

from app.core.dossier import spell_reference
from app.core.french import number, spaced
from app.core.language import _, ngettext
from app.core.legal_time import civil_date
from app.usecases.process import Desk, DeskRow
from app.web.desk.words import Due, channel, due, short_date

FILES = {"a-traiter": "todo", "en-attente": "waiting", "traites": "done"}  # in the address → in the workflows
ORDERS = {"echeance": "due", "reception": "received"}


@dataclass(frozen=True, slots=True)
class Counter:
    """A file or a démarche at the left. `current` is the value of aria-current, or ""."""

    label: str
    count: int
    url: str
    current: str = ""

    @property
    def figures(self) -> str:
        """ "1 204"."""
        return number(self.count)


@dataclass(frozen=True, slots=True)
class Link:
    """A filter to take away, or an order to choose."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One dossier, every cell ready to be read."""

    reference: str
    url: str
    channel: str
    person: str
    form: str
    state: str
    tone: str
    due: Due
    received: str
    received_iso: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything that the page shows. `kept` are the filters that a new search must not lose."""

    title: str
    caption: str
    total_text: str
    late: str
    tabs: tuple[Counter, ...]
    forms: tuple[Counter, ...]
    orders: tuple[Link, ...]
    chips: tuple[Link, ...]
    kept: tuple[tuple[str, str], ...]
    search: str
    one_form: bool
    rows: tuple[Row, ...]
    page_text: str
    next_url: str
    first_url: str
    reset_url: str
    empty_title: str
    empty_text: str


def choices(args: Mapping[str, str]) -> dict[str, str]:
    """The use case's arguments for what the address asks; what it does not know is ignored."""
    return {
        "tab": FILES.get(args.get("file", ""), "todo"),
        "slug": args.get("demarche", "")[:100],
        "search": args.get("q", "").strip()[:100],
        "order": ORDERS.get(args.get("tri", ""), "due"),
        "after": args.get("apres", "")[:400],
    }


def listing(desk: Desk, today: date, *, after: str) -> Listing:
    """Put a page of the queue into words and links."""
    title = _tab_names()[desk.tab]
    total = ngettext("{n} dossier", "{n} dossiers", desk.total).format(n=number(desk.total))
    rows = tuple(_row(row, today) for row in desk.rows)
    empty_title, empty_text = _empty(desk)
    return Listing(
        title=title,
        caption=f"{title}, {total}, {_order_names()[desk.order].lower()}",
        total_text=total,
        late=_late(desk, rows, after),
        tabs=_tabs(desk),
        forms=_forms(desk),
        orders=tuple(
            Link(label, _url(desk, order=name), current=name == desk.order)
            for name, label in _order_names().items()
        ),
        chips=_chips(desk),
        kept=tuple((name, value) for name, value in _address(desk).items() if name != "q"),
        search=desk.search,
        one_form=bool(desk.slug),
        rows=rows,
        page_text=_page_text(desk, len(rows), after),
        next_url=_url(desk, after=desk.following) if desk.following else "",
        first_url=_url(desk) if after else "",
        reset_url=_url(desk, search=""),
        empty_title=empty_title,
        empty_text=empty_text,
    )


def _tab_names() -> dict[str, str]:
    return {"todo": _("À traiter"), "waiting": _("En attente de l’usager"), "done": _("Traités")}


def _order_names() -> dict[str, str]:
    return {"due": _("Échéance la plus proche"), "received": _("Derniers reçus")}


def _address(desk: Desk, **changes: str) -> dict[str, str]:
    """The filters as they stand in the address, without those that change nothing."""
    now = {"tab": desk.tab, "slug": desk.slug, "search": desk.search, "order": desk.order, **changes}
    files = {tab: name for name, tab in FILES.items() if tab != "todo"}
    orders = {order: name for name, order in ORDERS.items() if order != "due"}
    address = {
        "file": files.get(now["tab"], ""),
        "demarche": now["slug"],
        "q": now["search"],
        "tri": orders.get(now["order"], ""),
        "apres": changes.get("after", ""),
    }
    return {name: value for name, value in address.items() if value}


def _url(desk: Desk, **changes: str) -> str:
    return url_for("desk.queue", **_address(desk, **changes))  # type: ignore[arg-type]


def _tabs(desk: Desk) -> tuple[Counter, ...]:
    return tuple(
        Counter(
            label, desk.counts.get(tab, 0), _url(desk, tab=tab, slug="", search=""), _current(desk.tab == tab)
        )
        for tab, label in _tab_names().items()
    )


def _forms(desk: Desk) -> tuple[Counter, ...]:
    """The number beside a démarche is what is left to do in it, so its link opens the file "À traiter"."""
    return tuple(
        Counter(
            title, count, _url(desk, tab="todo", slug=slug, search=""), _current(desk.slug == slug, "true")
        )
        for slug, title, count in desk.forms
    )


def _current(yes: bool, value: str = "page") -> str:
    return value if yes else ""


def _chips(desk: Desk) -> tuple[Link, ...]:
    chips = []
    if desk.slug:
        title = next((title for slug, title, _count in desk.forms if slug == desk.slug), desk.slug)
        chips.append(Link(spaced(_("Démarche : {title}").format(title=title)), _url(desk, slug="")))
    if desk.search:
        chips.append(Link(spaced(_("Recherche : {words}").format(words=desk.search)), _url(desk, search="")))
    return tuple(chips)


def _row(row: DeskRow, today: date) -> Row:
    dossier = row.dossier
    received = civil_date(dossier.submitted_at) if dossier.submitted_at else None
    return Row(
        reference=spell_reference(dossier.reference),
        url=url_for("desk.case", reference=dossier.reference),
        channel=channel(dossier.acting),
        person=dossier.title or _("nom non renseigné"),
        form=row.form_title,
        state=row.state.agent,
        tone=row.state.tone,
        due=due(dossier, row.state, row.silence, today),
        received=short_date(received, today) if received else "",
        received_iso=received.isoformat() if received else "",
    )


def _late(desk: Desk, rows: tuple[Row, ...], after: str) -> str:
    """How many are late. Late ones come first by due date: the first page tells, or gives a minimum."""
    count = sum(1 for row in rows if row.due.tone == "late")
    if not count or after or desk.order != "due":
        return ""
    if count == len(rows) and desk.following:
        return _("au moins {n}").format(n=count)
    return str(count)


def _page_text(desk: Desk, shown: int, after: str) -> str:
    if not after:
        return _("1 à {n} sur {total}").format(n=shown, total=number(desk.total))
    on_page = ngettext("{n} dossier sur cette page", "{n} dossiers sur cette page", shown).format(n=shown)
    return _("{shown}, {total} en tout").format(shown=on_page, total=number(desk.total))


def _empty(desk: Desk) -> tuple[str, str]:
    texts = {
        "todo": (
            _("Rien à traiter pour l’instant"),
            _("Les nouvelles demandes arrivent ici dès qu’elles sont envoyées, la plus urgente en premier."),
        ),
        "waiting": (
            _("Aucun dossier n’attend une correction"),
            _("Quand vous demandez une correction, le dossier attend ici la réponse de l’usager."),
        ),
        "done": (
            _("Aucun dossier traité"),
            _("Les demandes acceptées, refusées ou classées se retrouvent ici."),
        ),
    }
    return texts[desk.tab]
