"""How French writes dates, numbers, lists and elisions, down to the no-break spaces.

It knows typography and grammar only: no form, no answer, no screen.
"""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from re import Match
from re import compile as pattern
from unicodedata import normalize

NO_BREAK = "\u00a0"  # before a colon, inside « », before a unit
THIN_NO_BREAK = "\u202f"  # before ; ? ! and between thousands
MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
          "novembre", "décembre")  # fmt: skip
CENTS = Decimal("0.01")

# Words before which the article keeps its vowel ("le handicap", "de huit"): h aspiré, onze, oui, yaourt.
_NO_ELISION = (
    "hach", "haie", "hain", "hall", "halt", "hamac", "hameau", "hanche", "hand", "hangar", "hanneton", "harc",
    "hard", "haricot", "hasard", "haus", "haut", "havre", "hernie", "héron", "héros", "hiérarch", "hobby",
    "holland", "homard", "hongr", "honte", "hoquet", "hors", "houille", "huit", "hurle", "onze", "onzi",
    "oui", "ya", "ye", "yo",
)  # fmt: skip
_BEFORE_HIGH = pattern(r"[ \u00a0\u202f]*([;?!])(?=[\s»)]|$)")
_BEFORE_COLON = pattern(r"[ \u00a0\u202f]+(:)(?=[\s»)]|$)")
_NUMBER = r"(?<![\w./:@?=&#])(?<!\D-)(?:\d[\d.,\u00a0\u202f]*|\{\w+\}|%\(\w+\)s)"  # or its placeholder
_UNITS = r"(?:(?:h|min|heures?|minutes?|jours?|semaines?|mois|ans?|ko|Mo)(?![\w’'])|€|%(?![\w(]))"
_BEFORE_UNIT = pattern(rf"({_NUMBER}) +(?={_UNITS})")
_THOUSANDS = pattern(rf"(?<![\w./:@?=&#])\d{{1,3}}(?: \d{{3}})+(?:,\d+)?(?=[ \u00a0\u202f]{_UNITS})")
_HOUR = pattern(r"(\d\u00a0h) +(?=\d\d(?!\w))")
_NUMBERED = pattern(r"(?<!\w)([Nn]°) +(?=[\d%{])")
_OPENING = pattern(r"«[ \u00a0\u202f]*")
_CLOSING = pattern(r"[ \u00a0\u202f]*»")


def date_in_words(day: date) -> str:
    """ "27 mars 1985"; the first of the month is "1er"."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTHS[day.month - 1]} {day.year}"


def number(value: Decimal | int, scale: int | None = None) -> str:
    """ "1 250,5": decimal comma, thin no-break spaces between thousands, half-up at `scale` digits."""
    exact = Decimal(value)
    if scale is not None:
        exact = exact.quantize(Decimal(1).scaleb(-scale), rounding=ROUND_HALF_UP)
    elif exact == exact.to_integral_value():
        exact = exact.to_integral_value()
    whole, _dot, decimals = f"{abs(exact):,f}".partition(".")
    sign = "-" if exact < 0 else ""
    return sign + whole.replace(",", THIN_NO_BREAK) + ("," + decimals if decimals else "")


def amount(value: Decimal | int) -> str:
    """ "1 250,50 €": two decimals always, so that columns of amounts read alike."""
    return f"{number(value, 2)}{NO_BREAK}€"


def elides(noun: str) -> bool:
    """True when the word before it loses its vowel: "d’adresse", "l’habitation", but "de hauteur"."""
    bare = normalize("NFC", noun.strip("« \u00a0\u202f").lower())
    first = normalize("NFD", bare)[:1]  # without its accent
    return first != "" and first in "aeiouyhœæ" and not bare.startswith(_NO_ELISION)


def of(noun: str) -> str:
    """The noun after "de": "d’identité", "de naissance", "du logement", "des enfants"."""
    for article, contracted in (("le ", "du "), ("les ", "des ")):
        if noun.startswith(article):
            return contracted + noun.removeprefix(article)
    return ("d’" if elides(noun) else "de ") + noun


def join(items: Sequence[str], word: str = "et") -> str:
    """ "nom, prénom et adresse"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def quoted(text: str) -> str:
    """« text » with the no-break spaces inside."""
    return f"«{NO_BREAK}{text}{NO_BREAK}»"


@lru_cache(maxsize=4096, typed=True)  # a form repeats its words; typed: markup stays apart from text
def spaced(text: str) -> str:
    """The text with the spaces that do not break: before : ; ? !, inside « », between a number and its unit.

    Web and electronic addresses are left as they are.
    """
    text = _BEFORE_HIGH.sub(_before_high, text)
    text = _BEFORE_COLON.sub(NO_BREAK + r"\1", text)
    text = _THOUSANDS.sub(lambda found: found[0].replace(" ", THIN_NO_BREAK), text)
    text = _BEFORE_UNIT.sub(r"\1" + NO_BREAK, text)
    text = _HOUR.sub(r"\1" + NO_BREAK, text)
    text = _NUMBERED.sub(r"\1" + NO_BREAK, text)
    text = _OPENING.sub("«" + NO_BREAK, text)
    return _CLOSING.sub(NO_BREAK + "»", text)


def _before_high(found: Match[str]) -> str:
    """The sign after its thin space, unless it is the end of an address."""
    word = found.string[: found.start()].rsplit(maxsplit=1)[-1:]
    touching = found[0] == found[1]
    if touching and word and ("://" in word[0] or "@" in word[0]):
        return found[0]
    return THIN_NO_BREAK + found[1]
