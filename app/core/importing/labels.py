"""The words of an imported question: title, else a short description, else the key made readable.

A label made from a key is marked, so that nobody publishes it unread. Keys, pointers and patterns
are never shown as they are.
"""

from re import ASCII
from re import compile as pattern
from unicodedata import combining, normalize

from app.core.importing.merging import Merged
from app.core.importing.report import Report
from app.core.language import _

TO_WRITE = "(à rédiger)"
TO_NAME = "(à renommer)"
_LONGEST = 280
_SHORT_SENTENCE = 80
_HUMP = pattern(r"(?<=[a-z0-9])(?=[A-Z])", ASCII)
_NOT_A_WORD = pattern(r"[^\w]+|_+")
_ILLEGAL = pattern(r"[^A-Za-z0-9_]+", ASCII)
_MANY = pattern(r"\s+")


def one_line(text: str, longest: int = _LONGEST) -> str:
    """The text without line breaks, cut at a word when it is too long."""
    flat = _MANY.sub(" ", "".join(char if char.isprintable() else " " for char in text)).strip()
    if len(flat) <= longest:
        return flat
    return flat[:longest].rpartition(" ")[0] or flat[:longest]


def bare(label: str) -> str:
    """The label without the mark of what is left to write."""
    return label.removesuffix(TO_WRITE).rstrip() or label


def humanised(key: str) -> str:
    """ "dateNaissance" gives "Date naissance"."""
    words = _MANY.sub(" ", _NOT_A_WORD.sub(" ", _HUMP.sub(" ", key[:200]))).strip()
    return words[:1].upper() + words[1:].lower() if words else _("Question")


def legal_name(name: str) -> str:
    """The name without accents nor signs, as paths of a form are written; "" never."""
    flat = "".join(char for char in normalize("NFD", name[:200]) if not combining(char))
    kept = _ILLEGAL.sub("_", flat).strip("_")[:48]
    if not kept[:1].isalpha():
        kept = f"q_{kept}".rstrip("_")
    return "item_1" if kept == "item" else kept


def label_of(merged: Merged, name: str, path: str, report: Report) -> str:
    """The label of a question, told to the report when it is left to write."""
    title, description = merged.rules.get("title"), merged.rules.get("description")
    given = one_line(title.value) if title is not None else ""
    if given:
        report.rendered(title)
        return given
    if description is not None:
        sentence = one_line(description.value.partition(". ")[0])
        if 0 < len(sentence) <= _SHORT_SENTENCE:
            report.rendered(description)
            return sentence.rstrip(".")
    report.labels.append((path, _("Le libellé de « {name} ».").format(name=one_line(name))))
    return f"{one_line(humanised(name))} {TO_WRITE}"


def hint_of(merged: Merged, label: str, report: Report) -> str:
    """The help under the label: the description, unless it is the label already."""
    description = merged.rules.get("description")
    if description is None or not one_line(description.value):
        return ""
    report.rendered(description)
    text = one_line(description.value, 1000)
    return "" if text.rstrip(".") == label else text
