"""The properties of a question as inputs of a form: which ones for its kind, how each is shown and read.

A closed table, one entry an input. It reads what is typed and judges nothing: the core does.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.editing import EditRefused
from app.core.editing.outline import Asked, kind
from app.core.editing.properties import PROPERTIES
from app.core.editing.trees import at
from app.core.language import _
from app.web.studio import relative_days
from app.web.studio.values import read_value, written_value

Json = Any


@dataclass(frozen=True, slots=True)
class Input:
    """`name` is that of the posted field. `widget` is line, text, number, flag or select; `section` is "" for
    what is always shown, "limits" or "more" for what is folded."""

    property: str
    name: str
    label: Callable[[], str]
    widget: str = "line"
    section: str = "more"
    hint: Callable[[], str] | None = None
    options: Callable[[], Sequence[tuple[str, str]]] | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """An input with its value as it is shown."""

    input: Input
    value: str

    @property
    def id(self) -> str:
        return f"p-{self.input.name}"

    @property
    def options(self) -> Sequence[tuple[str, str]]:
        """Those of a list; a value that it does not have is not lost when the page is saved."""
        listed = self.input.options() if self.input.options else ()
        return listed if self.value in dict(listed) else (*listed, (self.value, self.value))


def _bounds_hint() -> str:
    return _("Une date (31/12/2026), ou « aujourd’hui », « aujourd’hui - 18 ans », « aujourd’hui + 3 mois »")


def _layouts() -> Sequence[tuple[str, str]]:
    return (
        ("", _("Un bloc par ligne")),
        ("table", _("Un tableau")),
        ("pages", _("Une page par ligne")),
    )


def _tokens() -> Sequence[tuple[str, str]]:
    """The tokens of `core.autocomplete` that say who applies; the JSON side takes all of them."""
    return (
        ("", _("Rien de cela")), ("family-name", _("son nom")), ("given-name", _("son prénom")),
        ("name", _("ses nom et prénom")), ("honorific-prefix", _("sa civilité")),
        ("bday", _("sa date de naissance")), ("email", _("son adresse électronique")),
        ("tel", _("son téléphone")), ("street-address", _("son adresse")),
        ("postal-code", _("son code postal")), ("address-level2", _("sa commune")),
        ("organization", _("le nom de son organisme")),
    )  # fmt: skip


INPUTS: tuple[Input, ...] = (
    Input("hint", "aide", lambda: _("Aide"), "text", ""),
    Input("short", "court", lambda: _("Nom court"), "line", "",
          lambda: _("Pour les messages et le récapitulatif")),
    Input("minLength", "longueur_min", lambda: _("Longueur minimale"), "number", "limits"),
    Input("maxLength", "longueur_max", lambda: _("Longueur maximale"), "number", "limits"),
    Input("minimum", "minimum", lambda: _("Au moins"), "number", "limits"),
    Input("maximum", "maximum", lambda: _("Au plus"), "number", "limits"),
    Input("formatMinimum", "date_min", lambda: _("Pas avant le"), "line", "limits", _bounds_hint),
    Input("formatMaximum", "date_max", lambda: _("Pas après le"), "line", "limits", _bounds_hint),
    Input("minItems", "nombre_min", lambda: _("Combien au moins"), "number", "limits"),
    Input("maxItems", "nombre_max", lambda: _("Combien au plus"), "number", "limits"),
    Input("layout", "presentation", lambda: _("Présentation des lignes"), "select", "limits", None, _layouts),
    Input("row_label", "nom_ligne", lambda: _("Nom d’une ligne"), "line", "limits",
          lambda: _("Par exemple : enfant")),
    Input("add_label", "bouton_ligne", lambda: _("Bouton qui ajoute une ligne"), "line", "limits"),
    Input("x-legal", "texte_legal", lambda: _("Texte qui permet de demander cette donnée"), "text", "more"),
    Input("autocomplete", "remplissage", lambda: _("Pour la personne qui demande, c’est"), "select", "",
          lambda: _("Le service sait ainsi qui demande et où lui écrire"), _tokens),
    Input("sensitive", "sensible", lambda: _("Donnée sensible : masquée dans les listes et les courriels"),
          "flag", "more"),
)  # fmt: skip
NAMES = tuple(one.name for one in INPUTS)


_PERSONAL = frozenset({
    "text", "person-name", "civility", "date", "email", "phone", "address", "address-in-france", "postcode",
    "town", "commune",
})  # fmt: skip


def shown(document: Json, one: Asked) -> tuple[Shown, ...]:
    """The inputs of this question; a text of a coded kind has no length of its own."""
    return tuple(Shown(entry, _show(_value(document, one, entry), entry)) for entry in _of(document, one))


def _of(document: Json, one: Asked) -> Iterator[Input]:
    own = kind(document, one)
    for entry in INPUTS:
        applies = PROPERTIES[entry.property].applies(own) if own else False
        if entry.property == "x-legal":
            applies = own == "nir"
        if entry.property == "autocomplete":
            applies = own in _PERSONAL or bool(_value(document, one, entry))
        if applies and not (own == "explanation" and entry.property != "hint"):
            yield entry


def _value(document: Json, one: Asked, entry: Input) -> Json:
    found = PROPERTIES[entry.property]
    return at(document, (*(one.schema if found.side == "schema" else one.keys), *found.keys))


def _show(value: Json, entry: Input) -> str:
    if value is None:
        return ""
    if entry.widget == "flag":
        return "oui" if value else ""
    if entry.widget == "number":
        return written_value(value)
    if not entry.property.startswith("format"):
        return str(value)
    day = _iso(str(value))
    return f"{day:%d/%m/%Y}" if day else relative_days.shown(str(value))


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def changed(document: Json, one: Asked, form: Any) -> Iterator[Json]:
    """The edits of what differs from the document. EditRefused for a number that is none."""
    for entry in _of(document, one):
        if entry.widget != "flag" and entry.name not in form:
            continue
        given = form.get(entry.name, "").strip().replace("\r\n", "\n")
        before = _value(document, one, entry)
        if given != _show(before, entry):
            value = read(entry, given)
            if value != before:
                yield {
                    "verb": "set-property",
                    "question": one.path,
                    "property": entry.property,
                    "value": value,
                }


def read(entry: Input, text: str) -> Json:
    """The JSON value of what was typed, None for nothing."""
    if not text:
        return None
    if entry.widget == "flag":
        return True
    if entry.widget == "number":
        return _number(entry, text)
    return _day(relative_days.read(text)) if entry.property.startswith("format") else text


def _number(entry: Input, text: str) -> Json:
    try:
        return read_value(text, "number")
    except ValueError as wrong:
        told = _("« {label} » : {told}").format(label=entry.label(), told=wrong)
        raise EditRefused("bad-number", told) from None


def _day(text: str) -> str:
    """ "31/12/2026" is an ISO date; what is not a date is left to the core."""
    parts = text.replace(" ", "/").split("/")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return text
    day, month, year = parts
    iso = f"{year.zfill(4)}-{month.zfill(2)}-{day.zfill(2)}"
    return iso if _iso(iso) else text
