"""What binds the properties of one object: alternatives, conditions, dependencies.

Each becomes conditions of display or checks between answers where that is the same thing;
else the rule is refused by name, for nobody could mend what it would refuse.
"""

from collections.abc import Mapping
from typing import Any

from app.core.importing.alternatives import alternatives
from app.core.importing.applying import add_check, apply, unseen
from app.core.importing.located import Located
from app.core.importing.merging import Merged
from app.core.importing.predicates import ALWAYS, condition, negated
from app.core.importing.questions import Gathered, Spot
from app.core.importing.reader import Reader
from app.core.language import _

Json = Any


def compose(reader: Reader, merged: Merged, spot: Spot, known: Gathered) -> None:
    """Everything that binds the properties of this object, after they were read."""
    if len(spot.when) > 8:
        return
    for keyword in ("oneOf", "anyOf"):
        for listed in merged.all(keyword):
            alternatives(reader, keyword, listed, spot, known)
    for choice in merged.choices:
        _choice(reader, choice, spot, known)
    for needs in merged.all("dependentRequired"):
        _needs(reader, needs, spot, known)
    for needs in merged.all("dependentSchemas"):
        for name, schema in needs.members():
            source = known.by_name.get((spot.prefix, name))
            test = {"answered": [spot.var(source.path)]} if source else None
            apply(reader, schema, test, needs, spot, known)
    rest = [*merged.all("not"), *merged.all("patternProperties")]
    rest += [
        merged.rules[name]
        for name in ("propertyNames", "minProperties", "maxProperties")
        if name in merged.rules
    ]
    for below in rest:
        unseen(reader, below)


def _choice(reader: Reader, choice: Mapping[str, Located], spot: Spot, known: Gathered) -> None:
    test = condition(choice["if"], known, spot)
    if test is None:
        for below in choice.values():
            reason = _("Cette condition ne lit pas que des réponses simples et déjà demandées.")
            reader.report.refused(below.pointer, reason)
        return
    reader.report.rendered(choice["if"])
    if "then" in choice:
        apply(reader, choice["then"], test, choice["then"], spot, known)
    if "else" in choice and test is not ALWAYS:
        apply(reader, choice["else"], negated(test), choice["else"], spot, known)


def _needs(reader: Reader, needs: Located, spot: Spot, known: Gathered) -> None:
    """dependentRequired: this answer calls for those."""
    reader.report.rendered(needs)
    for name, below in needs.members():
        source = known.by_name.get((spot.prefix, name))
        for wanted in below.value if isinstance(below.value, list) else ():
            target = known.by_name.get((spot.prefix, wanted)) if isinstance(wanted, str) else None
            if source is None or target is None or source is target:
                if wanted != name:
                    reader.report.refused(needs.pointer, _("Cette règle vise ce qui n’est pas une question."))
                continue
            message = _("Renseignez « {target} », car vous avez rempli « {source} ».")
            add_check(
                reader,
                {
                    "or": [
                        {"!": {"answered": [spot.var(source.path)]}},
                        {"answered": [spot.var(target.path)]},
                    ]
                },
                reader.told_path(target.path, spot),
                message.format(target=target.label[:200], source=source.label[:200]),
            )
