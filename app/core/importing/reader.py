"""Walks a schema property by property and gathers its questions.

What a place asks is read by `shapes`, what binds places by `branches`; both are given. Work is
bounded: so many questions, so deep, and a loop is refused where it would begin again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.core.importing.labels import legal_name
from app.core.importing.leaves import type_of
from app.core.importing.located import Located
from app.core.importing.merging import Merged, Merger
from app.core.importing.questions import LONGEST_PATH, Gathered, Question, Spot
from app.core.importing.report import ENFORCED, IGNORED, Report
from app.core.language import _

Json = Any
DEEPEST = 12
MOST_QUESTIONS = 4000
MOST_VISITS = 5000  # places read, those that ask nothing included
_OF_TEXT = {"type", "enum", "const", "pattern", "format", "minLength", "maxLength"}
Shape = Callable[..., Question | None]  # reader, merged, name, path, spot, known, required


@dataclass(slots=True)
class Reader:
    """`shapes` by JSON type; `compose(reader, merged, spot, known)` reads what binds the properties."""

    merger: Merger
    report: Report
    shapes: Mapping[str, Shape]
    compose: Callable[["Reader", Merged, Spot, Gathered], None]
    checks: list[dict[str, Json]] = field(default_factory=list)
    count: int = 0
    visits: int = 0

    def object(self, merged: Merged, spot: Spot, known: Gathered) -> None:
        """The properties of an object, then what binds them."""
        self.properties(merged, spot, known)
        self.compose(self, merged, spot, known)

    def properties(self, merged: Merged, spot: Spot, known: Gathered, without: str = "") -> None:
        """Each property but `without`."""
        for name, place in merged.required.items():
            self.report.rendered(place)
            if name not in merged.properties and (spot.prefix, name) not in known.by_name:
                self._only_required(name, place, merged, spot, known)
        for name, schemas in merged.properties.items():
            if name != without:
                self.property(name, schemas, spot, known, required=name in merged.required)
        closed = merged.rules.get("additionalProperties")
        if closed is not None and closed.value is False:
            self.report.mark(closed.pointer, ENFORCED, _("Le formulaire ne demande rien d’autre."))

    def _only_required(self, name: str, place: Located, merged: Merged, spot: Spot, known: Gathered) -> None:
        """Required and not described: a text, unless a branch describes it."""
        if merged.several or merged.choices or not name or spot.when:
            return
        free = Located({}, place.pointer)
        self.property(name, [free], spot, known, required=True)

    def property(
        self, name: str, schemas: Sequence[Located], spot: Spot, known: Gathered, *, required: bool
    ) -> Question | None:
        """One property, of whatever shape; the question when it is a single one."""
        merged = self.merger.merge(schemas, spot.active)
        if merged.never:
            self.report.mark(merged.never, ENFORCED, _("Rien n’est permis ici : rien n’est demandé."))
            return None
        if merged.looped and not (merged.properties or merged.rules or merged.several):
            return None  # told where the reference is
        if merged.value("readOnly") is True:
            self.report.mark(merged.rules["readOnly"].pointer, IGNORED, _("Rempli par le service."))
            return None
        kind = self.kind(merged, spot)
        if self._too_much(merged, spot):
            return None
        legal = known.free_name(spot.prefix, legal_name(name))
        path = spot.prefix + legal
        if len(path) > LONGEST_PATH:
            self.report.refused(merged.pointers[0], _("Ce chemin est trop long."))
            return None
        if legal != name:
            self.report.aliases[f"{spot.row}[].{path}" if spot.row else path] = name
        return self.shapes[kind](self, merged, name, path, spot, known, required)

    def kind(self, merged: Merged, spot: Spot) -> str:
        """The JSON type that is asked; where only alternatives speak of it, the type of the first."""
        kind = type_of(merged, self.report)
        branches = [
            branch
            for name in ("oneOf", "anyOf")
            for listed in merged.all(name)
            for branch in listed.entries()
        ]
        if kind != "string" or not branches or merged.rules.keys() & _OF_TEXT:
            return kind
        return type_of(self.merger.merge(branches[:1], spot.active), self.report)

    def _too_much(self, merged: Merged, spot: Spot) -> bool:
        self.visits += 1
        if spot.depth > DEEPEST:
            self.report.refused(merged.pointers[0], _("Ce niveau est trop profond pour un formulaire."))
        elif self.count >= MOST_QUESTIONS or self.visits > MOST_VISITS:
            self.report.refused(merged.pointers[0], _("Le formulaire a déjà trop de questions."))
        else:
            return False
        return True

    def add(self, question: Question, name: str, spot: Spot, known: Gathered) -> Question:
        """Keep a question under its name in the schema."""
        self.count += 1
        question.shown.append(spot.when)
        question.sections = spot.sections
        known.questions.append(question)
        known.by_name[(spot.prefix, name)] = question
        return question

    def told_path(self, path: str, spot: Spot) -> str:
        """The whole path, for the report and for checks."""
        return f"{spot.row}[].{path}" if spot.row else path
