"""What a new question is, kind by kind: its part of the contract and its dress, usable as they are.

One entry for each kind of the registry (a test holds them equal). It knows no document.
"""

from collections.abc import Callable, Mapping
from typing import Any

from app.core.editing.refusals import EditRefused
from app.core.language import _

Json = Any
Made = tuple[dict[str, Json], dict[str, Json]]  # the contract's part, the dress without its path
_MONEY = {"type": "number", "multipleOf": 0.01, "minimum": 0, "maximum": 999999999}
LONGEST_LINE = 300  # as the meta-schema says
_CELL = "valeur"  # the one question of a new row


def made(kind: str, label: str) -> Made:
    """A new question of this kind. Raises EditRefused for a kind that the palette does not have."""
    if kind not in PALETTE:
        message = _("La sorte de question « {kind} » n’existe pas.").format(kind=kind[:60])
        raise EditRefused("unknown-kind", message)
    check_line(label)
    schema, dress = PALETTE[kind](label)
    short = {"short": label.rstrip(" ?\u00a0\u202f")} if label.endswith("?") else {}
    return {**schema, "title": label}, {**short, **dress}


def check_line(text: str) -> None:
    """Raises EditRefused for what cannot be a label or a title, with its length."""
    if not text.strip():
        raise EditRefused("broken", _("Saisissez un libellé."))
    if len(text) > LONGEST_LINE:
        message = _("Ce texte a {n} caractères : {most} au plus.")
        raise EditRefused("broken", message.format(n=len(text), most=LONGEST_LINE))


def _plain(hint: Callable[[], str] | None = None, **schema: Json) -> Callable[[str], Made]:
    """An entry whose contract is the same whatever the label; `hint` gives an example."""
    return lambda label: (dict(schema), {"hint": hint()} if hint else {})


def _coded(form: str, hint: Callable[[], str] | None = None) -> Callable[[str], Made]:
    return _plain(hint, type="string", format=form)


def _options() -> list[Json]:
    return [
        {"const": "choix_1", "title": _("Premier choix")},
        {"const": "choix_2", "title": _("Deuxième choix")},
    ]


def _choice(label: str) -> Made:
    return {"type": "string", "oneOf": _options()}, {}


def _choices(label: str) -> Made:
    schema = {
        "type": "array",
        "minItems": 1,
        "uniqueItems": True,
        "items": {"type": "string", "oneOf": _options()},
    }
    return schema, {"hint": _("Vous pouvez cocher plusieurs cases.")}


def _repeat(label: str) -> Made:
    cell = {"type": "string", "title": _("Réponse"), "maxLength": 200}
    row = {"type": "object", "required": [_CELL], "properties": {_CELL: cell}}
    dress = {"row_label": _("Ligne"), "add_label": _("Ajouter une ligne"), "fields": [{"path": _CELL}]}
    return {"type": "array", "maxItems": 20, "items": row}, dress


def _amounts(label: str) -> Made:
    return {
        "type": "object",
        "format": "amounts",
        "properties": {"ligne_1": {**_MONEY, "title": _("Première ligne")}},
    }, {}


def _legal_identifier(label: str) -> Made:
    """The number of social security: the text that allows it is to be given by the designer."""
    told = _("Le texte qui permet de demander ce numéro (à rédiger)")
    return {"type": "string", "format": "fr-nir", "x-legal": told}, {
        "hint": _("15 chiffres, sur votre carte Vitale.")
    }


def _files(form: str, most: int) -> Callable[[str], Made]:
    return _plain(None, type="array", maxItems=most, items={"type": "string", "format": form})


# In the order of the palette: what forms ask most comes first in each group.
PALETTE: Mapping[str, Callable[[str], Made]] = {
    "text": _plain(None, type="string", maxLength=200),
    "long-text": _plain(None, type="string", maxLength=2000),
    "yes-no": _plain(None, type="boolean"),
    "choice": _choice,
    "choices": _choices,
    "declaration": _plain(None, const=True),
    "explanation": _plain(None, type="null"),
    "repeat": _repeat,
    "date": _coded("date", lambda: _("Par exemple : 27 3 1985")),
    "partial-date": _coded(
        "partial-date", lambda: _("Laissez vide ce que vous ignorez. Par exemple : 3 1985")
    ),
    "month": _coded("month", lambda: _("Par exemple : 3 2026")),
    "time": _coded("time", lambda: _("Par exemple : 14 h 30")),
    "date-time": _coded("date-time", lambda: _("Par exemple : le 27 3 2026 à 14 h 30")),
    "integer": _plain(lambda: _("Par exemple : 3"), type="integer", minimum=0),
    "decimal": _plain(lambda: _("Par exemple : 2,5"), type="number", minimum=0),
    "amount": _plain(lambda: _("En euros. Par exemple : 1 500"), **_MONEY),
    "amounts": _amounts,
    "civility": _plain(None, type="string", format="fr-civility"),
    "person-name": _plain(None, type="string", format="fr-person-name", maxLength=80),
    "email": _coded("email", lambda: _("Par exemple : nom@exemple.fr")),
    "phone": _coded("fr-phone", lambda: _("Par exemple : 06 39 98 12 34")),
    "address": _plain(None, type="object", format="fr-address"),
    "address-in-france": _plain(None, type="object", format="fr-address-in-france"),
    "town": _coded("fr-town"),
    "commune": _coded("fr-commune"),
    "postcode": _coded("fr-postcode", lambda: _("5 chiffres. Par exemple : 35000")),
    "department": _coded("fr-department"),
    "region": _coded("fr-region"),
    "country": _coded("fr-country"),
    "attachment": _files("attachment", 3),
    "identity-document": _files("identity-document", 2),
    "signature": _plain(None, type="object", format="signature"),
    "siret": _coded("fr-siret", lambda: _("14 chiffres. Par exemple : 732 829 320 00074")),
    "siren": _coded("fr-siren", lambda: _("9 chiffres. Par exemple : 732 829 320")),
    "rna": _coded("fr-rna", lambda: _("La lettre W et 9 chiffres. Par exemple : W751234567")),
    "iban": _coded("iban", lambda: _("27 caractères pour un compte en France, sur votre RIB.")),
    "tax-number": _coded("fr-tax-number", lambda: _("13 chiffres, sur votre avis d’impôt.")),
    "nir": _legal_identifier,
    "voter-number": _coded("fr-voter-number", lambda: _("Sur votre carte électorale.")),
    "plate": _coded("fr-plate", lambda: _("Par exemple : AB-123-CD")),
    "vin": _coded("fr-vin", lambda: _("17 caractères, à la ligne E de la carte grise.")),
}
