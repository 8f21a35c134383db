"""Two versions of a form compared, in plain French: what a designer reads before publishing.

By question, by step, by rule; each line says one thing. It knows definitions, not files nor answers.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.core.conditions.sentences import sentence
from app.core.definition import Field, FormDefinition, Step
from app.core.definition.reading_order import Place
from app.core.field_types.naming import lower_first
from app.core.language import _
from app.core.studio.kind_names import kind_name
from app.core.versions.matching import Matched, match
from app.core.versions.place_words import limit_name, place_name

Json = Any


@dataclass(frozen=True, slots=True)
class Difference:
    """`what` is added, removed, moved, renamed, retyped or changed; `about` is question, step, rule or text;
    `path` is the question's path or the step's id in the version that has it."""

    what: str
    about: str
    path: str
    text: str


def compare(before: FormDefinition, after: FormDefinition) -> tuple[Difference, ...]:
    """Every difference, steps first, then questions in the order of the new version, rules, texts."""
    matched = match(before, after)
    return (
        *_steps(before, after),
        *_questions(before, after, matched),
        *_rules(before, after),
        *_texts(before.raw, after.raw),
    )


def _steps(before: FormDefinition, after: FormDefinition) -> Iterator[Difference]:
    old, new = {step.id: step for step in before.steps}, {step.id: step for step in after.steps}
    for id_, step in new.items():
        if id_ not in old:
            yield Difference("added", "step", id_, _("Étape ajoutée : « {name} ».").format(name=step.title))
    for id_, step in old.items():
        if id_ not in new:
            yield Difference("removed", "step", id_, _("Étape retirée : « {name} ».").format(name=step.title))
    both = [id_ for id_ in new if id_ in old]
    for id_ in _out_of_order([id_ for id_ in old if id_ in new], both):
        text = _("Étape déplacée : « {name} ».").format(name=new[id_].title)
        yield Difference("moved", "step", id_, text)
    for id_ in both:
        yield from _step(before, after, old[id_], new[id_])


def _step(before: FormDefinition, after: FormDefinition, old: Step, new: Step) -> Iterator[Difference]:
    name = new.title
    for what, was, now in (
        (_("titre"), old.title, new.title),
        (_("texte"), old.description, new.description),
        (_("condition"), _when(before, old.when), _when(after, new.when)),
    ):
        if was != now:
            yield Difference("changed", "step", new.id, _turned(_("Étape « {name} »"), name, what, was, now))


def _questions(before: FormDefinition, after: FormDefinition, matched: Matched) -> Iterator[Difference]:
    for place in matched.added:
        text = _("Question ajoutée : « {name} ».").format(name=place.field.label)
        yield Difference("added", "question", place.path, text)
    for place in matched.removed:
        text = _("Question retirée : « {name} ».").format(name=place.field.label)
        yield Difference("removed", "question", place.path, text)
    kept = [path for path in matched.after if path in matched.olds]
    old_order = {old: path for path, old in matched.olds.items()}
    there = [old_order[old] for old in matched.before if old in old_order]
    moved = set(_out_of_order(there, kept))
    for path in kept:
        old, new = matched.before[matched.olds[path]], matched.after[path]
        if path in moved or _page(before, old) != _page(after, new):
            text = _("Question déplacée : « {name} ».").format(name=new.field.label)
            yield Difference("moved", "question", path, text)
        yield from _question(before, after, old, new)


def _page(definition: FormDefinition, place: Place) -> str:
    return definition.steps[place.position[0]].id


def _question(before: FormDefinition, after: FormDefinition, old: Place, new: Place) -> Iterator[Difference]:
    name = new.field.label
    if old.path != new.path:
        text = _("Question « {name} » : le nom technique « {old} » devient « {new} ».")
        told = text.format(name=name, old=old.path, new=new.path)
        yield Difference("renamed", "question", new.path, told)
    if old.field.kind != new.field.kind:
        text = _("Question « {name} » : la sorte change ({old}, puis {new}).")
        was, now = (lower_first(kind_name(one.field.kind)) for one in (old, new))
        told = text.format(name=name, old=was, new=now)
        yield Difference("retyped", "question", new.path, told)
    for what, read in _ATTRIBUTES.items():
        was, now = read(before, old), read(after, new)
        if was != now:
            yield Difference(
                "changed",
                "question",
                new.path,
                _turned(_("Question « {name} »"), name, _WORDS[what](), was, now),
            )


def _when(definition: FormDefinition, expression: Json, rows: str = "") -> str:
    return "" if expression is None else sentence(expression, definition, rows=rows)


def _limits(field: Field) -> str:
    """The contract's part, without what has a line of its own."""
    shown = {k: v for k, v in field.schema.items() if k not in _TOLD_ELSEWHERE}
    return ", ".join(f"{limit_name(name)} : {value}" for name, value in sorted(shown.items()))


_TOLD_ELSEWHERE = frozenset({"title", "oneOf", "enum", "items", "properties", "required", "type", "format"})
Read = Callable[[FormDefinition, Place], str]
_ATTRIBUTES: Mapping[str, Read] = {
    "label": lambda form, place: place.field.label,
    "short": lambda form, place: place.field.short,
    "hint": lambda form, place: place.field.hint,
    "required": lambda form, place: _("oui") if place.field.required else _("non"),
    "when": lambda form, place: _when(form, place.field.when, place.rows),
    "formula": lambda form, place: (
        "" if place.field.calculated is None
        else sentence(place.field.calculated, form, before=_("Calculé :"), rows=place.rows)
    ),
    "options": lambda form, place: ", ".join(option.title for option in place.field.options),
    "limits": lambda form, place: _limits(place.field),
    "messages": lambda form, place: " ; ".join(place.field.messages.values()),
    "sensitive": lambda form, place: _("oui") if place.field.sensitive else _("non"),
}  # fmt: skip
_WORDS: Mapping[str, Callable[[], str]] = {
    "label": lambda: _("libellé"), "short": lambda: _("nom court"), "hint": lambda: _("aide"),
    "required": lambda: _("obligatoire"), "when": lambda: _("condition"), "formula": lambda: _("formule"),
    "options": lambda: _("choix"), "limits": lambda: _("limites"), "messages": lambda: _("messages"),
    "sensitive": lambda: _("sensible"),
}  # fmt: skip


def _rules(before: FormDefinition, after: FormDefinition) -> Iterator[Difference]:
    """Rules have no name: each is known by its message."""
    for part, what, expression in (
        ("checks", _("Règle entre réponses"), "assert"),
        ("eligibility", _("Règle d’éligibilité"), "when"),
    ):
        old = {rule["message"]: rule for rule in before.raw.get(part, ())}
        new = {rule["message"]: rule for rule in after.raw.get(part, ())}
        for message, rule in new.items():
            if message not in old:
                yield Difference(
                    "added", "rule", "", _("{what} ajoutée : « {name} ».").format(what=what, name=message)
                )
                continue
            was, now = _when(before, old[message][expression]), _when(after, rule[expression])
            if was != now:
                text = _turned(what + " « {name} »", message, _("condition"), was, now)
                yield Difference("changed", "rule", "", text)
        for message in old:
            if message not in new:
                yield Difference(
                    "removed", "rule", "", _("{what} retirée : « {name} ».").format(what=what, name=message)
                )


def _texts(before: Mapping[str, Json], after: Mapping[str, Json]) -> Iterator[Difference]:
    """What is said of the form, place by place; scenarios and parts as wholes."""
    for name in (
        "title",
        "cerfa",
        "service",
        "legal",
        "start",
        "declaration",
        "workflow",
        "documents",
        "paper",
    ):
        for place, was, now in _leaves(name, before.get(name), after.get(name)):
            yield Difference("changed", "text", place, _told(place_name(place), was, now))
    for name, text in (("chapters", _("Les parties changent.")), ("scenarios", _("Les scénarios changent."))):
        if before.get(name, []) != after.get(name, []):
            yield Difference("changed", "text", name, text)


def _leaves(place: str, was: Json, now: Json) -> Iterator[tuple[str, str, str]]:
    if was == now:
        return
    if isinstance(was, Mapping) or isinstance(now, Mapping):
        old, new = was or {}, now or {}
        for key in {**old, **new}:
            yield from _leaves(f"{place}.{key}", old.get(key), new.get(key))
        return
    yield place, _said(was), _said(now)


def _said(value: Json) -> str:
    if value is None:
        return ""
    return " ; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _told(place: str, was: str, now: str) -> str:
    if not was:
        return _("{place} : ajout de « {now} ».").format(place=place, now=now)
    if not now:
        return _("{place} : « {was} » est retiré.").format(place=place, was=was)
    return _("{place} : « {was} » devient « {now} ».").format(place=place, was=was, now=now)


def _turned(subject: str, name: str, what: str, was: str, now: str) -> str:
    start = subject.format(name=name)
    if not was:
        return _("{start}, {what} : ajout de « {now} ».").format(start=start, what=what, now=now)
    if not now:
        return _("{start}, {what} : « {was} » est retiré.").format(start=start, what=what, was=was)
    return _("{start}, {what} : « {was} » devient « {now} ».").format(
        start=start, what=what, was=was, now=now
    )


def _out_of_order(before: list[str], after: list[str]) -> Iterator[str]:
    """The fewest names that moved: those outside the longest run that both lists have in the same order."""
    rank = {name: number for number, name in enumerate(before)}
    best: list[tuple[int, int]] = []  # (length of the best run that ends here, where it comes from)
    for index, name in enumerate(after):
        lengths = [(best[n][0], n) for n in range(index) if rank[after[n]] < rank[name]]
        longest, source = max(lengths, default=(0, -1))
        best.append((longest + 1, source))
    at = max(range(len(best)), key=lambda n: best[n][0], default=-1)
    kept = set()
    while at >= 0:
        kept.add(after[at])
        at = best[at][1]
    yield from (name for name in after if name not in kept)
