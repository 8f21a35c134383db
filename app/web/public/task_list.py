"""The parts of a long form, each with its state, and the way out for who may not file.

Both are read from the journey; nothing is decided here.
"""

from collections.abc import Callable, Mapping

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.core.duration import minutes
from app.core.journey import Journey, Part
from app.core.language import _, ngettext
from app.usecases import fill
from app.usecases.fill.correction import asked
from app.web.access import current_acting, open_dossier, ports
from app.web.public.blueprint import blueprint

# state → tone of its badge, words
STATES: Mapping[str, tuple[str, Callable[[], str]]] = {
    "done": ("ok", lambda: _("Terminé")),
    "error": ("bad", lambda: _("À corriger")),
    "current": ("info", lambda: _("En cours")),
    "todo": ("attention", lambda: _("À faire")),
    "closed": ("", lambda: _("Rien à remplir pour le moment")),
}


@blueprint.get("/dossiers/<reference>/parties")
def task_list(reference: str) -> str | Response:
    """/dossiers/<reference>/parties · holder"""
    opened = fill.overview(ports(), open_dossier(reference), current_acting())
    if not opened.definition.chapters:
        return redirect(url_for("public.recap", reference=reference), code=303)
    parts = opened.journey.parts()
    wanted = [part for part in parts if part.state != "closed"]
    return render_template(
        "public/task_list.html",
        dossier=opened.dossier,
        definition=opened.definition,
        parts=[_line(part, reference) for part in parts],
        done=sum(part.state == "done" for part in wanted),
        total=len(wanted),
        ready=opened.journey.may_review(),
        go_on=_go_on(opened.journey, reference),
        correction=asked(ports(), opened.dossier),
    )


@blueprint.get("/dossiers/<reference>/non-concerne")
def not_eligible(reference: str) -> str | Response:
    """/dossiers/<reference>/non-concerne · holder: says why, and where to go"""
    opened = fill.overview(ports(), open_dossier(reference), current_acting())
    if not opened.journey.is_stopped():
        return redirect(url_for("public.recap", reference=reference), code=303)
    barring = opened.journey.barring() or opened.journey.steps[-1]
    return render_template(
        "public/not_eligible.html",
        dossier=opened.dossier,
        definition=opened.definition,
        rule=opened.verdict.ineligible,
        barring=barring,
    )


def _line(part: Part, reference: str) -> dict[str, object]:
    url = url_for("public.step", reference=reference, step_id=part.entry.id) if part.entry else ""
    n = minutes(part.steps)
    tone, words = STATES[part.state]
    return {
        "number": part.number,
        "title": part.chapter.title,
        "url": url,
        "state": part.state,
        "tone": tone,
        "words": words(),
        "minutes": ngettext("environ une minute", "environ {n} minutes", n).format(n=n),
    }


def _go_on(journey: Journey, reference: str) -> str:
    """Where "Continuer" leads: the first step that asks for something or was never shown, else the recap."""
    step = journey.to_offer()
    if step is None:
        return url_for("public.recap", reference=reference)
    return url_for("public.step", reference=reference, step_id=step.id)
