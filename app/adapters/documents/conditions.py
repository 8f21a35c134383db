"""Says on a blank form when a part is to be filled in: "Remplissez cette partie si vous avez coché…".

Only what is printed is quoted: options, questions, numbers of parts; never the short names of the
screen. What is not a box to tick is told as the studio tells it, with the printed questions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from re import compile as pattern

from app.adapters.documents.cells import TICKED_KINDS
from app.core.condition_language import read_path, split
from app.core.condition_sentences import sentence
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
        return self._ticked(when) or self._told(when)

    def _ticked(self, when: Expression) -> str:
        """ "vous avez coché « Française » à la partie 4", "" when the condition is anything else."""
        node = split(when)
        if node is None:
            return ""
        name, given = node
        if name in ("and", "or"):
            parts = [self._ticked(one) for one in given]
            return join(parts, _("et si") if name == "and" else _("ou si")) if all(parts) else ""
        if name not in ("==", "contains") or len(given) != 2:
            return ""
        field, number = self.fields.get(read_path(given[0]), (None, 0))
        return _box(field, given[1], number) if field is not None and field.kind in TICKED_KINDS else ""

    def _told(self, when: Expression) -> str:
        bare = replace(self.definition, steps=tuple(map(_without_short, self.definition.steps)))
        told = _STRESSED.sub(lambda found: quoted(found[1]), sentence(when, bare, before="-"))
        return told.removeprefix("- ")


def _box(field: Field, value: object, number: int) -> str:
    """Oui and Non are everywhere on the paper: their question is quoted with them."""
    if field.kind == "yes-no":
        text = _("vous avez coché {box} à la question {question} (partie {number})")
        box = quoted(_("Oui") if value is True else _("Non"))
        return text.format(box=box, question=quoted(field.label), number=number)
    title = next((option.title for option in field.options if option.value == value), "")
    if not title:
        return ""
    return _("vous avez coché {box} à la partie {number}").format(box=quoted(title), number=number)


def _without_short(step: Step) -> Step:
    return replace(step, fields=tuple(replace(field, short="") for field in step.fields))
