"""A table of questions (label, type, required, choices) becomes the draft of a form, one row a question.

The first row names the columns; without names they are taken in this order. What is not understood becomes a
text question and is told. It knows rows of text, no file.
"""

from collections.abc import Iterator, Mapping, Sequence
from re import compile as pattern
from typing import Any

from app.core.closeness import suggestion
from app.core.editing.palette import made
from app.core.findings import Findings
from app.core.importing.drafting import drafted
from app.core.importing.importer import FILE, Imported, working
from app.core.importing.labels import TO_NAME, legal_name, one_line
from app.core.importing.ordering import Page
from app.core.importing.questions import Gathered, Question
from app.core.importing.report import IGNORED, RENDERED, Entry, Report
from app.core.importing.sheet_words import KINDS, YES, bare, column_of
from app.core.language import _

Json = Any
Row = Mapping[str, str]
MOST = 500  # questions: more is another form
MOST_ON_A_PAGE, MOST_PAGES = 100, 50  # as the meta-schema says
_ORDER = ("label", "kind", "required", "choices", "hint", "step")
_BREAKS = pattern(r"\s*[\n|;]\s*")
_COMMAS = pattern(r"\s*,\s*")
_LONGEST_NAME = 40


def import_sheet(rows: Sequence[Sequence[str]], *, title: str, slug: str) -> Imported:
    """The draft and its report, one entry a row. Never raises, whatever the cells."""
    report, findings, gathered = Report(), Findings(FILE), Gathered()
    columns, body = _columns(rows)
    entries = [_entry(number, row, gathered) for number, row in _named(columns, body)]
    report.entries = tuple(entries)
    if len(gathered.questions) > MOST:
        message = _("Ce tableau a {n} questions : {most} au plus.").format(
            n=len(gathered.questions), most=MOST
        )
        findings.error("", "too-large", message, _("Coupez-le en plusieurs démarches."))
        return Imported(None, report, tuple(findings.problems))
    if not gathered.questions:
        fix = _("Mettez une question par ligne, et son libellé dans la première colonne.")
        findings.error("", "nothing-to-ask", _("Ce tableau ne contient aucune question."), fix)
        return Imported(None, report, tuple(findings.problems))
    draft = drafted({"title": title}, slug, gathered.questions, (), report, _pages(gathered.questions))
    return Imported(working(draft, report, findings), report, tuple(findings.problems))


def _pages(questions: Sequence[Question]) -> list[Page]:
    """The pages that the table names, in its order; an empty cell goes on with the page above. None named:
    none given."""
    found: dict[str, list[Question]] = {}
    title = ""
    for question in questions:
        title = question.sections[0] if question.sections else title
        found.setdefault(title, []).append(question)
    if not any(found):
        return []
    first = _("Étape {n}").format(n=1) + f" {TO_NAME}"
    pages = [(title or first, asked) for title, asked in found.items()]
    return [
        Page(title, tuple(asked[at : at + MOST_ON_A_PAGE]))
        for title, asked in pages
        for at in range(0, len(asked), MOST_ON_A_PAGE)
    ][:MOST_PAGES]


def _columns(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], Sequence[tuple[int, Sequence[str]]]]:
    """What each column is, and the rows of questions with their number in the sheet."""
    numbered = list(enumerate(rows, 1))
    heads = [column_of(cell) for cell in rows[0]] if rows else []
    if "label" in heads:
        return tuple(heads), numbered[1:]
    return _ORDER, numbered


def _named(columns: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]) -> Iterator[tuple[int, Row]]:
    for number, cells in rows:
        named = zip(columns, cells, strict=False)
        yield number, {name: cell.strip() for name, cell in named if name}


def _entry(number: int, row: Row, gathered: Gathered) -> Entry:
    """Ask what this row asks; how it went."""
    place = _("Ligne {n}").format(n=number)
    label = one_line(row.get("label", ""))
    if not label:
        return Entry(place, "", IGNORED, _("Sans libellé."))
    choices = _choices(row.get("choices", ""))
    kind, told = _kind(row.get("kind", ""), choices)
    schema, dress = made(kind, label)
    if kind in ("choice", "choices"):
        if len(choices) < 2:
            told = told or _("Les choix sont à écrire.")
        else:
            _listed(schema, choices)
    path = gathered.free_name("", legal_name(label).lower()[:_LONGEST_NAME].rstrip("_"))
    step = one_line(row.get("step", ""), 200)
    gathered.questions.append(
        Question(
            path,
            schema,
            label,
            required=bare(row.get("required", "")) in YES and kind != "explanation",
            hint=one_line(row.get("hint", ""), 1000) or str(dress.get("hint", "")),
            short=str(dress.get("short", "")),
            sections=(step,) if step else (),
        )
    )
    return Entry(place, label, RENDERED, told)


def _kind(written: str, choices: Sequence[str]) -> tuple[str, str]:
    """The kind of a question, and what is to be checked in it."""
    word = bare(written)
    found = KINDS.get(word)
    if found is None and not word:
        return ("choice" if len(choices) > 1 else "text"), ""
    if found is None:
        told = _("La sorte « {kind} » n’est pas connue : c’est un texte.").format(kind=written[:40])
        return ("choice" if len(choices) > 1 else "text"), f"{told} {suggestion(word, KINDS)}".strip()
    if choices and found not in ("choice", "choices"):
        return found, _("Ses choix ne sont pas repris : cette sorte n’en a pas.")
    return found, ""


def _choices(cell: str) -> list[str]:
    """The titles, once each; separated by lines, bars, semicolons, else by commas."""
    parts = _BREAKS.split(cell.strip())
    if len(parts) == 1:
        parts = _COMMAS.split(cell.strip())
    return list(dict.fromkeys(text for part in parts if (text := one_line(part, 300))))


def _listed(schema: dict[str, Json], titles: Sequence[str]) -> None:
    taken: set[str] = set()
    listed = []
    for title in titles:
        base = code = legal_name(title).lower()[:_LONGEST_NAME].rstrip("_") or "choix"
        while code in taken:
            code = f"{base}_{len(taken)}"
        taken.add(code)
        listed.append({"const": code, "title": title})
    schema.get("items", schema)["oneOf"] = listed
