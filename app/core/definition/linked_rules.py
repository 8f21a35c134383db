"""What must hold for a linked list to be answerable: an earlier choice before it, and codes that exist.

It reads a parsed form; it evaluates nothing.
"""

from collections.abc import Collection

from app.core.closeness import suggestion
from app.core.definition import Linked
from app.core.definition.reading_order import Place, Readable
from app.core.definition.schema_reading import codes_of
from app.core.field_types import FIELD_TYPES
from app.core.findings import Findings, pointer
from app.core.language import _

# Kinds whose link is in the data on places: no list to write.
KNOWN_LINKS = frozenset({("region", "department")})


def check_linked(form: Readable, findings: Findings) -> frozenset[str]:
    """The paths of linked lists with a problem: their condition says nothing more."""
    wrong = set()
    for place in form.places.values():
        if place.field.linked is not None and not _check(place, place.field.linked, form, findings):
            wrong.add(place.path)
    return frozenset(wrong)


def _check(place: Place, linked: Linked, form: Readable, findings: Findings) -> bool:
    before = len(findings.problems)
    where = f"{place.pointer}/linked"
    source = _source(linked.source, f"{where}/from", form.at(place), findings)
    if FIELD_TYPES[place.field.kind].value_type != "choice":
        message = _("« {path} » n’est pas un choix : rien ne peut y être lié.").format(path=place.path)
        findings.error(where, "not-a-choice", message, _("Retirez « linked », ou donnez des options."))
    elif source is not None and linked.options:
        _check_codes(linked, place, source, where, findings)
    elif source is not None and (source.field.kind, place.field.kind) not in KNOWN_LINKS:
        message = _("« {path} » ne dit pas ce que chaque choix propose.").format(path=place.path)
        fix = _("Ajoutez « options » : pour chaque code choisi avant, les codes proposés ici.")
        findings.error(where, "missing-link", message, fix)
    return len(findings.problems) == before


def _source(path: str, where: str, form: Readable, findings: Findings) -> Place | None:
    refusal = form.refusal_of(path)
    if refusal is not None:
        findings.error(where, *refusal)
        return None
    source = form.find(path)
    if source is None or FIELD_TYPES[source.field.kind].value_type != "choice":
        message = _("« {path} » n’est pas un choix.").format(path=path)
        findings.error(where, "not-a-choice", message, _("Nommez une question à options."))
        return None
    return source


def _check_codes(linked: Linked, place: Place, source: Place, where: str, findings: Findings) -> None:
    first, second = codes_of(source.field), codes_of(place.field)
    for code, offered in linked.options.items():
        here = f"{where}/options{pointer(code)}"
        _exists(code, first, source.path, here, findings)
        for index, one in enumerate(offered):
            _exists(one, second, place.path, f"{here}/{index}", findings)


def _exists(code: str, known: Collection[str], path: str, where: str, findings: Findings) -> None:
    if code not in known:
        message = _("« {value} » n’est pas une option de « {path} ».").format(value=code, path=path)
        fix = suggestion(code, known) or _("Options : {names}.").format(names=", ".join(list(known)[:20]))
        findings.error(where, "unknown-option", message, fix)
