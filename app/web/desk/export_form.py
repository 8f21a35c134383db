"""What an agent asks of an export, read from the address or a post; words for the page. No database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from werkzeug.datastructures import MultiDict

from app.core.exporting.formats import FILES, FORMATS
from app.core.exporting.layout import Layout, Sheet
from app.core.field_types.base import NotUnderstood
from app.core.field_types.date_parts import read_whole_date
from app.core.french import number, spaced
from app.core.language import _, ngettext
from app.core.plain_text import coded
from app.usecases.exporting.export_dossiers import Offer, Wanted

NAMES = ("format", "etat", "depuis", "jusqu", "sensibles", "modele")
LONGEST = 40  # characters of a date that are read


@dataclass(frozen=True, slots=True)
class Asked:
    """`wanted` is what was understood; `errors` are (id of the input, sentence); `since` and `until` stay
    as typed."""

    wanted: Wanted
    since: str
    until: str
    errors: tuple[tuple[str, str], ...]

    def error(self, id_: str) -> str:
        """The sentence for this input, "" when it is right."""
        return dict(self.errors).get(id_, "")


@dataclass(frozen=True, slots=True)
class List:
    """One list of the export: its columns in words."""

    title: str
    count: str
    labels: tuple[str, ...]


def read(slug: str, given: "MultiDict[str, str]") -> Asked:
    """What is asked; a format that does not exist is CSV, a date that cannot be read is told."""
    since, until = given.get("depuis", "")[:LONGEST], given.get("jusqu", "")[:LONGEST]
    errors: list[tuple[str, str]] = []
    first, last = _day("champ-depuis", since, errors), _day("champ-jusqu", until, errors)
    if first and last and last < first:
        sentence = _("La date de fin doit être égale ou postérieure à la date de début")
        errors.append(("champ-jusqu", sentence))
    wanted = Wanted(
        slug=slug,
        format=given.get("format", "") if given.get("format", "") in FORMATS else "csv",
        states=tuple(dict.fromkeys(state[:100] for state in given.getlist("etat")))[:100],
        since=first,
        until=last,
        sensitive=given.get("sensibles", "") == "oui",
        template=given.get("modele", "")[:100],
    )
    return Asked(wanted, since, until, tuple(errors))


def _day(id_: str, typed: str, errors: list[tuple[str, str]]) -> date | None:
    if not coded(typed):
        return None
    try:
        return read_whole_date(typed)
    except NotUnderstood:
        errors.append((id_, _("Saisissez une date complète. Exemple : 27/03/2026")))
        return None


def formats() -> tuple[tuple[str, str, str], ...]:
    """The choices of format."""
    return tuple((one.name, one.label, spaced(one.hint)) for one in FORMATS.values())


def states(offer: Offer) -> tuple[tuple[str, str], ...]:
    """The states that dossiers are in, each with how many."""
    return tuple((id_, f"{label} ({number(count)})") for id_, label, count in offer.states)


def templates(offer: Offer, account_id: str) -> tuple[tuple[str, str], ...]:
    """All the columns, then the templates; a colleague's is said to be shared."""
    shared = _("partagé")
    own = tuple(
        (one.id, one.name if one.account_id == account_id else f"{one.name} ({shared})")
        for one in offer.templates
    )
    return (("", _("Toutes les colonnes")), *own)


def lists(offer: Offer, wanted: Wanted) -> tuple[List, ...]:
    """What is inside, list by list; nothing for an archive of files."""
    if offer.layout is None or wanted.format == FILES:
        return ()
    return tuple(_list(sheet) for sheet in offer.layout.sheets)


def _list(sheet: Sheet) -> List:
    count = len(sheet.columns)
    text = ngettext("{n} colonne", "{n} colonnes", count).format(n=number(count))
    return List(sheet.title, text, tuple(column.label for column in sheet.columns))


def total(offer: Offer) -> str:
    """ "1 204 dossiers"."""
    if not offer.count:
        return _("Aucun dossier")
    return ngettext("{n} dossier", "{n} dossiers", offer.count).format(n=number(offer.count))


def left_out(offer: Offer) -> int:
    """How many sensitive columns are not in the export."""
    return _columns(offer.whole) - _columns(offer.layout)


def _columns(layout: Layout | None) -> int:
    return sum(len(sheet.columns) for sheet in layout.sheets) if layout else 0


def hidden(asked: Asked) -> tuple[tuple[str, str], ...]:
    """The same choices, for the form that downloads."""
    wanted = asked.wanted
    single: Mapping[str, str] = {
        "format": wanted.format,
        "depuis": wanted.since.isoformat() if wanted.since else "",
        "jusqu": wanted.until.isoformat() if wanted.until else "",
        "sensibles": "oui" if wanted.sensitive else "",
        "modele": wanted.template,
    }
    pairs = tuple((name, value) for name, value in single.items() if value)
    return pairs + tuple(("etat", state) for state in wanted.states)
