"""Finding a form, reading what it asks for, beginning it."""

from datetime import datetime, timedelta

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.core import duration
from app.core.definition import FormDefinition
from app.core.desk.figures import Delays
from app.core.dossier import Dossier
from app.core.errors import FormClosed
from app.core.language import _
from app.core.prefill import Prefill
from app.core.studio.translating import spoken
from app.usecases import fill
from app.usecases.desk.statistics import usual_delay
from app.usecases.fill import blank_forms, prefill
from app.web.access import current_acting, grant, ports
from app.web.first_page import first_page
from app.web.posted import only
from app.web.public.blueprint import blueprint
from app.web.public.openings import opening_of
from app.web.public.search import search

QUERY_LIMIT = 200  # nobody searches with more
PREFILLED = "prerempli"


@blueprint.get("/")
def catalogue() -> str:
    """/ · anyone"""
    query = request.args.get("q", "").strip()[:QUERY_LIMIT]
    forms = [form for form in ports().forms.published() if not _over(form)]
    return render_template("public/catalogue.html", query=query, found=search(forms, query), all_forms=forms)


def _over(form: FormDefinition) -> bool:
    """A form that is closed has left the catalogue; its page stays, and says so."""
    return ports().forms.opening(form.slug).standing(ports().clock.now()) == "closed"


@blueprint.get("/demarches/<slug>")
def start_page(slug: str) -> str:
    """/demarches/<slug> · anyone"""
    definition = ports().forms.current(slug)
    minutes = definition.start.minutes or duration.minutes(definition.steps)
    token = request.args.get(PREFILLED, "")[: prefill.LONGEST]
    found, refusal = _prefilled(definition, token) if token else (None, "")
    return render_template(
        "public/start.html",
        form=spoken(definition),
        minutes=minutes,
        prefilled=found,
        token=token if found else "",
        prefill_refused=refusal,
        usual=_usual_delay(slug),
        blank_size=blank_forms.size(ports(), definition),
        opening=opening_of(slug),
    )


def _usual_delay(slug: str) -> Delays | None:
    """Worked out at most once an hour by each process: it moves by the week."""
    known: dict[str, tuple[datetime, Delays | None]] = current_app.extensions.setdefault("usual_delays", {})
    now = ports().clock.now()
    if slug not in known or now - known[slug][0] > timedelta(hours=1):
        known[slug] = (now, usual_delay(ports(), slug))
    return known[slug][1]


@blueprint.post("/demarches/<slug>")
def start(slug: str) -> Response:
    """/demarches/<slug> · anyone: begins a draft that this session holds"""
    only(request.form, PREFILLED)
    try:
        dossier = _begun(slug, request.form.get(PREFILLED, ""))
    except FormClosed:  # since the page was opened: it says when, and what to do
        return redirect(url_for("public.start_page", slug=slug), code=303)
    grant(dossier)
    return redirect(first_page(dossier.reference, ports().forms.current(slug)), code=303)


def _prefilled(definition: FormDefinition, token: str) -> tuple[Prefill | None, str]:
    """What a signed link brings, or why it brings nothing."""
    try:
        return prefill.preview(ports(), definition, prefill.of_link(ports(), definition.slug, token)), ""
    except prefill.PrefillRefused as refusal:
        return None, str(refusal)


def _begun(slug: str, token: str) -> Dossier:
    """A fresh draft, filled by the link when there is one that still holds."""
    if not token:
        return fill.start(ports(), slug, current_acting())
    try:
        given = prefill.of_link(ports(), slug, token)
    except prefill.PrefillRefused as refusal:
        flash(str(refusal), "info")
        return fill.start(ports(), slug, current_acting())
    begun = prefill.begin(ports(), slug, given, current_acting())
    flash(_("Des réponses sont déjà remplies : vérifiez-les à chaque étape."), "info")
    return begun.dossier
