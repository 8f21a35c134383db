"""How templates write dates, sizes and references: Jinja filters over core functions."""

from datetime import date, datetime
from typing import Any

from flask import Flask
from markupsafe import Markup

from app.core.dossier import spell_reference
from app.core.editions import editions
from app.core.french import NO_BREAK, number, quoted, spaced
from app.core.language import _, ngettext
from app.core.legal_time import day_in_words, hour_in_words, moment_in_words
from app.core.studio.translating import RIGHT_TO_LEFT, Said


def day(value: date | datetime | None) -> str:
    """ "27 mars 1985", in Paris for an instant; an empty text for None."""
    return "" if value is None else day_in_words(value)


def size(octets: int) -> str:
    """ "120 ko", "1,4 Mo"."""
    if octets < 1_000_000:
        return f"{number(max(1, round(octets / 1000)))}{NO_BREAK}ko"
    tenths = str(round(octets / 1_000_000, 1)).replace(".", ",").removesuffix(",0")
    return f"{tenths}{NO_BREAK}Mo"


def lower_first(text: str) -> str:
    """The text with a small first letter, to follow a colon; "SIRET" and "L’" keep theirs."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def delay(days: int) -> str:
    """ "12 jours", "le jour même"."""
    return ngettext("{n} jour", "{n} jours", days).format(n=days) if days else _("le jour même")


def stressed(sentence: str) -> list[tuple[str, bool]]:
    """The pieces of a sentence of `conditions.sentences`, each with whether it is to be stressed."""
    return [(piece, bool(number % 2)) for number, piece in enumerate(spaced(sentence).split("*")) if piece]


def said(text: str) -> str:
    """A text of a form in the page: with its language when the page is read in another one than French."""
    if not isinstance(text, Said):
        return spaced(text)
    return Markup("<span{}>{}</span>").format(tongue(text), spaced(str(text)))


def tongue(text: str) -> str:
    """The attributes that say the language of a text, "" where the page's own holds."""
    if not isinstance(text, Said):
        return ""
    turned = Markup(' dir="rtl"') if text.lang in RIGHT_TO_LEFT else ""
    return Markup(' lang="{}"{}').format(text.lang, turned)


FILTERS: dict[str, Any] = {
    "fr": spaced,  # texts of definitions: never an input's value
    "said": said,  # the same, marked with its language: in the content of elements only
    "tongue": tongue,
    "day": day,
    "delay": delay,
    "hour": hour_in_words,
    "moment": moment_in_words,
    "editions": editions,
    "size": size,
    "quoted": quoted,
    "stressed": stressed,
    "spell_reference": spell_reference,
    "lower_first": lower_first,
}


def install(app: Flask) -> None:
    """Give the filters to the application's templates."""
    app.jinja_env.filters.update(FILTERS)
