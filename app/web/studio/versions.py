"""`/atelier/demarches/<slug>/versions`: what was published, by whom, why; when the form opens and closes."""

from datetime import datetime

from flask import flash, redirect, render_template, request, url_for

from app.core.french import spaced
from app.core.language import _
from app.core.studio.form_history import tell
from app.core.studio.opening import Opening
from app.core.studio.publication_tasks import titles
from app.usecases.studio import DesignConflict, form_life
from app.usecases.studio.form_life import OpeningRefused
from app.web.access import ports, require_account
from app.web.buttons import whole_number
from app.web.posted import only
from app.web.studio.blueprint import Answer, blueprint
from app.web.studio.dates import LAST_MINUTE, MIDNIGHT, NotAMoment, moment, typed
from app.web.studio.differences import by_subject

OPENS, CLOSES, INSTEAD, WORDS, WHY = "ouverture", "fermeture", "remplacement", "explication", "motif"


@blueprint.get("/demarches/<slug>/versions")
def versions(slug: str) -> Answer:
    """/atelier/demarches/<slug>/versions · designer of its service"""
    return _page(slug)


@blueprint.get("/demarches/<slug>/versions/<number>")
def version(slug: str, number: str) -> Answer:
    """/atelier/demarches/<slug>/versions/<n> · designer of its service: what this version changed"""
    found, before, changes = form_life.changes_of(ports(), require_account(), slug, whole_number(number) or 0)
    return render_template(
        "studio/version.html", definition=found, before=before, differences=by_subject(changes)
    )


@blueprint.post("/demarches/<slug>/ouverture")
def set_opening(slug: str) -> Answer:
    """/atelier/demarches/<slug>/ouverture · designer of its service: when it opens, closes, is replaced"""
    form = request.form
    only(form, "revision", OPENS, f"{OPENS}_heure", CLOSES, f"{CLOSES}_heure", INSTEAD, WORDS, WHY, "action")
    errors: dict[str, str] = {}
    dates = _dates(errors)
    if form.get("action") == "fermer":
        errors.pop(f"champ-{CLOSES}", None)
        dates[CLOSES] = ports().clock.now()
    if errors:
        return _page(slug, errors), 422
    wanted = Opening(
        dates[OPENS], dates[CLOSES], form.get(INSTEAD, ""), form.get(WORDS, ""),
        whole_number(form.get("revision", "")) or 0,
    )  # fmt: skip
    try:
        form_life.set_opening(ports(), require_account(), slug, wanted, reason=form.get(WHY, ""))
    except OpeningRefused as refused:
        return _page(slug, {f"champ-{refused.where}": str(refused)}), 422
    except DesignConflict:
        told = _("Quelqu’un d’autre vient de changer ces dates. Rechargez la page, puis recommencez.")
        return _page(slug, {"dates": told}), 409
    flash(_("Les dates sont enregistrées."), "ok")
    return redirect(url_for("studio.versions", slug=slug), code=303)


def _dates(errors: dict[str, str]) -> dict[str, datetime | None]:
    """The two instants; what cannot be read is told in `errors`."""
    found: dict[str, datetime | None] = {}
    for name, hour in ((OPENS, MIDNIGHT), (CLOSES, LAST_MINUTE)):
        try:
            found[name] = moment(request.form, name, without_hour=hour)
        except NotAMoment as refused:
            found[name] = None
            errors[f"champ-{name}"] = str(refused)
    return found


def _page(slug: str, errors: dict[str, str] | None = None) -> str:
    life = form_life.form_life(ports(), require_account(), slug)
    opening, now = life.opening, ports().clock.now()
    kept = {
        "revision": str(opening.revision), INSTEAD: opening.replaced_by, WORDS: opening.explanation,
        **typed(opening.opens_at, OPENS), **typed(opening.closes_at, CLOSES),
    }  # fmt: skip
    return render_template(
        "studio/versions.html",
        life=life,
        definition=life.current,
        facts=[(fact, spaced(tell(fact))) for fact in life.facts],
        told=opening.told(now),
        standing=opening.standing(now),
        skipped=lambda one: ", ".join(titles(one.skipped)),
        others=[(form.slug, form.title) for form in life.others],
        typed=request.form if errors else kept,
        errors=errors or {},
        page_errors=list((errors or {}).items()),
    )
