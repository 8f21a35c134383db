"""The orders of the desk's list, as links, as choices and at the head of its columns."""

from dataclasses import replace

from app.core.desk.columns import Column
from app.core.french import spaced
from app.core.language import _
from app.usecases.desk.desk_list import Asked, Desk
from app.web.desk.address import DUE, NEWEST, url
from app.web.desk.list_parts import Heading, Link


def orders(asked: Asked) -> tuple[Link, ...]:
    names = {"": _("Échéance la plus proche"), NEWEST: _("Derniers reçus")}
    if asked.search:
        names = {"": _("Derniers reçus"), DUE: _("Échéance la plus proche")}
    return tuple(
        Link(label, url(replace(asked, sort=key)), current=key == asked.sort) for key, label in names.items()
    )


def order_words(desk: Desk) -> str:
    if desk.sort is None:
        by_arrival, by_due = _("derniers reçus d’abord"), _("échéance la plus proche d’abord")
        return by_arrival if desk.asked.search else by_due
    label = desk.sort.column.label.lower()
    text = _("par {column}, en ordre décroissant") if desk.sort.descending else _("par {column}")
    return text.format(column=label)


def sorts(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Each order for the list to choose from; the first is the usual one, by arrival for a search."""
    due = _("Échéance la plus proche d’abord")
    found = [("", _("Derniers reçus d’abord")), (DUE, due)] if desk.asked.search else [("", due)]
    usual = len(found)
    for column in desk.columns:
        if column.sortable:
            found += [
                (column.key, _("{column} : croissant").format(column=column.label)),
                (f"-{column.key}", _("{column} : décroissant").format(column=column.label)),
            ]
    kept = found[:usual] + [one for one in found[usual:] if one[0] != DUE]
    return tuple((key, spaced(label)) for key, label in kept)


def heading(asked: Asked, column: Column) -> Heading:
    if not column.sortable:
        return Heading(column.key, column.label)
    key = column.key
    usual = key == DUE and not asked.search
    rising = asked.sort == key or (usual and not asked.sort)
    falling = asked.sort == f"-{key}"
    other = f"-{key}" if rising else "" if usual else key
    sort = "ascending" if rising else "descending" if falling else ""
    return Heading(key, column.label, url(replace(asked, sort=other)), sort)
