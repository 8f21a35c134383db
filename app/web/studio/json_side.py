"""`/atelier/brouillons/<id>/json`: the same draft as JSON text, and the whole form as one file.

A text that is written here, or a file that is read in, is one edit like another: checked by the parser, in
the same history, undone by the same button.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from json import dumps
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for

from app.core.definition.shape import META_SCHEMA
from app.core.editing import EditRefused
from app.core.errors import Problem
from app.core.french import spaced
from app.core.json_text.reading import JsonRefused, Lines, lines_of, read_text
from app.core.language import _
from app.core.linting import lint
from app.core.studio.form_file import FormFileRefused, read
from app.usecases import studio
from app.usecases.studio import DesignConflict, Opened, form_files
from app.usecases.studio.reading import FILE
from app.web.access import ports, require_account
from app.web.buttons import whole_number
from app.web.posted import only
from app.web.studio.blueprint import Answer, blueprint

Json = Any
MOST_TOLD = 20  # problems on the page: the others come once these are mended
TEXT, FILE_INPUT = "document", "champ-fichier"


@dataclass(frozen=True, slots=True)
class Told:
    """A problem with its place in the text; `line` is 0 when it has none."""

    line: int
    pointer: str
    text: str

    def __str__(self) -> str:
        place = _("Ligne {n}").format(n=self.line) if self.line else ""
        where = ", ".join(part for part in (place, self.pointer) if part)
        return spaced(f"{where} : {self.text}" if where else self.text)


@blueprint.get("/brouillons/<draft_id>/json")
def text(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/json · designer of the service"""
    opened = studio.open_draft(ports(), require_account(), draft_id)
    typed = as_typed(opened.draft.document)
    return _page(opened, typed, advice=_told(opened.problems(), lines_of(typed)))


@blueprint.post("/brouillons/<draft_id>/json")
def write(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/json · designer of the service: the whole draft, written or only checked"""
    only(request.form, "revision", TEXT, "action")
    account, typed = require_account(), request.form.get(TEXT, "").replace("\r\n", "\n")
    opened = studio.open_draft(ports(), account, draft_id)
    try:
        wanted = {"verb": "write", "document": read_text(typed)}
        if request.form.get("action") == "verifier":
            return _checked(opened, wanted, typed)
        studio.edit(ports(), account, draft_id, wanted, based_on=_revision())
    except JsonRefused as refused:
        return _page(opened, typed, [Told(refused.line, "", str(refused))]), 422
    except EditRefused as refused:
        told = _told(refused.problems, lines_of(typed)) or [Told(0, "", str(refused))]
        return _page(opened, typed, told), 422
    except DesignConflict as conflict:
        keep = _("Votre texte est gardé ci-dessous : l’enregistrer de nouveau remplacera ce changement.")
        return _page(opened, typed, [Told(0, "", f"{conflict} {keep}")]), 409
    flash(_("Le brouillon est enregistré."), "ok")
    return redirect(url_for("studio.text", draft_id=draft_id), code=303)


def _checked(opened: Opened, wanted: Json, typed: str) -> Answer:
    """The page with what the parser and the linter say of the text; nothing is kept."""
    edited = studio.tried(opened.draft, wanted)
    found = _told(lint(edited.definition, file=FILE), lines_of(typed))
    return _page(opened, typed, advice=found, checked=True)


def _told(problems: Sequence[Problem], lines: Lines) -> list[Told]:
    return [
        Told(lines.of(one.pointer), one.pointer, f"{one.message} {one.fix}") for one in problems[:MOST_TOLD]
    ]


@blueprint.get("/brouillons/<draft_id>/fichier")
def export_form(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/fichier · designer of the service: the form as one file"""
    name, written = form_files.exported(ports(), require_account(), draft_id)
    response = Response(written, mimetype="application/json")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@blueprint.post("/brouillons/<draft_id>/fichier")
def import_form(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/fichier · designer of the service: a form that was exported, in its place"""
    only(request.form, "revision")
    account, given = require_account(), request.files.get("fichier")
    opened = studio.open_draft(ports(), account, draft_id)
    if given is None or not given.filename:
        return _not_read(opened, [_("Choisissez le fichier à importer.")])
    try:
        file = read(given.stream.read())
        arrived = form_files.read_in(ports(), account, draft_id, file, based_on=_revision())
    except EditRefused as refused:
        placed = form_files.placed(file, refused.problems[:MOST_TOLD])
        told = [str(Told(line, one.pointer, f"{one.message} {one.fix}")) for line, one in placed]
        return _not_read(opened, told or [str(refused)])
    except (FormFileRefused, DesignConflict) as refusal:
        return _not_read(opened, [str(refusal)])
    flash(_("Le formulaire est importé. « Annuler » revient à ce qu’il était."), "ok")
    for sentence in arrived.told:
        flash(sentence, "info")
    return redirect(url_for("studio.text", draft_id=draft_id), code=303)


def _not_read(opened: Opened, told: Sequence[str]) -> Answer:
    page = _page(opened, as_typed(opened.draft.document), file_errors=told)
    return page, 422


@blueprint.get("/definition.schema.json")
def meta_schema() -> Answer:
    """/atelier/definition.schema.json · anyone: the shape of a definition, for editors of text"""
    response = Response(dumps(META_SCHEMA, ensure_ascii=False), mimetype="application/schema+json")
    response.cache_control.public = True
    response.cache_control.max_age = 3600
    response.add_etag()
    return response.make_conditional(request)


def as_typed(document: Json) -> str:
    """The document as it is shown and written: two spaces a level."""
    return dumps(document, ensure_ascii=False, indent=2)


def _revision() -> int:
    return whole_number(request.form.get("revision", "")) or 0


def _page(
    opened: Opened,
    typed: str,
    wrong: Sequence[Told] = (),
    *,
    advice: Sequence[Told] = (),
    file_errors: Sequence[str] = (),
    checked: bool = False,
) -> str:
    return render_template(
        "studio/json.html",
        draft=opened.draft,
        definition=opened.definition,
        typed=typed,
        wrong=wrong,
        advice=advice,
        checked=checked,
        lines=" ".join(str(one.line) for one in wrong),
        file_error=spaced(file_errors[0]) if file_errors else "",
        page_errors=[
            *((TEXT, str(one)) for one in wrong),
            *((FILE_INPUT, spaced(one)) for one in file_errors),
        ],
    )
