"""`oneOf` and `anyOf` of an object: which property tells the branches apart, else the person does.

Alternatives of `required` alone are no branches: they become one check between answers.
"""

from collections.abc import Sequence
from typing import Any

from app.core.importing.applying import add_check, apply, unseen
from app.core.importing.labels import TO_WRITE, label_of, legal_name, one_line
from app.core.importing.leaves import code_of, readable
from app.core.importing.located import Located, keywords
from app.core.importing.merging import Merged
from app.core.importing.predicates import ALWAYS, literal, negated
from app.core.importing.questions import Gathered, Question, Spot
from app.core.importing.reader import Reader
from app.core.importing.report import ANNOTATIONS, ENFORCED
from app.core.language import _

Json = Any
_MOST_ALTERNATIVES = 60


def alternatives(reader: Reader, keyword: str, listed: Located, spot: Spot, known: Gathered) -> None:
    """Read one list of alternatives of the object at `spot`."""
    branches = list(listed.entries())
    views = [reader.merger.merge([branch], spot.active) for branch in branches]
    if len(views) == 1:
        apply(reader, branches[0], ALWAYS, listed, spot, known)
    elif views and all(_only_requires(view) for view in views):
        _at_least(reader, keyword, listed, views, spot, known)
    elif (
        not 2 <= len(views) <= _MOST_ALTERNATIVES
        or any(view.never for view in views)
        or not all(view.properties or view.required or view.several or view.choices for view in views)
    ):
        unseen(reader, listed)
    else:
        reader.report.rendered(listed)
        name = _discriminator(views)
        question = _which(reader, name, views, spot, known) if name else None
        if question is None:
            _cases(reader, listed, branches, views, spot, known)
            return
        for branch, view in zip(branches, views, strict=True):
            values = _values(view, name)
            codes = [literal(value, question) for value in values]
            read = spot.var(question.path)
            test = {"==": [read, codes[0]]} if len(codes) == 1 else {"in": [read, codes]}
            _mark_discriminator(reader, view, name)
            apply(reader, branch, None if None in codes else test, branch, spot, known, without=name)


def _only_requires(view: Merged) -> bool:
    plain = not (view.properties or view.several or view.choices or view.never)
    return plain and bool(view.required) and set(view.rules) <= ANNOTATIONS | {"type"}


def _at_least(
    reader: Reader, keyword: str, listed: Located, views: Sequence[Merged], spot: Spot, known: Gathered
) -> None:
    """Alternatives of `required` alone: at least one of these answers, or one and not the other."""
    found = [[known.by_name.get((spot.prefix, name)) for name in view.required] for view in views]
    if len(views) > 8 or any(question is None for group in found for question in group):
        unseen(reader, listed)
        return
    groups = [[question for question in group if question is not None] for group in found]
    tests = [_all([{"answered": [spot.var(question.path)]} for question in group]) for group in groups]
    labels = ", ".join(_quoted(question) for group in groups for question in group)
    if keyword == "anyOf":
        assertion, message = {"or": tests}, _("Renseignez au moins un de ces champs : {labels}.")
    else:
        ways = [
            [test if n == kept else negated(test) for n, test in enumerate(tests)]
            for kept in range(len(tests))
        ]
        assertion = {"or": [{"and": way} for way in ways]}
        message = _("Renseignez une seule de ces réponses : {labels}.")
        if [len(group) for group in groups] == [1, 1]:
            labels = _("{a} ou {b}").format(a=_quoted(groups[0][0]), b=_quoted(groups[1][0]))
            message = _("Renseignez {labels}, mais pas les deux.")
    reader.report.rendered(listed, *(place for view in views for place in view.required.values()))
    add_check(reader, assertion, reader.told_path(groups[0][0].path, spot), message.format(labels=labels))


def _quoted(question: Question) -> str:
    return f"« {question.label[:60]} »"


def _all(parts: list[Json]) -> Json:
    return parts[0] if len(parts) == 1 else {"and": parts}


def _values(view: Merged, name: str) -> list[Json]:
    """The closed list of what a branch takes for this property; [] when it is open."""
    found = [keywords(schema) for schema in view.properties.get(name, ())]
    for rules in found:
        if "const" in rules:
            return [rules["const"].value]
        if "enum" in rules and isinstance(rules["enum"].value, list):
            return rules["enum"].value
    return []


def _discriminator(views: Sequence[Merged]) -> str:
    """The property whose values tell the branches apart."""
    for name in views[0].properties:
        listed = [_values(view, name) for view in views]
        codes = [
            code_of(value) for values in listed for value in values if isinstance(value, str | bool | int)
        ]
        if all(listed) and len(codes) == len(set(codes)) == sum(map(len, listed)) and "" not in codes:
            return name
    return ""


def _mark_discriminator(reader: Reader, view: Merged, name: str) -> None:
    for schema in view.properties.get(name, ()):
        for keyword, below in keywords(schema).items():
            if keyword not in ANNOTATIONS:
                reader.report.rendered(below)


def _which(
    reader: Reader, name: str, views: Sequence[Merged], spot: Spot, known: Gathered
) -> Question | None:
    """The question that tells the branches apart, made from them when the object does not ask it."""
    question = known.by_name.get((spot.prefix, name))
    if question is not None:
        listed = question.schema.get("type") == "boolean" or "oneOf" in question.schema
        return question if listed else None
    if (spot.prefix, name) in known.groups:
        return None
    path = spot.prefix + known.free_name(spot.prefix, legal_name(name))
    options: list[Json] = []
    codes: dict[str, str] = {}
    for view in views:
        values = _values(view, name)
        for value in values:
            title = view.value("title") if len(values) == 1 else ""
            reader.report.rendered(view.rules.get("title"))
            code = code_of(value)
            codes |= {str(value): code} if not isinstance(value, str) else {}
            options.append({"const": code, "title": one_line(title or readable(code)) or code})
    view = reader.merger.merge(views[0].properties[name], spot.active)
    label = label_of(view, name, reader.told_path(path, spot), reader.report)
    schema = {"type": "string", "oneOf": options}
    return reader.add(Question(path, schema, label, True, codes=codes), name, spot, known)


def _cases(
    reader: Reader, listed: Located, branches: Sequence[Located], views: Sequence[Merged], spot: Spot,
    known: Gathered,
) -> None:  # fmt: skip
    """Nothing in the answers tells the branches apart: the person does."""
    path = spot.prefix + known.free_name(spot.prefix, "cas")
    titles = [one_line(view.value("title") or "") for view in views]
    told = reader.told_path(path, spot)
    for number, title in enumerate(titles, 1):
        if not title:
            reader.report.labels.append((told, _("Le titre du cas {n}.").format(n=number)))
    options = [
        {"const": f"cas_{number}", "title": title or _("Cas {n}").format(n=number) + f" {TO_WRITE}"}
        for number, title in enumerate(titles, 1)
    ]
    reader.report.labels.append((told, _("La question qui choisit entre les cas.")))
    label = _("Quel est votre cas ?") + f" {TO_WRITE}"
    question = Question(path, {"type": "string", "oneOf": options}, label, True)
    reader.add(question, f"\0{listed.pointer}", spot, known)
    for option, branch in zip(options, branches, strict=True):
        test = {"==": [spot.var(path), option["const"]]}
        apply(reader, branch, test, branch, spot, known)
    reader.report.mark(listed.pointer, ENFORCED, _("La personne choisit son cas ; seul ce cas est demandé."))
