"""The language in which this visitor reads forms: chosen on the page of departure, on each page of a form.

It is kept in the session. Guichet's own words stay in French; so do the papers, which are the service's.
"""

from flask import redirect, request, session, url_for
from werkzeug.wrappers import Response

from app.core.definition import FormDefinition
from app.core.errors import UnknownAnswers
from app.core.studio import translating
from app.core.studio.translating import FRENCH, LANGUAGES, RIGHT_TO_LEFT
from app.web.access import open_dossier
from app.web.posted import only
from app.web.public.blueprint import blueprint

KEY = "langue"
PREFILLED = "prerempli"
PAGES = {
    "verifier": "public.recap",
    "parties": "public.task_list",
    "non-concerne": "public.not_eligible",
}


def listen() -> None:
    """Before each request: forms speak the visitor's language on their pages, French everywhere else."""
    theirs = (request.endpoint or "").partition(".")[0] == "public"
    translating.speak(session.get(KEY, FRENCH) if theirs else FRENCH)


def chosen() -> str:
    """The language of this visitor."""
    return str(session.get(KEY, FRENCH))


def choose(language: str) -> None:
    """From now on. UnknownAnswers for what no page offers."""
    if language != FRENCH and language not in LANGUAGES:
        raise UnknownAnswers([KEY])
    session[KEY] = language
    translating.speak(language)


def languages_of(definition: FormDefinition) -> list[tuple[str, str, str]]:
    """(code, name in itself, "rtl" or "") of each language of a form, French first."""
    found = [(FRENCH, "Français", "")]
    for code in definition.translations:
        if code in LANGUAGES:
            found.append((code, LANGUAGES[code], "rtl" if code in RIGHT_TO_LEFT else ""))
    return found


@blueprint.post("/demarches/<slug>/langue")
def speak(slug: str) -> Response:
    """/demarches/<slug>/langue · anyone"""
    only(request.form, KEY, PREFILLED)
    choose(request.form.get(KEY, ""))
    token = request.form.get(PREFILLED) or None
    return redirect(url_for("public.start_page", slug=slug, prerempli=token), code=303)


@blueprint.post("/dossiers/<reference>/langue")
def speak_on(reference: str) -> Response:
    """/dossiers/<reference>/langue · holder: on a page that is no step"""
    only(request.form, KEY, "page")
    open_dossier(reference)
    page = PAGES.get(request.form.get("page", ""))
    if page is None:
        raise UnknownAnswers(["page"])
    choose(request.form.get(KEY, ""))
    return redirect(url_for(page, reference=reference), code=303)
