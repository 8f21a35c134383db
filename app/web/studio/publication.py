"""`/atelier/brouillons/<id>/publication`: the tasks, what changes, what becomes of drafts, and the button."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.core.french import spaced
from app.core.language import _
from app.core.studio.opening import Opening
from app.core.studio.publication_tasks import in_the_way
from app.usecases import studio
from app.usecases.studio import DesignConflict, publish_form
from app.usecases.studio.publish_form import AlreadyPublished, PublicationRefused, ReasonMissing, Wish
from app.web.access import ports, require_account
from app.web.buttons import whole_number
from app.web.posted import only
from app.web.studio import mending
from app.web.studio.blueprint import Answer, blueprint
from app.web.studio.dates import NotAMoment, moment
from app.web.studio.differences import by_subject

EMERGENCY, ACCESSIBLE, OPENS = "urgence", "accessibilite", "ouverture"


@blueprint.get("/brouillons/<draft_id>/publication")
def review(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/publication · designer of the service"""
    done = publish_form.published_meanwhile(ports(), require_account(), draft_id)
    return _gone(AlreadyPublished(done)) if done else _page(draft_id)


@blueprint.post("/brouillons/<draft_id>/publication")
def publish(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/publication · designer of the service: the version is served at once"""
    only(request.form, "revision", "motif", EMERGENCY, ACCESSIBLE, OPENS, f"{OPENS}_heure")
    form = request.form
    revision = whole_number(form.get("revision", "")) or 0
    try:
        opens = moment(form, OPENS)
        wish = Wish(
            accessible=ACCESSIBLE in form,
            emergency=EMERGENCY in form,
            reason=form.get("motif", ""),
            opening=Opening(opens_at=opens) if opens else None,
        )
        done = publish_form.publish(ports(), require_account(), draft_id, based_on=revision, wish=wish)
    except NotAMoment as refused:
        return _page(draft_id, {f"champ-{OPENS}": str(refused)}), 422
    except ReasonMissing as refused:
        return _page(draft_id, {"motif-urgence": str(refused)}), 422
    except PublicationRefused as refused:
        alone = [task.confirmed is False for task in refused.tasks] == [True]
        told = _("Cochez la case pour continuer") if alone else str(refused)
        return _page(draft_id, {ACCESSIBLE if alone else "taches": told}), 422
    except AlreadyPublished as conflict:
        return _gone(conflict)
    except DesignConflict as conflict:
        return _page(draft_id, {"publier": str(conflict)}), 409
    flash(_("La version {n} est en ligne.").format(n=done.version), "ok")
    return redirect(url_for("studio.versions", slug=done.slug), code=303)


def _gone(conflict: AlreadyPublished) -> Response:
    """Another designer was first: on to what is served, which says who."""
    flash(spaced(str(conflict)), "attention")
    return redirect(url_for("studio.versions", slug=conflict.publication.slug), code=303)


def _page(draft_id: str, errors: dict[str, str] | None = None) -> str:
    opened = studio.open_draft(ports(), require_account(), draft_id)
    definition, form = opened.definition, request.form
    accessible = ACCESSIBLE in form
    tasks = publish_form.list_tasks(ports(), opened.draft, definition, accessible=accessible)
    forecast, drafts, sent = publish_form.expected(ports(), definition)
    return render_template(
        "studio/publication.html",
        draft=opened.draft,
        definition=definition,
        tasks=tasks,
        undone=[one for one in in_the_way(tasks, emergency=False) if one.confirmed is None],
        never=in_the_way(tasks, emergency=True),
        mend=lambda problem: mending.address(draft_id, definition, problem.pointer),
        differences=by_subject(publish_form.differences(ports(), definition)),
        served=publish_form.served(ports(), definition.slug),
        forecast=forecast,
        drafts=drafts,
        sent=sent,
        accessible=accessible,
        typed=form,
        errors=errors or {},
        page_errors=list((errors or {}).items()),
    )
