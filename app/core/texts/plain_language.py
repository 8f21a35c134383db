"""Hints to write plainly: sentences that are long, words that only the administration uses. Never a refusal.

It knows French texts; it refuses to know where they stand.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from re import IGNORECASE, Pattern
from re import compile as pattern

from app.core.language import _, ngettext

LONG_SENTENCE = 25  # words: beyond, half the readers go back to its beginning
LONG_PARAGRAPH = 90
MOST = 20  # hints of one text
_VARIABLE = pattern(r"\{\{[^{}]*\}\}")
_SENTENCE = pattern(r"[^.!?…:\n]+")
_WORD = pattern(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d+")
_SHOUT = pattern(r"\b[A-ZÀ-Ý]{5,}(?:\s+[A-ZÀ-Ý]{2,})+\b")
_JOINTS = {"de": "d(?:es|e|u|’)", "à": "(?:à|au|aux)\\b"}

# What offices write → what people say. A word is matched whole, whatever its ending in -e, -s, -es.
JARGON: Mapping[str, str] = {
    "susvisé": "cité plus haut",
    "susmentionné": "cité plus haut",
    "ci-après": "plus bas",
    "afférent": "lié",
    "nonobstant": "malgré",
    "le cas échéant": "si c’est votre cas",
    "en vertu de": "selon",
    "en application de": "selon",
    "au titre de": "pour",
    "dans le cadre de": "pour, pendant",
    "dans les meilleurs délais": "une date, ou un nombre de jours",
    "diligenter": "faire",
    "octroyer": "donner",
    "octroi": "versement, accord",
    "pétitionnaire": "vous, la personne qui demande",
    "requérant": "vous, la personne qui demande",
    "usager": "vous",
    "ayant droit": "la personne qui y a droit",
    "quérable": "à venir chercher",
    "récépissé": "reçu",
    "notifier": "écrire, prévenir",
    "surseoir": "attendre",
    "forclusion": "délai dépassé",
    "recevabilité": "dossier complet",
    "recevable": "complet, accepté à l’examen",
    "instruction du dossier": "examen de votre demande",
    "instruire": "examiner",
    "pièce justificative": "document",
    "dématérialisé": "en ligne",
    "téléservice": "service en ligne",
    "formulaire dûment complété": "formulaire rempli",
    "dûment": "(ce mot s’enlève)",
    "il vous appartient de": "vous devez",
    "il convient de": "vous devez, ou il faut",
    "je vous saurais gré": "merci de",
    "veuillez agréer": "cordialement",
    "sous couvert de": "par",
    "eu égard à": "à cause de",
    "à l’issue de": "après",
    "préalablement à": "avant",
    "postérieurement à": "après",
    "ultérieurement": "plus tard",
    "à compter de": "à partir de",
    "sis": "situé",
    "quotient familial": "(à expliquer)",
    "ester": "agir en justice",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hint:
    """`quote` is what is in the text, `told` what may be done about it."""

    quote: str
    told: str


def hints(text: str) -> tuple[Hint, ...]:
    """What could be plainer, in the order of its kind: sentences, paragraphs, words. Few, then none."""
    bare = _VARIABLE.sub("x", text[:20_000])
    found = (*_sentences(bare), *_paragraphs(bare), *_words(bare), *_shouts(bare))
    return found[:MOST]


def _sentences(text: str) -> Iterator[Hint]:
    for sentence in _SENTENCE.findall(text):
        count = len(_WORD.findall(sentence))
        if count > LONG_SENTENCE:
            told = ngettext("Phrase de {n} mot", "Phrase de {n} mots", count).format(n=count)
            yield Hint(_short(sentence), told + _(" : coupez-la en deux."))


def _paragraphs(text: str) -> Iterator[Hint]:
    for paragraph in text.split("\n\n"):
        count = len(_WORD.findall(paragraph))
        if count > LONG_PARAGRAPH:
            told = _("Paragraphe de {n} mots : une idée par paragraphe.").format(n=count)
            yield Hint(_short(paragraph), told)


def _words(text: str) -> Iterator[Hint]:
    seen = text.replace("'", "’").replace("\u00a0", " ").replace("\u202f", " ")
    lowered = seen.lower()
    for word, instead in JARGON.items():
        if word.partition(" ")[0] not in lowered:  # a tenth of the time that the expression takes to say so
            continue
        if found := _matcher(word).search(seen):
            yield Hint(found[0], _("Mot de l’administration. Plutôt : {instead}.").format(instead=instead))


def _shouts(text: str) -> Iterator[Hint]:
    for found in _SHOUT.finditer(text):
        yield Hint(_short(found[0]), _("Des mots en capitales se lisent moins bien."))


@lru_cache(maxsize=len(JARGON))
def _matcher(word: str) -> Pattern[str]:
    """The word with its endings; "au titre de" is "au titre du" and "au titre d’un" too."""
    stem, _space, last = word.rpartition(" ")
    if last in _JOINTS:
        return pattern(rf"\b{stem} {_JOINTS[last]}", IGNORECASE)
    ending = "" if " " in word else "(?:e|s|es|x)?"
    return pattern(rf"\b{word}{ending}\b", IGNORECASE)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:60].rpartition(' ')[0] or flat[:60]}…"
