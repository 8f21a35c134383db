"""`/bureau/dossiers/<reference>/annotations`: what agents answer for themselves beside a dossier."""

from collections.abc import Iterator
from dataclasses import replace

from flask import flash, redirect, request

from app.core.answers import FieldError
from app.core.definition import FormDefinition
from app.core.definition.fields_at import field_at
from app.core.field_types import field_type
from app.core.french import join, quoted, spaced
from app.core.language import _, ngettext
from app.core.paths import get
from app.usecases.desk import annotating, process
from app.usecases.desk.annotating import AnnotationsRefused, Saved
from app.usecases.desk.process import Case
from app.web.access import ports, require_account
from app.web.desk import address
from app.web.desk.blueprint import Answer, blueprint
from app.web.desk.case_page import case_page
from app.web.desk.sections.annotations import NAME, Returned, form_of
from app.web.posted import Posted, collect


@blueprint.post("/dossiers/<reference>/annotations")
def annotate(reference: str) -> Answer:
    """/bureau/dossiers/<reference>/annotations · agent of the service: keep them, a colleague's too"""
    account = require_account()
    own = annotating.asked(ports(), account, reference)
    posted = collect(own.steps[0], request.form, request.files)
    try:
        saved = annotating.annotate(ports(), account, reference, posted.typed, posted.based_on)
    except AnnotationsRefused as refusal:
        return _refused(own, reference, posted, refusal)
    _tell(saved)
    return redirect(address.of_case("desk.case", saved.dossier.reference, _anchor=NAME), code=303)


def _tell(saved: Saved) -> None:
    """What was kept, what a colleague did meanwhile, what these answers open and close."""
    flash(_("Les annotations sont enregistrées."), "ok")
    if saved.also:
        told = _("{name} les remplissait aussi : ses réponses sont gardées, relisez-les.")
        flash(spaced(told.format(name=saved.also.name)), "info")
    if saved.opened:
        names = join([quoted(name) for name in saved.opened], _("et"))
        told = ngettext(
            "Vos réponses ouvrent une question : {names}.",
            "Vos réponses ouvrent des questions : {names}.",
            len(saved.opened),
        )
        flash(spaced(told.format(names=names)), "info")
    for name, text in saved.unasked:
        told = _("« {name} » n’est plus demandé, à cause d’une autre réponse. Vous y aviez saisi : {text}")
        flash(spaced(told.format(name=name, text=text)), "attention")


def _refused(own: FormDefinition, reference: str, posted: Posted, refusal: AnnotationsRefused) -> Answer:
    """The dossier again with what was typed: mend it (422), or choose (409)."""
    opened = process.open_case(ports(), require_account(), reference, address.within(request.args))
    mine = {path: posted.typed[path] for path in refusal.mine}
    conflicts = tuple(_conflicts(own, opened, refusal))
    back = Returned(parts=mine, wrong=(*conflicts, *refusal.errors))
    summary = form_of(own, opened.dossier, back).summary
    return case_page(opened, typed={NAME: replace(back, errors=tuple(summary))}), 409 if conflicts else 422


def _conflicts(own: FormDefinition, opened: Case, refusal: AnnotationsRefused) -> Iterator[FieldError]:
    """What a colleague answered meanwhile, told at each question; saving again keeps what is typed."""
    step, by = own.steps[0], refusal.by.name if refusal.by else _("quelqu’un")
    for path in refusal.conflicts:
        question, value = field_at(step.fields, path), get(opened.dossier.annotations, path)
        if question is None:
            continue
        answered = field_type(question).read_back(question, value) if value is not None else ""
        told = _("Entre-temps, {name} a répondu {answer}. Enregistrez pour garder ce que vous avez saisi.")
        if not answered:
            told = _(
                "Entre-temps, {name} a effacé sa réponse. Enregistrez pour garder ce que vous avez saisi."
            )
        message = spaced(told.format(name=by, answer=quoted(answered)))
        yield FieldError(path, "conflict", message, step.id)
