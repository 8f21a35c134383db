"""A French commune, typed as its name, its postcode or both, and stored by its INSEE code.

What may mean several communes is settled by a choice among them, on the same page. It refuses to
guess: a homonym, or a former commune, is always confirmed by the person.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from app.core.definition import Field, Option
from app.core.field_types.base import Complaint, FieldType, NotUnderstood, Typed, first
from app.core.field_types.sentences import Params, Sentence
from app.core.language import _
from app.core.places import Found, known
from app.core.places.search import Answer, find
from app.core.plain_text import coded

Json = Any
CHOICE = "choix"  # the part that settles a doubt: a code, or OTHER
OTHER = "autre"
CODE = re.compile(r"[0-9]{5}|2[AB][0-9]{3}", re.ASCII)
_QUOTED = 40  # characters of what was typed that a message repeats


def choice_of(found: Found) -> Option:
    """One commune to choose: "Saint-Aubin (39)", with its postcodes, or the former name that led to it."""
    commune = found.commune
    hint = _("anciennement {name}").format(name=found.old) if found.old else ", ".join(commune.postcodes[:3])
    return Option(commune.code, commune.label, hint)


def _unknown(field: Field, given: Params) -> str:
    text = given.get("text", "")
    if text.isdecimal() and len(text) != 5:
        return _("Saisissez le nom de la commune, ou les 5 chiffres du code postal")
    if text.isdecimal():
        return _("Saisissez le nom de la commune : aucune n’a le code postal {text}").format(text=text)
    sentence = _("Vérifiez le nom, ou saisissez le code postal : aucune commune ne s’appelle « {text} »")
    return sentence.format(text=text)


def _has_letters(text: str) -> bool:
    return any(char.isalpha() for char in text)


class CommuneCode(FieldType):
    """Stored as the INSEE code: "35238", "2A004", "75113" for the 13th arrondissement of Paris."""

    kind = "commune"
    formats = ("fr-commune",)
    parts = ("", CHOICE)
    widget = "commune"
    sentences: ClassVar[Mapping[str, Sentence]] = {
        "commune-unknown": _unknown,
        "commune-several": lambda field, given: _(
            "Choisissez la commune dans la liste : plusieurs peuvent convenir"
        ),
        "format": lambda field, given: _(
            "Saisissez le nom ou le code postal d’une commune. Exemple : Rennes"
        ),
    }

    def parse(self, field: Field, typed: Typed) -> str | None:
        text = coded(first(typed))
        if not text:
            return None
        answer = find(known(), text)
        if answer.commune:
            return answer.commune.code
        chosen = first(typed, CHOICE)
        if chosen in {found.commune.code for found in answer.candidates}:
            return chosen
        return self._in_doubt(text, chosen, answer)

    def _in_doubt(self, text: str, chosen: str, answer: Answer) -> str:
        code = "commune-several" if answer.candidates else "commune-unknown"
        raise NotUnderstood(code, params={"text": text[:_QUOTED]})

    def candidates(self, field: Field, typed: Typed) -> tuple[Option, ...]:
        text = coded(first(typed))
        return tuple(map(choice_of, find(known(), text).candidates)) if text else ()

    def typed(self, field: Field, value: Json) -> dict[str, tuple[str, ...]]:
        return {"": () if self.unanswered(value) else (self.show(field, value),)}

    def of_program(self, field: Field, text: str) -> Typed:
        """A program gives what the contract asks for: a code, even one that is also somebody's postcode."""
        return {"": (self.show(field, text),)}

    def show(self, field: Field, value: Json) -> str:
        commune = known().commune(value) if isinstance(value, str) else None
        return commune.label if commune else str(value)

    def in_words(self, field: Field, part: str, text: str) -> str:
        return self.show(field, text)

    def judge(self, field: Field, value: Json, today: date) -> Complaint | None:
        return None if known().commune(value) else Complaint("format")


class Town(CommuneCode):
    """The same, or a town that is in no list (abroad, for instance), stored as its name."""

    kind = "town"
    formats = ("fr-town",)
    sentences: ClassVar[Mapping[str, Sentence]] = {
        **CommuneCode.sentences,
        "commune-unknown": lambda field, given: (
            _("Confirmez la ville : aucune commune française ne s’appelle « {text} »").format(**given)
            if _has_letters(given.get("text", ""))
            else _unknown(field, given)
        ),
        "commune-several": lambda field, given: _("Choisissez la ville dans la liste, ou confirmez son nom"),
    }

    def _in_doubt(self, text: str, chosen: str, answer: Answer) -> str:
        if chosen == OTHER and _has_letters(text) and not CODE.fullmatch(text):
            return text[:100]
        return super()._in_doubt(text, chosen, answer)

    def candidates(self, field: Field, typed: Typed) -> tuple[Option, ...]:
        text = coded(first(typed))
        if not _has_letters(text) or find(known(), text).commune:
            return super().candidates(field, typed)
        return (
            *super().candidates(field, typed),
            Option(OTHER, _("Une autre ville : {text}").format(text=text[:100])),
        )

    def typed(self, field: Field, value: Json) -> dict[str, tuple[str, ...]]:
        shown = super().typed(field, value)
        elsewhere = isinstance(value, str) and value and not CODE.fullmatch(value)
        return {**shown, CHOICE: (OTHER,)} if elsewhere else shown

    def of_program(self, field: Field, text: str) -> Typed:
        return self.typed(field, text)

    def judge(self, field: Field, value: Json, today: date) -> Complaint | None:
        return super().judge(field, value, today) if CODE.fullmatch(value) else None
