"""A formula as a designer types it: « arrondi(budget.total / 12; 2) ». Read into an expression, written back.

Spreadsheets' habits: « ; » between operands, a decimal comma, « = » and « <> ». It knows the shape of the
language; whether types and paths are right is told by `conditions.typing` afterwards.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from json import dumps, loads
from re import compile as pattern
from typing import Any
from unicodedata import normalize

from app.core.closeness import suggestion
from app.core.conditions.language import ARITIES, UNITS, read_path, split
from app.core.errors import GuichetError
from app.core.language import _

Json = Any
LONGEST, DEEPEST = 20_000, 40
# What a designer writes → the operator of the language.
FUNCTIONS: Mapping[str, str] = {
    "si": "if", "arrondi": "round", "somme": "sum", "nombre": "count", "min": "min", "max": "max",
    "age": "age", "jours_entre": "days_between", "ajouter": "date_add", "aujourdhui": "today",
    "renseigne": "answered", "non": "!", "au_moins_une": "some", "toutes": "all", "aucune": "none",
    "et": "and", "ou": "or",
}  # fmt: skip
_SIGNS: Mapping[str, str] = {
    "ou": "or", "et": "and",
    "=": "==", "<>": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">=", "dans": "in", "contient": "contains",
    "+": "+", "-": "-", "*": "*", "/": "/",
}  # fmt: skip
_LEVELS = (("or",), ("and",), ("==", "!=", "<", "<=", ">", ">=", "in", "contains"), ("+", "-"), ("*", "/"))
_LEVEL = {name: level for level, names in enumerate(_LEVELS) for name in names}
_MANY = frozenset({"or", "and", "+", "*"})  # a + b + c is one node
_WORDS: Mapping[str, bool] = {"vrai": True, "faux": False}
_RESERVED = frozenset({*_WORDS, "et", "ou", "dans", "contient"})
_UNITS = dict(zip(("jours", "mois", "ans"), UNITS, strict=True))
_PLAIN = pattern(r"[A-Za-z][A-Za-z0-9_]*(\[\])?(\.[A-Za-z][A-Za-z0-9_]*(\[\])?)*")
_TOKEN = pattern(
    r"\s*(?:(?P<number>[0-9]+(?:[.,][0-9]+)?)"
    r'|(?P<text>"(?:[^"\\]|\\.)*")'
    r"|\{(?P<path>[^{}]+)\}"
    r"|(?P<name>[^\W\d_]\w*(?:\[\])?(?:\.[^\W\d_]\w*(?:\[\])?)*)"
    r"|(?P<sign><>|<=|>=|[-+*/=<>();]))"
)


class FormulaRefused(GuichetError):
    """The text is no formula: the sentence says where and what is expected. `position` counts from 0."""

    code = "formula-refused"

    def __init__(self, message: str, position: int) -> None:
        super().__init__(_("Caractère {n} : {message}").format(n=position + 1, message=message))
        self.position = position


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    position: int


def read(text: str) -> Json:
    """The expression of a text. Raises FormulaRefused, and nothing else."""
    if len(text) > LONGEST:
        raise FormulaRefused(_("la formule est trop longue."), LONGEST)
    reader = _Reader(list(_tokens(text)))
    expression = reader.level(0, 0)
    if reader.here.kind:
        raise FormulaRefused(_("« {text} » n’est pas attendu ici.").format(text=reader.here.text), reader.at)
    return expression


def _tokens(text: str) -> Iterator[_Token]:
    place = 0
    while text[place:].strip():
        found = _TOKEN.match(text, place)
        if found is None:
            place += len(text[place:]) - len(text[place:].lstrip())
            told = _("« {text} » n’est pas compris.").format(text=text[place : place + 12])
            raise FormulaRefused(told, place)
        kind = str(found.lastgroup)
        yield _Token(kind, found[kind], found.start(kind))
        place = found.end()
    yield _Token("", "", len(text))


def folded(name: str) -> str:
    """A name of function without its accents: « âge » is « age »."""
    return "".join(char for char in normalize("NFD", name) if char.isascii()).lower()


class _Reader:
    """One text, token by token; `_depth` guards the stack."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._place = 0

    @property
    def here(self) -> _Token:
        return self._tokens[self._place]

    @property
    def at(self) -> int:
        return self.here.position

    def _take(self) -> _Token:
        token = self.here
        self._place += token.kind != ""
        return token

    def _sign(self, level: int) -> str:
        """The operator of this level that stands here, "" for none."""
        token = self.here
        word = token.text if token.kind == "sign" else folded(token.text) if token.kind == "name" else ""
        name = _SIGNS.get(word, "")
        return name if name in _LEVELS[level] else ""

    def level(self, level: int, depth: int) -> Json:
        """An expression whose signs bind as this level does, or more."""
        if depth > DEEPEST:
            raise FormulaRefused(_("trop de parenthèses les unes dans les autres."), self.at)
        if level == len(_LEVELS):
            return self._primary(depth)
        left, chain = self.level(level + 1, depth), ""
        while name := self._sign(level):
            self._take()
            right = self._list(depth) if name == "in" else self.level(level + 1, depth)
            if name == chain and name in _MANY:
                left[name].append(right)
            else:
                left = {name: [left, right]}
            chain = name
            if level == _LEVEL["=="] and self._sign(level):
                raise FormulaRefused(_("reliez deux comparaisons par « et » ou « ou »."), self.at)
        return left

    def _primary(self, depth: int) -> Json:
        token = self._take()
        if token.kind == "sign" and token.text == "-" and self.here.kind == "number":
            return -_number(self._take().text)
        if token.kind == "number":
            return _number(token.text)
        if token.kind == "text":
            return self._text(token)
        if token.kind == "path":
            return {"var": token.text.strip()}
        if token.kind == "name":
            return self._named(token, depth)
        if token.text == "(":
            inner = self.level(0, depth + 1)
            self._expect(")")
            return inner
        told = _("« {text} » n’est pas attendu ici.").format(text=token.text) if token.kind else _(
            "il manque la suite : une question, un nombre ou une fonction."
        )  # fmt: skip
        raise FormulaRefused(told, token.position)

    def _text(self, token: _Token) -> str:
        try:
            return str(loads(token.text, strict=False))
        except ValueError:
            raise FormulaRefused(_("ce texte entre guillemets est mal écrit."), token.position) from None

    def _named(self, token: _Token, depth: int) -> Json:
        name = folded(token.text)
        if self.here.text == "(" and self.here.kind == "sign":
            return self._call(token, name, depth)
        if name in _WORDS:
            return _WORDS[name]
        if name in _RESERVED or not _PLAIN.fullmatch(token.text):
            told = _("« {text} » n’est pas attendu ici.").format(text=token.text)
            raise FormulaRefused(told, token.position)
        return {"var": token.text}

    def _call(self, token: _Token, name: str, depth: int) -> Json:
        operator = FUNCTIONS.get(name)
        if operator is None:
            told = _("la fonction « {name} » n’existe pas.").format(name=token.text)
            raise FormulaRefused(f"{told} {suggestion(name, FUNCTIONS)}".strip(), token.position)
        given = self._given(depth)
        least, most = ARITIES[operator]
        if not least <= len(given) <= most:
            told = _("« {name} » n’attend pas {n} éléments entre ses parenthèses.")
            raise FormulaRefused(told.format(name=token.text, n=len(given)), token.position)
        if operator == "date_add" and isinstance(given[2], str):
            given[2] = _UNITS.get(given[2], given[2])
        return {operator: given}

    def _given(self, depth: int) -> list[Json]:
        self._expect("(")
        given: list[Json] = []
        while self.here.text != ")" or self.here.kind != "sign":
            given.append(self.level(0, depth + 1))
            if self.here.text != ")":
                self._expect(";")
        self._expect(")")
        return given

    def _list(self, depth: int) -> list[Json]:
        if self.here.text != "(":
            raise FormulaRefused(_('« dans » attend une liste : ("a"; "b").'), self.at)
        return self._given(depth)

    def _expect(self, sign: str) -> None:
        token = self._take()
        if token.kind != "sign" or token.text != sign:
            told = _("il manque « {sign} ».").format(sign=sign)
            raise FormulaRefused(told, token.position)


def _number(text: str) -> Json:
    return float(text.replace(",", ".")) if "," in text or "." in text else int(text)


_NAMES = {operator: name for name, operator in FUNCTIONS.items()}
_WRITTEN = {operator: sign for sign, operator in _SIGNS.items()}


def write(expression: Json) -> str:
    """The text of an expression that the parser takes: `read` gives it back, operands in lists."""
    return _write(expression, -1)


def _write(expression: Json, around: int) -> str:
    """`around` is the level of the sign around it: what binds less, or as much, is in brackets."""
    node = split(expression)
    if node is None:
        return _literal(expression)
    name, given = node
    if name == "var":
        return _path(read_path(expression))
    level = _LEVEL.get(name)
    if level is None or len(given) < 2:
        return f"{_NAMES.get(name, name)}({'; '.join(_operands(name, given))})"
    told = f" {_WRITTEN[name]} ".join(_write(operand, level) for operand in given)
    return f"({told})" if level <= around else told


def _operands(name: str, given: list[Json]) -> list[str]:
    if name == "date_add" and given[2] in UNITS:
        french = next(word for word, unit in _UNITS.items() if unit == given[2])
        return [*(_write(one, -1) for one in given[:2]), _literal(french)]
    return [_write(operand, -1) for operand in given]


def _path(path: str) -> str:
    plain = _PLAIN.fullmatch(path) and folded(path) not in _RESERVED
    return path if plain else f"{{{path}}}"


def _literal(value: Json) -> str:
    if isinstance(value, bool):
        return "vrai" if value else "faux"
    if isinstance(value, list):
        return f"({'; '.join(map(_literal, value))})"
    if isinstance(value, str):
        return dumps(value, ensure_ascii=False)
    if isinstance(value, int):
        return str(value)
    told = format(Decimal(repr(value)) if isinstance(value, float) else Decimal(value), "f")
    return (told if "." in told else f"{told}.0").replace(".", ",")
