"""Papers of the forms that have a layout of their own: their scenarios, the blank form, hostile answers."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from app.core import answers
from app.core.definition import FormDefinition, Scenario
from app.core.definition import parser as definition_parser
from app.core.summary import Line, Section, summarise
from app.usecases.documents.papers import blank_paper, form_paper
from app.usecases.ports import Paper
from tests.adapters import paper_samples as samples

Json = Any
ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "pdf_templates"
FITTED = tuple(sorted(path.parent.name for path in TEMPLATES.glob("cerfa-*/fitted.css")))


@cache
def definition(slug: str) -> FormDefinition:
    """As published."""
    path = ROOT / "forms_definitions" / slug / "1.json"
    raw = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    return definition_parser.parse(raw, file=str(path.relative_to(ROOT)))


def scenario_named(slug: str, name: str) -> Scenario:
    """One case of a form."""
    return next(case for case in definition(slug).scenarios if case.name == name)


def first(slug: str) -> Scenario:
    """The first case of a form."""
    return definition(slug).scenarios[0]


def sections(slug: str, case: Scenario) -> tuple[Section, ...]:
    """What the form reads back of a case."""
    form = definition(slug)
    verdict = answers.judge(form, case.answers, today=date.fromisoformat(str(case.today)))
    return summarise(form, verdict)


def filled(slug: str, lines: tuple[Section, ...]) -> Paper:
    """The form, sent with an adviser's help, with its mark."""
    dossier = replace(samples.DOSSIER, slug=slug)
    return samples.marked(
        form_paper(dossier, definition(slug), lines, made_at=samples.NOW, mandate=samples.MANDATE)
    )


def blank(slug: str) -> Paper:
    """The form to fill by hand."""
    return blank_paper(definition(slug), summarise(definition(slug), None, blank=True), made_at=samples.NOW)


def cases() -> Iterator[tuple[str, str]]:
    """(slug, name of a scenario) whose answers are right: those are printed."""
    for slug in FITTED:
        for case in definition(slug).scenarios:
            if not case.errors and not case.ineligible:
                yield slug, case.name


def retold(lines: tuple[Section, ...], texts: dict[str, str]) -> tuple[Section, ...]:
    """The same with other texts, by path."""
    return tuple(
        replace(section, lines=tuple(_retold(line, texts) for line in section.lines)) for section in lines
    )


def _retold(line: Line, texts: dict[str, str]) -> Line:
    return replace(line, text=texts[line.path], value=texts[line.path]) if line.path in texts else line
