"""Says on a blank form when a part is to be filled in: "Remplissez cette partie si vous avez coché…".

Only what is printed is quoted: options, questions, numbers of parts; never the short names of the
screen. What is not a box to tick is told as the studio tells it, with the printed questions.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from re import compile as pattern

from app.adapters.documents.cells import TICKED_KINDS
from app.core.conditions.language import read_path, split
from app.core.conditions.sentences import sentence
from app.core.definition import Expression, Field, FormDefinition, Step
from app.core.french import join, quoted, spaced
from app.core.language import _
from app.core.summary import Section

_STRESSED = pattern(r"\*([^*]+)\*")


@dataclass(frozen=True, slots=True)
class Printed:
    """The form as it is on paper: each question by its path, with the number of its part."""

    definition: FormDefinition
    fields: Mapping[str, tuple[Field, int]]

    @classmethod
    def of(cls, definition: FormDefinition, sections: Sequence[Section]) -> "Printed":
        """What these sections print."""
        lines = [(line.field, section.number) for section in sections for line in section.lines]
        return cls(definition, {field.path: (field, number) for field, number in lines})

    def part(self, when: Expression | None) -> str:
        """When a whole part is to be filled in."""
        start = _("Remplissez cette partie si {condition}.")
        return spaced(start.format(condition=self._said(when))) if when is not None else ""

    def question(self, when: Expression | None) -> str:
        """When one question is to be answered."""
        start = _("Répondez si {condition}.")
        return spaced(start.format(condition=self._said(when))) if when is not None else ""

    def _said(self, when: Expression) -> str:
        """Boxes as they are ticked, the rest as the studio tells it; each side of "et" and "ou" apart."""
        name, given = split(when) or ("", [])
        if name in _LINKS and not any((split(one) or ("", []))[0] in _LINKS for one in given):
            return join([self._said(one) for one in given], _LINKS[name]())
        return self._ticked(when) or self._told(when)

    def _ticked(self, when: Expression) -> str:
        """ "vous avez coché « Française » à la partie 4", "" when the condition is anything else."""
        name, given = split(when) or ("", [])
        if name in _LINKS:
            parts = [self._ticked(one) for one in given]
            return join(parts, _LINKS[name]()) if all(parts) else ""
        if name not in _TICKED or len(given) != 2:
            return ""
        field, number = self.fields.get(read_path(given[0]), (None, 0))
        if field is None or field.kind not in TICKED_KINDS:
            return ""
        return _box(field, given[1], number, _TICKED[name]())

    def _told(self, when: Expression) -> str:
        bare = replace(self.definition, steps=tuple(map(_without_short, self.definition.steps)))
        told = _STRESSED.sub(lambda found: _as_printed(found[1]), sentence(when, bare, before="-"))
        # Who fills in by hand sees whether the line above is empty: that it counts for nothing goes unsaid.
        return told.removeprefix("- ").replace(_("est renseigné et différent de"), _("n’est pas"))


_LINKS: Mapping[str, Callable[[], str]] = {"and": lambda: _("et si"), "or": lambda: _("ou si")}
_TICKED: Mapping[str, Callable[[], str]] = {
    "==": lambda: _("vous avez coché {box}"),
    "contains": lambda: _("vous avez coché {box}"),
    "in": lambda: _("vous avez coché {box}"),
    "!=": lambda: _("vous avez coché une autre case que {box}"),
}


def _as_printed(words: str) -> str:
    """Questions and options are quoted, figures are not."""
    return (
        words
        if words[:1].isdecimal() and "".join(words.split()).replace(",", "").isdecimal()
        else quoted(words)
    )


def _box(field: Field, value: object, number: int, words: str) -> str:
    """Oui and Non are everywhere on the paper: their question is quoted with them."""
    if field.kind == "yes-no":
        box = quoted(_("Oui") if value is True else _("Non"))
        where = _("à la question {question} (partie {number})")
        return f"{words} {where}".format(box=box, question=quoted(field.label), number=number)
    values = value if isinstance(value, list) else [value]
    titles = [quoted(option.title) for option in field.options if option.value in values]
    if not titles:
        return ""
    where = _("à la partie {number}")
    return f"{words} {where}".format(box=join(titles, _("ou")), number=number)


def _without_short(step: Step) -> Step:
    return replace(step, fields=tuple(replace(field, short="") for field in step.fields))
