"""What a schema adds in some cases only: questions shown then, answers required then.

It is given the condition; where conditions come from is told by `branches` and `alternatives`.
"""

from collections.abc import Sequence
from typing import Any

from app.core.importing.located import Located, keywords
from app.core.importing.predicates import ALWAYS, negated
from app.core.importing.questions import Gathered, Question, Spot
from app.core.importing.reader import Reader
from app.core.importing.report import ANNOTATIONS
from app.core.language import _

Json = Any


def unseen(reader: Reader, below: Located) -> None:
    """A rule over a whole object that no question shows: nobody could mend what it refuses."""
    reader.report.refused(
        below.pointer, _("Aucune question ne montre cette règle : écrivez-la avec « checks ».")
    )


def apply(
    reader: Reader,
    schema: Located,
    test: Json,
    place: Located,
    spot: Spot,
    known: Gathered,
    without: str = "",
) -> None:
    """What this schema adds when the test holds."""
    if test is None:
        reader.report.refused(place.pointer, _("La question qui commande cette règle n’est pas connue."))
        return
    reader.report.rendered(place)
    here = spot if test is ALWAYS else spot.given(test)
    merged = reader.merger.merge([schema], spot.active)
    if merged.never:
        _forbid(reader, merged.never, test, spot, known)
        return
    for name, below in merged.required.items():
        question = known.by_name.get((spot.prefix, name))
        if question is not None and name != without:
            _require(reader, question, here, spot)
        reader.report.rendered(below)
    if merged.value("type") == "object":
        reader.report.rendered(merged.rules["type"])
    fresh = {
        name: found
        for name, found in merged.properties.items()
        if name != without and not _known(reader, name, found, test, here, known)
    }
    merged.properties = fresh
    reader.properties(merged, here, known, without)
    if spot.depth < 10:
        reader.compose(reader, merged, here, known)


def _forbid(reader: Reader, pointer: str, test: Json, spot: Spot, known: Gathered) -> None:
    reader.report.refused(
        pointer, _("Une réponse interdite : écrivez la règle avec « checks » et son message.")
    )


def _known(
    reader: Reader, name: str, found: Sequence[Located], test: Json, here: Spot, known: Gathered
) -> bool:
    """A property that is asked already: hidden, shown once more, or bound further (which we cannot show)."""
    question = known.by_name.get((here.prefix, name))
    if question is None:
        return (here.prefix, name) in known.groups and _bound_further(reader, found)
    merged = reader.merger.merge(found, here.active)
    if merged.never:
        reader.report.rendered(*found)
        question.shown = [(*way, negated(test)) for way in question.shown]
        return True
    if (sorted(merged.pointers), {key: rule.value for key, rule in merged.rules.items()}) == question.raw or (
        question.raw
        and {key: rule.value for key, rule in merged.rules.items()} == question.raw[1]
        and merged.rules
        and not merged.properties
    ):
        question.shown.append(here.when)
        for rule in merged.rules.values():
            reader.report.rendered(rule)
        return True
    always = any(len(way) < len(here.when) for way in question.shown)
    return always and _bound_further(reader, found)


def _bound_further(reader: Reader, found: Sequence[Located]) -> bool:
    for schema in found:
        for keyword, below in keywords(schema).items():
            if keyword not in ANNOTATIONS and keyword != "type":
                reader.report.refused(
                    below.pointer, _("Cette question est déjà posée : sa règle de plus est à écrire.")
                )
    return True


def _require(reader: Reader, question: Question, here: Spot, spot: Spot) -> None:
    """Required in this case only: a check, for the question itself is there in the other cases."""
    if here.when == spot.when or any(len(way) >= len(here.when) for way in question.shown):
        question.required = True
        return
    test = here.when[-1]
    add_check(
        reader,
        {"or": [negated(test), {"answered": [spot.var(question.path)]}]},
        reader.told_path(question.path, spot),
        _("Répondez à « {label} ».").format(label=question.label[:200]),
    )


def add_check(reader: Reader, assertion: Json, at: str, message: str) -> None:
    """A rule between answers, with its message and its place."""
    reader.checks.append({"assert": assertion, "at": at, "message": message})
