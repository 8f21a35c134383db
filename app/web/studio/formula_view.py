"""The formula of a question as the page draws it: its text, what to insert, its result on sample answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.core import french
from app.core.conditions.formula_samples import first_sample, rows_of_sample, tried
from app.core.conditions.formula_text import FormulaRefused, read
from app.core.conditions.language import operands
from app.core.conditions.sources import Source, source_of
from app.core.conditions.values import as_date, as_number
from app.core.language import _
from app.web.studio.values import read_value, written_value

Json = Any
KINDS = frozenset({"number", "date", "boolean", "text", "choice"})  # value types that may be computed

# What the picker inserts → what it is for.
FUNCTIONS: Mapping[str, Callable[[], str]] = {
    "somme()": lambda: _("somme : le total d’une colonne de lignes"),
    "nombre()": lambda: _("nombre : combien de lignes"),
    "arrondi(; 2)": lambda: _("arrondi : à tant de décimales"),
    "si(; ; )": lambda: _("si : condition ; valeur ; sinon"),
    "min(; )": lambda: _("min : le plus petit"),
    "max(; )": lambda: _("max : le plus grand"),
    "age()": lambda: _("age : en années, depuis une date"),
    "jours_entre(; )": lambda: _("jours_entre : deux dates"),
    "ajouter(; 3; \"mois\")": lambda: _("ajouter : à une date, des jours, mois ou ans"),
    "aujourdhui()": lambda: _("aujourdhui : la date du jour"),
    "renseigne()": lambda: _("renseigne : a une réponse"),
    "non()": lambda: _("non : le contraire"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    """One answer to try with; `name` is that of its input."""

    name: str
    label: str
    text: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """`problem` says why `text` is no formula yet; `result` is "" for none."""

    text: str
    sentence: str
    scale: str
    sources: tuple[tuple[str, tuple[Source, ...]], ...]
    samples: tuple[Sample, ...] = ()
    result: str = ""
    problem: str = ""


def samples_of(
    expression: Json, found: Sequence[Source], given: Mapping[str, str]
) -> tuple[tuple[Sample, ...], dict[str, Json], str]:
    """(what is shown, values by path, what is wrong first). `given` are the texts posted, by path."""
    shown: list[Sample] = []
    values: dict[str, Json] = {}
    wrong = ""
    for path in operands(expression):
        source = source_of(found, path)
        if source is None:
            continue
        text = given.get(path)
        try:
            value = first_sample(source, len(shown)) if text is None else _value(text, source)
        except ValueError as refused:
            value, wrong = None, wrong or f"{source.label} : {refused}"
        written = text if text is not None else _text(value)
        hint = _("Une valeur par ligne, séparées par « ; »") if source.cell else ""
        shown.append(Sample(f"essai-{path}", source.label, written, hint))
        values[path] = rows_of_sample(value) if source.value_type == "rows" else value
    return tuple(shown), values, wrong


def _value(text: str, source: Source) -> Json:
    if not text.strip():
        return None
    kind = "number" if source.value_type == "rows" else source.value_type
    if source.cell or kind == "choices":
        return [read_value(part.strip(), kind) if part.strip() else None for part in text.split(";")]
    return read_value(text.strip(), kind)


def _text(value: Json) -> str:
    if isinstance(value, list):
        return " ; ".join(map(written_value, value))
    return "" if value is None else written_value(value)


def result_of(
    text: str, found: Sequence[Source], given: Mapping[str, str], today: date
) -> tuple[tuple[Sample, ...], str, str]:
    """(samples, result in French, problem) of a text that is being typed."""
    if not text.strip():
        return (), "", ""
    try:
        expression = read(text)
    except FormulaRefused as refused:
        return (), "", str(refused)
    shown, values, wrong = samples_of(expression, found, given)
    if wrong:
        return shown, "", wrong
    return shown, told(tried(expression, values, today)), ""


def told(value: Json) -> str:
    """A value as a person reads it."""
    if isinstance(value, bool):
        return _("Oui") if value else _("Non")
    amount, day = as_number(value), as_date(value)
    if amount is not None:
        return french.number(Decimal(amount))
    if day is not None:
        return french.date_in_words(day)
    return _("pas de résultat") if value is None else str(value)
