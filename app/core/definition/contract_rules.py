"""What must hold inside the data contract for a question to be answerable: bounds, options, date limits.

It knows single properties, not steps nor conditions.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

from app.core.closeness import suggestion
from app.core.conditions.values import as_date, as_number
from app.core.definition.schema_reading import Leaf
from app.core.field_types import FIELD_TYPES
from app.core.field_types.attachment import media_type_names
from app.core.findings import Findings
from app.core.language import _
from app.core.media_types import MEDIA_TYPES

Json = Any
_BOUNDS = (("minLength", "maxLength"), ("minimum", "maximum"), ("minItems", "maxItems"),
           ("exclusiveMinimum", "exclusiveMaximum"))  # fmt: skip
_RELATIVE = "today"
LEGAL = "x-legal"


def check_contract(leaves: Iterable[Leaf], findings: Findings) -> None:
    """Every leaf and every cell."""
    for leaf in leaves:
        for check in _CHECKS:
            check(leaf, findings)
        check_contract(leaf.cells.values(), findings)


def _check_bounds(leaf: Leaf, findings: Findings) -> None:
    for low, high in _BOUNDS:
        if low not in leaf.schema or high not in leaf.schema:
            continue
        least, most = as_number(leaf.schema[low]), as_number(leaf.schema[high])
        if least is not None and most is not None and least > most:
            message = _("« {low} » dépasse « {high} » : aucune réponse ne convient.").format(
                low=low, high=high
            )
            fix = _("Échangez ou corrigez les bornes.")
            findings.error(f"{leaf.pointer}/{low}", "bounds-crossed", message, fix)


def _check_date_bounds(leaf: Leaf, findings: Findings) -> None:
    given = {name: leaf.schema[name] for name in ("formatMinimum", "formatMaximum") if name in leaf.schema}
    for name, bound in given.items():
        if not FIELD_TYPES[leaf.kind].date_bounds:
            message = _("« {name} » ne s’applique qu’à une date.").format(name=name)
            findings.error(
                f"{leaf.pointer}/{name}", "not-a-date", message, _("Ajoutez « format » : « date ».")
            )
        elif not bound.startswith(_RELATIVE) and as_date(bound) is None:
            message = _("« {day} » n’existe pas dans le calendrier.").format(day=bound)
            fix = _("Écrivez par exemple « 2026-01-15 ».")
            findings.error(f"{leaf.pointer}/{name}", "bad-date", message, fix)
    fixed = [as_date(bound) for bound in given.values()]
    if len(fixed) == 2 and fixed[0] is not None and fixed[1] is not None and fixed[0] > fixed[1]:
        message = _("La première date permise est après la dernière.")
        fix = _("Corrigez une des deux dates.")
        findings.error(f"{leaf.pointer}/formatMinimum", "bounds-crossed", message, fix)


def _check_options(leaf: Leaf, findings: Findings) -> None:
    place, listed = leaf.pointer, leaf.schema
    if "items" in listed:
        place, listed = f"{place}/items", listed["items"]
    keyword = "oneOf" if "oneOf" in listed else "enum"
    known: set[Hashable] = set()  # 5,000 options are looked at in a moment
    for index, option in enumerate(listed.get(keyword, ())):
        code = option.get("const") if isinstance(option, Mapping) else option
        written = repr(code) if isinstance(code, (dict, list)) else code
        if written in known:
            message = _("L’option « {code} » est écrite deux fois.").format(code=code)
            findings.error(
                f"{place}/{keyword}/{index}", "duplicate-option", message, _("Retirez une des deux.")
            )
        known.add(written)


def _check_legal(leaf: Leaf, findings: Findings) -> None:
    """An identifier that few may ask for: the text that allows it stands beside the question."""
    if FIELD_TYPES[leaf.kind].needs_legal and not str(leaf.schema.get(LEGAL, "")).strip():
        message = _("« {path} » ne peut être demandé que si un texte le permet.").format(path=leaf.path)
        fix = _(
            "Citez ce texte dans « x-legal » (par exemple le décret n° 2019-341), ou retirez la question."
        )
        findings.error(leaf.pointer, "missing-legal-reference", message, fix)


def _check_media_types(leaf: Leaf, findings: Findings) -> None:
    """A kind of file that nobody here can tell from its content would accept nothing."""
    known = [media.name for media in MEDIA_TYPES]
    for name in media_type_names(leaf.schema) if leaf.value_type == "file" else ():
        if name not in known:
            message = _("Le type de fichier « {name} » n’est pas reconnu.").format(name=name)
            fix = suggestion(name, known) or _("Types : {names}.").format(names=", ".join(known))
            findings.error(f"{leaf.pointer}/items", "unknown-media-type", message, fix)


_CHECKS: tuple[Callable[[Leaf, Findings], None], ...] = (
    _check_bounds,
    _check_date_bounds,
    _check_options,
    _check_media_types,
    _check_legal,
)
