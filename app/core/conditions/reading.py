"""What the type checker of conditions carries along: what may be read where, and the flaws found.

It knows value types and paths by their names only: no operator (see `conditions.rules`),
no field, no form.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.core.conditions.language import in_rows
from app.core.conditions.values import as_date, as_number
from app.core.language import _

Json = Any
Path = str
TypeOf = Callable[[Path], str | None]  # "number", "date"… for a declared path; None for an unknown one
CodesOf = Callable[[Path], Collection[Json]]  # the codes of a choice; empty when the path has none
RefusalOf = Callable[[Path], tuple[str, str, str] | None]  # (code, message, fix) when it may not be read here

# A literal text is "string", or "iso" when it may also be a date.
TEXTS = frozenset({"text", "choice", "string", "iso"})
DATES = frozenset({"date", "iso"})
NUMBERS = frozenset({"number"})
BOOLEANS = frozenset({"boolean"})
COMPARABLE = (TEXTS, DATES, NUMBERS, BOOLEANS)
ORDERED = (NUMBERS, DATES)


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong at one place of an expression; the caller adds the file to make a Problem."""

    pointer: str
    code: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class Reading:
    """`infer` gives the type of an operand ("" when unknown); `rows` is the innermost quantifier's repeat."""

    infer: Callable[[Json, str, "Reading"], str]
    type_of: TypeOf
    codes_of: CodesOf
    refusal_of: RefusalOf
    rows: str = ""
    flaws: list[Flaw] = field(default_factory=list)

    def add(self, pointer: str, code: str, message: str, fix: str) -> None:
        """Collect one flaw."""
        self.flaws.append(Flaw(pointer, code, message, fix))

    def type(self, operand: Json, pointer: str) -> str:
        """The value type of an operand, "" when unknown: a flaw has then been collected."""
        return self.infer(operand, pointer, self)

    def full(self, path: Path) -> Path:
        """The declared path behind "item.x" inside a quantifier."""
        return in_rows(path, self.rows)

    def wrong_type(self, pointer: str, found: Sequence[str], wanted: Sequence[str]) -> None:
        """Collect a type mismatch, told with the French names of the types."""
        self.add(
            pointer,
            "type-mismatch",
            _("Les types ne conviennent pas : {found}.").format(found=_(" et ").join(map(type_name, found))),
            _("Attendu : {wanted}. Aucune conversion n’est faite.").format(
                wanted=_(" ou ").join(dict.fromkeys(map(type_name, wanted)))
            ),
        )

    def declared(self, path: Json, pointer: str) -> str:
        """The type of a path that exists and may be read here, "" otherwise."""
        if not isinstance(path, str):
            fix = _("Écrivez par exemple « demandeur.nom ».")
            self.add(pointer, "bad-path", _("Un chemin est un texte."), fix)
            return ""
        full = self.full(path)
        refusal = self.refusal_of(full)
        if refusal is not None:
            self.add(pointer, *refusal)
            return ""
        found = self.type_of(full)
        if found is None:
            message = _("« {path} » ne désigne aucune question.").format(path=path)
            self.add(pointer, "unknown-path", message, _("Corrigez le chemin, ou ajoutez la question."))
        return found or ""

    def literal(self, value: Json, pointer: str) -> str:
        """The type of a value written in the expression."""
        if isinstance(value, bool):
            return "boolean"
        if as_number(value) is not None:
            return "number"
        if isinstance(value, str) and value:
            return "iso" if as_date(value) is not None else "string"
        self.add(
            pointer,
            "bad-literal",
            _("Une valeur vide ou une liste ne peut pas être comparée : elle ne correspond à rien."),
            _("Écrivez un texte, un nombre, true ou false ; pour l’absence, utilisez « answered »."),
        )
        return ""


def same(found: str, wanted: str) -> bool:
    """True when a value of the type `found` may stand where `wanted` is expected."""
    return found == wanted or any({found, wanted} <= group for group in COMPARABLE)


def type_name(value_type: str) -> str:
    """The French name of a value type."""
    names = {
        "text": _("texte"), "string": _("texte"), "iso": _("date écrite"), "number": _("nombre"),
        "boolean": _("oui ou non"), "date": _("date"), "choice": _("choix"), "choices": _("choix multiples"),
        "rows": _("lignes"), "file": _("fichier"), "amounts": _("tableau de montants"),
    }  # fmt: skip
    return names.get(value_type, value_type)
