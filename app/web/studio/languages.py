"""`/atelier/brouillons/<id>/langues`: the languages of a form, how complete each is, and its translations."""

from hashlib import sha256

from flask import flash, redirect, render_template, request, url_for

from app.core.editing import EditRefused
from app.core.errors import NotFound
from app.core.french import spaced
from app.core.language import _
from app.core.studio.translating import LANGUAGES, RIGHT_TO_LEFT, Translatable, completeness, texts
from app.usecases import studio
from app.usecases.studio import DesignConflict, Opened
from app.web.access import ports, require_account
from app.web.buttons import whole_number
from app.web.posted import only
from app.web.studio.blueprint import Answer, blueprint

TEXT = "texte-"  # before the mark of a French text, in names of inputs
MISSING = "manquants"


@blueprint.get("/brouillons/<draft_id>/langues")
def languages(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/langues · designer of the service; ?langue=… goes to a language, old or new"""
    wanted = request.args.get("langue", "")
    if wanted in LANGUAGES:
        return redirect(url_for("studio.language", draft_id=draft_id, language=wanted), code=303)
    opened = studio.open_draft(ports(), require_account(), draft_id)
    there = opened.definition.translations
    return render_template(
        "studio/languages.html",
        draft=opened.draft,
        definition=opened.definition,
        total=len(texts(opened.definition)),
        found=[(LANGUAGES.get(code, code), completeness(opened.definition, code)) for code in there],
        offered=[(code, name) for code, name in LANGUAGES.items() if code not in there],
    )


@blueprint.get("/brouillons/<draft_id>/langues/<language>")
def language(draft_id: str, language: str) -> Answer:
    """/atelier/brouillons/<id>/langues/<code> · designer of the service; ?manquants=oui shows those alone"""
    opened = studio.open_draft(ports(), require_account(), draft_id)
    return _page(opened, language)


@blueprint.post("/brouillons/<draft_id>/langues/<language>")
def translate(draft_id: str, language: str) -> Answer:
    """/atelier/brouillons/<id>/langues/<code> · designer of the service: keep what differs"""
    account = require_account()
    opened = studio.open_draft(ports(), account, draft_id)
    wanted, words = texts(opened.definition), opened.definition.translations.get(language, {})
    only(request.form, "revision", MISSING, *(name_of(one.text) for one in wanted))
    changed = {}
    for one in wanted:
        typed = request.form.get(name_of(one.text))
        if typed is not None and _clean(typed) != words.get(one.text, ""):
            changed[one.text] = _clean(typed) or None
    if not changed:
        return _again(draft_id, language, _("Rien n’a changé."))
    edit = {"verb": "translate", "language": language, "texts": changed}
    revision = whole_number(request.form.get("revision", "")) or 0
    try:
        studio.edit(ports(), account, draft_id, edit, based_on=revision)
    except EditRefused as refused:
        return _page(opened, language, spaced(str(refused))), 422
    except DesignConflict as conflict:
        return _page(opened, language, spaced(str(conflict))), 409
    return _again(draft_id, language, _("Les traductions sont enregistrées."))


@blueprint.post("/brouillons/<draft_id>/langues/<language>/retirer")
def forget_language(draft_id: str, language: str) -> Answer:
    """/atelier/brouillons/<id>/langues/<code>/retirer · designer of the service"""
    only(request.form, "revision")
    edit = {"verb": "remove-language", "language": language}
    revision = whole_number(request.form.get("revision", "")) or 0
    try:
        studio.edit(ports(), require_account(), draft_id, edit, based_on=revision)
        flash(_("La langue est retirée. « Annuler » la remet."), "ok")
    except (EditRefused, DesignConflict) as refusal:
        flash(spaced(str(refusal)), "attention")
    return redirect(url_for("studio.languages", draft_id=draft_id), code=303)


def name_of(french: str) -> str:
    """The name of the input of a text: it follows the text, not its place."""
    return TEXT + sha256(french.encode()).hexdigest()[:12]


def _clean(typed: str) -> str:
    return typed.replace("\r\n", "\n").strip()


def _again(draft_id: str, language: str, told: str) -> Answer:
    flash(told, "ok")
    only_missing = request.form.get(MISSING) or None
    return redirect(
        url_for("studio.language", draft_id=draft_id, language=language, manquants=only_missing), code=303
    )


def _page(opened: Opened, language: str, error: str = "") -> str:
    if language not in LANGUAGES:
        raise NotFound
    found = completeness(opened.definition, language)
    only_missing = bool(request.values.get(MISSING))
    words = opened.definition.translations.get(language, {})
    shown = [one for one in texts(opened.definition) if not only_missing or one in found.missing]
    return render_template(
        "studio/language.html",
        draft=opened.draft,
        definition=opened.definition,
        code=language,
        name=LANGUAGES[language],
        direction="rtl" if language in RIGHT_TO_LEFT else "",
        found=found,
        only_missing=only_missing,
        groups=_grouped(shown),
        values={one.text: request.form.get(name_of(one.text), words.get(one.text, "")) for one in shown},
        name_of=name_of,
        error=error,
        page_errors=[("traductions", error)] if error else [],
    )


def _grouped(shown: list[Translatable]) -> list[tuple[str, list[Translatable]]]:
    groups: dict[str, list[Translatable]] = {}
    for one in shown:
        groups.setdefault(one.place, []).append(one)
    return list(groups.items())
