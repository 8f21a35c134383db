"""The queue as the page draws it: counters, filters as sentences, rows in words.

Every choice lives in the address (see `address`), so a list is reached without JavaScript.
Nothing here reads the database.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from app.core.desk.casework import NEW, Beside, Colleague, Label
from app.core.desk.columns import Column, exchanges, read_answer
from app.core.desk.filters import sentence
from app.core.dossier import spell_reference
from app.core.french import number, spaced
from app.core.language import _, ngettext
from app.core.legal_time import civil_date
from app.usecases.desk.desk_list import TABS, Asked, Desk
from app.usecases.desk.desk_states import DeskRow
from app.web.desk.address import case_url, from_pairs, page_url, pairs, url
from app.web.desk.list_parts import COUNTED, FOUND, Cell, Choice, Counter, Link, Listing, Row
from app.web.desk.orders import heading, order_words, orders, sorts
from app.web.desk.words import Due, channel, due, short_date

Named = Colleague | Label


def listing(desk: Desk, today: date) -> Listing:
    """Put a page of the queue into words and links."""
    asked = desk.asked
    title = _tab_names()[asked.tab]
    rows = tuple(_row(desk, row, today) for row in desk.rows)
    elsewhere = bool(asked.after or asked.before)
    heads = {column.key: heading(asked, column) for column in desk.columns}
    empty_title, empty_text = _empty(asked.tab)
    shown = {column.key for column in desk.shown}
    return Listing(
        title=title,
        caption=f"{title}, {_total(desk)}, {order_words(desk)}",
        total_text=_total(desk),
        late=_late(desk, rows),
        tabs=_tabs(desk),
        views=_views(desk),
        forms=_forms(desk),
        orders=orders(asked),
        chips=_chips(desk),
        kept=pairs(asked, without=("q",)),
        kept_for_columns=pairs(asked, without=("col", "tri")),
        kept_whole=pairs(asked),
        search=asked.search,
        one_form=bool(asked.slug),
        reference_heading=heads["numero"],
        person_heading=heads["demandeur"],
        headings=tuple(heads[column.key] for column in desk.shown),
        columns=tuple(_choice(c, shown) for c in desk.columns if c.listed and c.key not in _ALWAYS),
        filterable=tuple(_choice(column, set()) for column in desk.columns),
        sorts=sorts(desk),
        sort=asked.sort,
        rows=rows,
        page_text=_page_text(desk, len(rows)),
        next_url=page_url(asked, apres=desk.following) if desk.following else "",
        previous_url=page_url(asked, avant=desk.preceding) if desk.preceding else "",
        first_url=url(asked) if elsewhere else "",
        reset_url=url(replace(asked, search="")),
        clear_url=url(replace(_without_form(desk), search="", filters=())),
        narrowed=bool(asked.search or asked.filters or asked.slug),
        empty_title=empty_title,
        empty_text=empty_text,
    )


_ALWAYS = ("numero", "demandeur")


def _tab_names() -> dict[str, str]:
    return {
        "todo": _("À traiter"),
        "followed": _("Suivis par moi"),
        "waiting": _("En attente de l’usager"),
        "done": _("Traités"),
        "all": _("Tous les dossiers"),
    }


def _counted(desk: Desk) -> int:
    """How far this list is counted."""
    return FOUND if desk.filters or desk.asked.search else COUNTED


def _uncounted(desk: Desk) -> bool:
    return desk.total > _counted(desk)


def _total(desk: Desk) -> str:
    if _uncounted(desk):
        return _("plus de {n} dossiers").format(n=number(_counted(desk)))
    return ngettext("{n} dossier", "{n} dossiers", desk.total).format(n=number(desk.total))


def _choice(column: Column, shown: set[str]) -> Choice:
    return Choice(column.key, column.label, column.key in shown, bool(column.path))


def _tabs(desk: Desk) -> tuple[Counter, ...]:
    """A tab keeps nothing of what narrows the list, so that its counter tells the truth."""
    names = _tab_names()
    return tuple(
        Counter(names[tab], desk.counts[tab], url(Asked(tab=tab)), "page" if desk.asked.tab == tab else "")
        for tab in TABS
    )


def _views(desk: Desk) -> tuple[Counter, ...]:
    here = pairs(desk.asked)
    return tuple(
        Counter(
            view.name,
            0,
            url(from_pairs(view.choices)),
            "true" if pairs(from_pairs(view.choices)) == here else "",
            counted=False,
        )
        for view in desk.views
    )


def _forms(desk: Desk) -> tuple[Counter, ...]:
    """The number beside a démarche is what is left to do in it, so its link opens the file "À traiter"."""
    return tuple(
        Counter(title, count, url(Asked(slug=slug)), "true" if desk.asked.slug == slug else "")
        for slug, title, count in desk.forms
    )


def _chips(desk: Desk) -> tuple[Link, ...]:
    """What narrows the list, in sentences; leaving a form takes the filters on its answers away with it."""
    asked, chips = desk.asked, []
    if asked.slug:
        title = next((title for slug, title, _count in desk.forms if slug == asked.slug), asked.slug)
        label = _("Démarche : {title}").format(title=title)
        chips.append(Link(spaced(label), url(_without_form(desk))))
    if asked.search:
        label = _("Recherche : {words}").format(words=asked.search)
        chips.append(Link(spaced(label), url(replace(asked, search=""))))
    for found, text in zip(desk.filters, asked.filters, strict=True):
        left = tuple(other for other in asked.filters if other != text)
        chips.append(Link(spaced(sentence(found)), url(replace(asked, filters=left))))
    return tuple(chips)


def _without_form(desk: Desk) -> Asked:
    answers = {column.key for column in desk.columns if column.path}
    pairs_ = zip(desk.filters, desk.asked.filters, strict=True)
    return replace(
        desk.asked,
        slug="",
        filters=tuple(text for found, text in pairs_ if found.column.key not in answers),
        columns=tuple(key for key in desk.asked.columns if key not in answers),
        sort="" if desk.asked.sort.removeprefix("-") in answers else desk.asked.sort,
    )


def _row(desk: Desk, row: DeskRow, today: date) -> Row:
    dossier = row.dossier
    when = due(dossier, row.state, row.silence, today)
    beside = desk.beside.get(dossier.id, Beside())
    return Row(
        reference=spell_reference(dossier.reference),
        url=case_url(desk.asked, dossier.reference),
        channel=channel(dossier.acting),
        person=dossier.title or _("nom non renseigné"),
        form=row.form_title,
        cells=tuple(_cell(column, row, beside, when, today) for column in desk.shown),
        late=when.tone == "late",
        marks=() if any(column.key == "etiquettes" for column in desk.shown) else beside.labels,
        news=exchanges()[NEW] if dossier.exchange == NEW else "",
    )


def _cell(column: Column, row: DeskRow, beside: Beside, when: Due, today: date) -> Cell:
    dossier = row.dossier
    if column.path:
        return Cell(
            "text",
            column.label,
            spaced(read_answer(column, dossier.annotations if column.of_agents else dossier.answers)),
        )
    makers: Mapping[str, Callable[[], Cell]] = {
        "etat": lambda: Cell("state", column.label, row.state.agent, row.state.tone),
        "echeance": lambda: Cell("due", column.label, when.text, when.tone, when),
        "suivi": lambda: Cell("text", column.label, _names(beside.followers)),
        "charge": lambda: Cell("text", column.label, _names((beside.assigned,) if beside.assigned else ())),
        "groupe": lambda: Cell("text", column.label, beside.group.name if beside.group else "—"),
        "etiquettes": lambda: Cell("marks", column.label, _names(beside.labels), marks=beside.labels),
        "messages": lambda: Cell("text", column.label, exchanges().get(dossier.exchange, "—")),
        "recu": lambda: _day(column, dossier.submitted_at, today),
        "decision": lambda: _day(column, dossier.decided_at, today),
        "demarche": lambda: Cell("text", column.label, row.form_title),
        "canal": lambda: Cell("text", column.label, channel(dossier.acting)),
        "courriel": lambda: Cell("text", column.label, dossier.email),
    }
    return makers[column.key]()


def _names(named: Sequence[Named]) -> str:
    return ", ".join(one.name for one in named) or "—"


def _day(column: Column, instant: object, today: date) -> Cell:
    if instant is None:
        return Cell("text", column.label, "")
    day = civil_date(instant)  # type: ignore[arg-type]
    return Cell("day", column.label, short_date(day, today), iso=day.isoformat())


def _late(desk: Desk, rows: tuple[Row, ...]) -> str:
    """How many are late. Late ones come first by due date: the first page tells, or gives a minimum."""
    count = sum(1 for row in rows if row.late)
    if not count or desk.asked.after or desk.asked.before or desk.sort is not None or desk.asked.search:
        return ""
    if count == len(rows) and desk.following:
        return _("au moins {n}").format(n=count)
    return str(count)


def _page_text(desk: Desk, shown: int) -> str:
    if not desk.asked.after and not desk.asked.before:
        if _uncounted(desk):
            return _("1 à {n} sur plus de {total}").format(n=shown, total=number(_counted(desk)))
        return _("1 à {n} sur {total}").format(n=shown, total=number(desk.total))
    on_page = ngettext("{n} dossier sur cette page", "{n} dossiers sur cette page", shown).format(n=shown)
    return _("{shown}, {total} en tout").format(shown=on_page, total=_total(desk))


def _empty(tab: str) -> tuple[str, str]:
    return {
        "todo": (
            _("Rien à traiter pour l’instant"),
            _("Les nouvelles demandes arrivent ici dès qu’elles sont envoyées, la plus urgente en premier."),
        ),
        "followed": (
            _("Vous ne suivez aucun dossier"),
            _("Prenez un dossier en instruction, ou choisissez « Suivre ce dossier » sur sa page."),
        ),
        "waiting": (
            _("Aucun dossier n’attend une correction"),
            _("Quand vous demandez une correction, le dossier attend ici la réponse de l’usager."),
        ),
        "done": (
            _("Aucun dossier traité"),
            _("Les demandes acceptées, refusées ou classées se retrouvent ici."),
        ),
        "all": (
            _("Aucun dossier"),
            _("Toutes les demandes envoyées à votre service se retrouvent ici, quel que soit leur état."),
        ),
    }[tab]
