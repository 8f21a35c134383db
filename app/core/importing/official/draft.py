"""The road of an official PDF: fields and words → questions → pages → a definition that the parser takes.

With it come the mapping that fills the PDF with its answers, and the report of what is left to do by hand.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from re import compile as pattern
from typing import Any

from app.core.findings import Findings
from app.core.importing.drafting import drafted
from app.core.importing.importer import FILE, Imported, working
from app.core.importing.labels import TO_NAME, TO_WRITE, humanised, legal_name, one_line
from app.core.importing.official.gathering import Group, gathered
from app.core.importing.official.guesses import Clue, Guess, guessed
from app.core.importing.official.headings import heading_over, headings, plain, title_of
from app.core.importing.official.neighbours import Page, box_label, choice_label, pages_of, text_label
from app.core.importing.official.paper import Paper, Seen
from app.core.importing.questions import Gathered, Question
from app.core.importing.report import IGNORED, RENDERED, Entry, Report
from app.core.language import _

Json = Any
_RESERVED = pattern(r"(?i)réservée?s? (à|au)\b")
_WORDS = pattern(r"[^\W\d_]{4,}")
_A_PAGE = 10  # questions
_CODE = pattern(r"[a-z]+[A-Z]|[_\[\]\d]")  # a tooltip that is a name of the program
_ALONE = 2


@dataclass(slots=True)
class _Draft:
    """What is gathered on the way."""

    questions: Gathered = field(default_factory=Gathered)
    rules: dict[str, Json] = field(default_factory=dict)
    left: dict[str, list[str]] = field(default_factory=dict)
    places: dict[str, Json] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    report: Report = field(default_factory=Report)


def import_paper(paper: Paper, *, slug: str) -> tuple[Imported, Mapping[str, Json]]:
    """The draft with its report (one entry a field), and the mapping. Never raises."""
    draft, findings = _Draft(), Findings(FILE)
    pages = pages_of(paper.fields, paper.said)
    asked = list(_asked(paper, draft))
    for group, section in _sections(gathered(asked), pages, draft):
        _ask(group, section, pages[group.place.page, group.fields[0].turn], draft)
    definition = None
    if draft.questions.questions:
        raw = {"title": title_of(paper.said) or one_line(paper.title)}
        whole = drafted(raw, slug, draft.questions.questions, (), draft.report)
        definition = working(whole, draft.report, findings)
        draft.report.labels.insert(0, ("/title", _("Le titre lu sur la première page : à vérifier.")))
        draft.report.labels.append(("/schema", _("Les questions obligatoires : le PDF ne les dit pas.")))
    else:
        message = _("Ce PDF n’a aucun champ que l’on puisse demander.")
        findings.error("", "nothing-to-ask", message, _("Lisez le rapport : chaque champ y est."))
    draft.report.entries = tuple(draft.entries)
    mapping = {"format": 1, "form": slug, "fields": draft.rules}
    if draft.places:
        mapping["places"] = draft.places
        message = _("Tout : ce PDF n’a pas de champs, les questions viennent de ce qui y est dessiné.")
        draft.report.labels.insert(0, ("/steps", message))
    mapping |= {"left_empty": draft.left} if draft.left else {}
    return Imported(definition, draft.report, tuple(findings.problems)), mapping


def _asked(paper: Paper, draft: _Draft) -> Iterator[Seen]:
    """The fields that people fill; the others are told with their reason."""
    for seen in paper.fields:
        shown = [place for place in seen.places if place.page >= 0]
        if seen.hidden or not shown:
            _leave(seen, _("Champ caché : il porte les marques du formulaire."), draft)
        elif seen.kind == "signature":
            _leave(seen, _("Signature électronique : elle se fait dans le PDF."), draft)
        else:
            yield seen


def _leave(seen: Seen, reason: str, draft: _Draft) -> None:
    draft.entries.append(Entry(seen.name, seen.kind, IGNORED, reason))
    if not seen.hidden:
        draft.left.setdefault(reason, []).append(seen.name)


def _sections(
    groups: Sequence[Group], pages: Mapping[tuple[int, int], Page], draft: _Draft
) -> Iterator[tuple[Group, str]]:
    """Each group with the title of its step: its page, or a heading where a page asks much."""
    found = {key: headings(page) for key, page in pages.items()}
    over = {group: heading_over(group.place, found[_key(group)]) for group in groups}
    kept = []
    for group in groups:
        first = group.fields[0]
        beside = text_label(group.place, pages[_key(group)], multiline=False) if first.kind == "text" else ""
        if _RESERVED.search(f"{over[group]} {beside}"):
            for seen in group.fields:
                _leave(seen, _("Réservé à l’administration."), draft)
        else:
            kept.append(group)
    many = Counter(_key(group) for group in kept)
    alone = Counter((_key(group), over[group]) for group in kept)
    title: dict[tuple[int, int], str] = {}
    for group in kept:
        key = _key(group)
        own = over[group] or _("Page {n}").format(n=key[0] + 1) + f" {TO_NAME}"
        whole = many[key] <= _A_PAGE or alone[key, over[group]] < _ALONE
        title[key] = title.get(key, own) if whole else own
        yield group, title[key]


def _key(group: Group) -> tuple[int, int]:
    return group.place.page, group.fields[0].turn


def _ask(group: Group, section: str, page: Page, draft: _Draft) -> None:
    first = group.fields[0]
    options = _options(first, page)
    label = _label(group, page, options)
    guess = guessed(Clue(group, label, options))
    words = humanised(first.name.rpartition(".")[2])
    name = draft.questions.free_name("", legal_name(label or words).lower()[:40].rstrip("_"))
    shown = label or f"{one_line(words)} {TO_WRITE}"
    question = Question(name, dict(guess.schema), one_line(shown, 200), sections=(one_line(section, 150),))
    draft.questions.questions.append(question)
    for seen in group.fields:
        rule = dict(guess.rules[seen.name])
        draft.rules[seen.name] = {"path": name} | rule if rule else name
        if seen.drawn:
            draft.places[seen.name] = _place(seen)
        reason = _("{path} : {label}").format(path=name, label=shown)
        draft.entries.append(Entry(seen.name, seen.kind, RENDERED, reason))
    draft.report.aliases[name] = first.name
    _tell(question, group, label, guess, draft)


def _place(seen: Seen) -> Json:
    """Where to write, for a PDF that has no field to hold the answer."""
    place = seen.places[0]
    box = [round(side, 1) for side in (place.box.left, place.box.bottom, place.box.right, place.box.top)]
    how = {"cells": seen.length} if seen.comb else {"tick": True} if seen.kind == "box" else {}
    return {"page": place.page + 1, "box": box} | how | ({"lines": True} if seen.multiline else {})


def _options(seen: Seen, page: Page) -> tuple[str, ...]:
    if seen.kind == "list":
        return tuple(words for _value, words in seen.options)
    return tuple(box_label(place, page) for place in seen.places) if seen.kind == "choice" else ()


def _label(group: Group, page: Page, options: tuple[str, ...]) -> str:
    first = group.fields[0]
    if first.kind == "choice":
        found = choice_label(group.place, page, options)
    elif first.kind == "box":
        found = box_label(group.place, page)
    else:
        found = text_label(group.place, page, multiline=first.multiline)
    return plain(found) if any(char.isalpha() for char in found) else _told(first)


def _told(seen: Seen) -> str:
    """The tooltip, when it is written for people."""
    return "" if _CODE.search(seen.tooltip) or "JJ" in seen.tooltip else one_line(seen.tooltip, 200)


def _tell(question: Question, group: Group, label: str, guess: Guess, draft: _Draft) -> None:
    """What somebody must look at before the draft is used."""
    first = group.fields[0]
    todo = draft.report.labels
    if not label:
        todo.append((question.path, _("Le libellé : aucun texte n’est assez près du champ.")))
    elif len(label) <= _ALONE + 1:
        todo.append((question.path, _("Le libellé « {label} » est trop court.").format(label=label)))
    if not guess.sure:
        kind = guess.schema.get("format", "")
        todo.append((question.path, _("Le type « {kind} » est deviné : confirmez-le.").format(kind=kind)))
    told = _told(first)
    if told and label and not set(_words(told)) & set(_words(label)) and first.kind == "text":
        message = _("L’infobulle dit « {told} » : vérifiez le libellé.").format(told=told)
        todo.append((question.path, message))


def _words(text: str) -> list[str]:
    return [legal_name(word).lower()[:5] for word in _WORDS.findall(text)]
