"""The page of a dossier: its head, its sections in order, the panel of actions."""

from collections.abc import Mapping

from flask import render_template

from app.usecases.desk.process import Case
from app.web.access import ports
from app.web.desk.caseview import Action, case_view, last_action
from app.web.desk.sections import (
    amendments,
    annotations,
    answers,
    assignment,
    attachments,
    changes,
    circuit,
    documents,
    group,
    history,
    labels,
    messages,
    notes,
    opinions,
)
from app.web.desk.sections.section import NOTHING, Loaded, Section, Typed, loaded

SECTIONS: tuple[Section, ...] = (
    changes.SECTION,
    answers.SECTION,
    amendments.SECTION,
    attachments.SECTION,
    documents.SECTION,
    opinions.SECTION,
    annotations.SECTION,
    messages.SECTION,
    notes.SECTION,
    history.SECTION,
    circuit.SECTION,
    assignment.SECTION,
    group.SECTION,
    labels.SECTION,
)


def case_page(
    opened: Case,
    *,
    refused: Action | None = None,
    overtaken: bool = False,
    kept_motive: str = "",
    typed: Mapping[str, Typed] | None = None,
) -> str:
    """The whole page. `refused` is an action whose motive was refused, `typed` what was posted to a
    section (by its name) and refused; `overtaken` tells who acted first."""
    errors = [(refused.field_id, refused.error)] if refused else []
    returned = typed or {}
    errors += [error for back in returned.values() for error in back.errors]
    return render_template(
        "desk/case.html",
        view=case_view(opened, ports().clock.today(), refused=refused),
        sections=_sections(opened, returned),
        page_errors=errors,
        overtaken=last_action(opened) if overtaken else None,
        kept_motive=kept_motive,
    )


def _sections(opened: Case, typed: Mapping[str, Typed]) -> list[Loaded]:
    found = (loaded(section, opened, typed.get(section.name, NOTHING)) for section in SECTIONS)
    return [section for section in found if section is not None]
