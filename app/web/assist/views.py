"""`/accompagner`: begin to help, go on, hand over, leave. Advisers only, each with their own drafts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirection

from app.core.dossier import Dossier, spell_reference
from app.core.errors import NotFound
from app.core.french import spaced
from app.core.language import _
from app.core.workflow import DRAFT
from app.usecases import assist
from app.usecases.fill import follow
from app.web import access
from app.web.access import ports, require_account
from app.web.account.login import IDLE
from app.web.assist.beginning import FIELDS, Beginning, mode_options, problems, read
from app.web.posted import only

blueprint = Blueprint("assist", __name__, url_prefix="/accompagner")
GIVEN_LASTS = timedelta(minutes=30)  # long enough to note a number and a code, or to print them again
Answer = str | Response | Redirection | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft in hand, in words; `key` is its reference as addresses write it."""

    key: str
    reference: str
    person: str
    form: str
    mode: str
    changed: datetime


@blueprint.get("")
def space() -> Answer:
    """/accompagner · adviser: drafts in hand, and the two ends of an accompaniment"""
    found = assist.space(ports(), require_account())
    drafts = [_draft(dossier, title) for dossier, title in found.drafts]
    return render_template("assist/space.html", drafts=drafts, idle_minutes=int(IDLE.total_seconds() // 60))


@blueprint.get("/nouveau")
def new() -> Answer:
    """/accompagner/nouveau · adviser: who is helped, for what, how"""
    return _new_page(Beginning(mode="", demarche=request.args.get("demarche", "")), {})


@blueprint.post("/nouveau")
def begin() -> Answer:
    """/accompagner/nouveau · adviser: opens the draft; by mandate, only after the person's own yes"""
    account = require_account()
    only(request.form, *FIELDS)
    typed = read(request.form)
    errors = problems(typed, assist.space(ports(), account).forms, account, ports().clock.today())
    if errors:
        return _new_page(typed, errors), 422
    if typed.needs_consent:
        return _consent_page(typed)
    dossier = assist.begin(
        ports(), account, slug=typed.demarche, beneficiary=typed.personne, mode=typed.chosen_mode,
        consent=typed.agreed, email=typed.courriel,
    )  # fmt: skip
    return _take_in_hand(dossier)


@blueprint.post("/dossiers/<reference>/reprendre")
def resume(reference: str) -> Answer:
    """/accompagner/dossiers/<reference>/reprendre · its adviser"""
    return _take_in_hand(assist.take_up(ports(), require_account(), reference))


@blueprint.get("/dossiers/<reference>/mandat")
def mandate(reference: str) -> Answer:
    """/accompagner/dossiers/<reference>/mandat · its adviser, once their session opened it"""
    dossier = assist.take_up(ports(), require_account(), reference)
    if not access.may_open(dossier.id) or dossier.acting.mode != "mandat":
        return redirect(url_for("assist.space"), code=303)
    found = follow.follow_up(ports(), dossier.id)
    return render_template(
        "assist/mandate.html",
        draft=_draft(dossier, found.definition.title),
        papers=[document for document in found.documents if document.kind == "mandate"],
        until=found.mandate.ends_at if found.mandate else None,
        start_url=_form_url(dossier),
    )


@blueprint.post("/dossiers/<reference>/mandat/fin")
def end_mandate(reference: str) -> Answer:
    """/accompagner/dossiers/<reference>/mandat/fin · its adviser: gives the mandate back"""
    dossier = assist.take_up(ports(), require_account(), reference)
    assist.end_mandate(ports(), dossier.id, dossier.acting)
    access.end_acting()
    flash(_("Le mandat a pris fin. Vous pouvez remettre le brouillon à la personne."), "ok")
    return redirect(url_for("assist.space"), code=303)


@blueprint.get("/dossiers/<reference>/remettre")
def hand_over(reference: str) -> Answer:
    """/accompagner/dossiers/<reference>/remettre · its adviser: what giving it away means"""
    dossier = _to_hand_over(reference)
    sent = dossier.submitted_at is not None
    return render_template("assist/hand_over.html", draft=_draft(dossier, _title(dossier)), sent=sent)


@blueprint.post("/dossiers/<reference>/remettre")
def give(reference: str) -> Answer:
    """/accompagner/dossiers/<reference>/remettre · its adviser, who then no longer is"""
    given = assist.hand_over(ports(), require_account(), _to_hand_over(reference).id)
    access.end_acting()
    access.keep_given(given.dossier, ports().clock.now() + GIVEN_LASTS)
    return redirect(url_for("assist.handed", reference=given.reference), code=303)


@blueprint.get("/dossiers/<reference>/remis")
def handed(reference: str) -> Answer:
    """/accompagner/dossiers/<reference>/remis · the adviser's session that gave it, for half an hour"""
    given = assist.handed(ports(), *access.given(reference, ports().clock.now()))
    return render_template(
        "assist/handed_over.html",
        given=given,
        reference=spell_reference(given.reference),
        form=_title(given.dossier),
        sent=given.dossier.submitted_at is not None,
    )


@blueprint.post("/terminer")
def leave() -> Answer:
    """/accompagner/terminer · adviser: end everything; the browser is asked to forget its copies too"""
    assist.leave(ports(), require_account(), access.granted())
    access.sign_out()
    response = make_response(render_template("assist/left.html"))
    response.headers["Clear-Site-Data"] = '"cache", "storage", "cookies"'
    return response


def _take_in_hand(dossier: Dossier) -> Redirection:
    """The session acts for this person and opens this dossier only: the one before is closed."""
    access.end_acting()
    access.grant(dossier)
    access.begin_acting(dossier.acting)
    if dossier.acting.mode == "mandat":
        return redirect(url_for("assist.mandate", reference=dossier.reference), code=303)
    return redirect(_form_url(dossier), code=303)


def _to_hand_over(reference: str) -> Dossier:
    """A dossier that was sent is given by the session that holds it only: the help is over once it ends."""
    dossier = assist.to_hand_over(ports(), require_account(), reference)
    if dossier.state != DRAFT and not access.may_open(dossier.id):
        raise NotFound
    return dossier


def _form_url(dossier: Dossier) -> str:
    """Where the draft stopped: the recap leads to the first step that is still open."""
    return url_for("public.recap", reference=dossier.reference)


def _draft(dossier: Dossier, title: str) -> Draft:
    mode = _("par mandat") if dossier.acting.mode == "mandat" else _("accompagné")
    person = dossier.acting.beneficiary.name or dossier.title
    return Draft(
        dossier.reference, spell_reference(dossier.reference), person, title, mode, dossier.updated_at
    )


def _title(dossier: Dossier) -> str:
    return follow.follow_up(ports(), dossier.id).definition.title


def _new_page(typed: Beginning, errors: dict[str, str]) -> str:
    forms = assist.space(ports(), require_account()).forms
    return render_template(
        "assist/new.html",
        typed=typed,
        errors=errors,
        page_errors=[(f"champ-{name}", sentence) for name, sentence in errors.items()],
        forms=[(form.slug, form.title) for form in forms],
        modes=mode_options(),
    )


def _consent_page(typed: Beginning) -> Answer:
    """Shown first without an error; again with one when the box stayed empty."""
    account = require_account()
    title = ports().forms.current(typed.demarche).title
    errors = {"accord": _("Cochez la case si la personne a dit oui. Sinon, il n’y a pas de mandat")}
    page = render_template(
        "assist/consent.html",
        typed=typed,
        words=spaced(assist.consent_words(typed.personne, account.organisation, title)),
        errors=errors if typed.read_aloud else {},
        page_errors=[("champ-accord", errors["accord"])] if typed.read_aloud else [],
    )
    return (page, 422) if typed.read_aloud else page
