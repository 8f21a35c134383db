"""The words of one question: label, short name, hint, messages; and what they say of personal data."""

from collections.abc import Callable
from re import IGNORECASE
from re import compile as pattern

from app.core.autocomplete import TOKENS, is_autocomplete
from app.core.closeness import suggestion
from app.core.definition.reading_order import Place
from app.core.field_types import FIELD_TYPES
from app.core.field_types.sentences import SENTENCES
from app.core.findings import Findings, pointer
from app.core.language import _
from app.core.linting.form_rules import PLACEHOLDER

_SENSITIVE = pattern(
    r"\bNIR\b|sécurité sociale|numéro d’électeur|santé|maladie|handicap|religion|confession|syndica"
    r"|opinion politique|carte bancaire|\bIBAN\b|casier judiciaire|orientation sexuelle|origine ethnique",
    IGNORECASE,
)
# Kinds whose format is known to few people: a hint says where to find it, and shows one.
_NEED_A_HINT = frozenset({
    "siret", "siren", "rna", "iban", "plate", "vin", "nir", "tax-number", "voter-number", "partial-date",
})  # fmt: skip
_SHORTEST_SHOUT = 6  # letters: SIRET and IBAN are names, not shouts


def _label(place: Place, findings: Findings) -> None:
    field = place.field
    if PLACEHOLDER.search(field.label):
        message = _("Le libellé de « {path} » est provisoire.").format(path=place.path)
        findings.warning(place.pointer, "placeholder", message, _("Écrivez le libellé définitif."))
    if field.label.rstrip().endswith("?") and not field.short:
        message = _("« {path} » est une question sans nom court.").format(path=place.path)
        fix = _("Ajoutez « short » : les messages et le récapitulatif s’en servent.")
        findings.warning(place.pointer, "missing-short", message, fix)


def _sensitive(place: Place, findings: Findings) -> None:
    found = _SENSITIVE.search(place.field.label)
    if found and not place.field.sensitive:
        message = _("« {word} » annonce une donnée sensible.").format(word=found[0])
        fix = _("Ajoutez « sensitive » : true, ou retirez la question.")
        findings.warning(place.pointer, "sensitive-word", message, fix)


def _messages(place: Place, findings: Findings) -> None:
    known = {*SENTENCES, *FIELD_TYPES[place.field.kind].sentences}
    for code in place.field.messages:
        if code not in known:
            message = _("Aucune erreur n’a le code « {code} ».").format(code=code)
            fix = suggestion(code, known) or _("Codes : {names}.").format(names=", ".join(sorted(known)))
            findings.warning(f"{place.pointer}/messages{pointer(code)}", "unknown-message-code", message, fix)


def _autocomplete(place: Place, findings: Findings) -> None:
    given = place.field.autocomplete
    if not is_autocomplete(given):
        message = _("« {given} » n’est pas un jeton de remplissage automatique.").format(given=given)
        fix = suggestion(given, TOKENS) or _("Retirez « autocomplete ».")
        findings.warning(f"{place.pointer}/autocomplete", "unknown-autocomplete", message, fix)


def in_capitals(text: str) -> bool:
    """True for a text that shouts; an acronym does not."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= _SHORTEST_SHOUT and all(char.isupper() for char in letters)


def _capitals(place: Place, findings: Findings) -> None:
    if in_capitals(place.field.label):
        message = _("Le libellé de « {path} » est en capitales.").format(path=place.path)
        fix = _("Écrivez-le en minuscules, avec ses accents : il se lira mieux, à l’écran et à l’oreille.")
        findings.warning(place.pointer, "label-in-capitals", message, fix)


def _colon(place: Place, findings: Findings) -> None:
    if place.field.label.rstrip().endswith(":"):
        message = _("Le libellé de « {path} » finit par deux-points.").format(path=place.path)
        findings.warning(
            place.pointer, "label-with-colon", message, _("Retirez-les : la mise en page suffit.")
        )


def _hint(place: Place, findings: Findings) -> None:
    if (place.field.kind in _NEED_A_HINT or "pattern" in place.field.schema) and not place.field.hint:
        message = _("Le format de « {path} » n’est pas connu de tous.").format(path=place.path)
        fix = _("Ajoutez « hint » : où le trouver, et un exemple.")
        findings.warning(place.pointer, "missing-hint", message, fix)


WORDING_RULES: tuple[Callable[[Place, Findings], None], ...] = (
    _label,
    _capitals,
    _colon,
    _hint,
    _sensitive,
    _messages,
    _autocomplete,
)
