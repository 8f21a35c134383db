"""Refusals as calm pages: what is safe, what to do, and a code to give on the telephone.

One table maps the core's reasons to HTTP; a page never shows a traceback nor a value typed.
"""

import logging
from collections.abc import Callable

from flask import (
    Flask,
    Response,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, default_exceptions
from werkzeug.wrappers import Response as BaseResponse

from app.core.errors import (
    AnswersIncomplete,
    DraftConflict,
    FileRefused,
    FormClosed,
    FormRenewed,
    GuichetError,
    MandateNotValid,
    NotAllowed,
    NotDeclared,
    NotEditable,
    NotEligible,
    NotFound,
    NotScanned,
    StepNotReachable,
    Throttled,
    TransitionNotAllowed,
    UnknownAnswers,
)
from app.core.language import _
from app.web import uploads
from app.web.access import current_account, ports

log = logging.getLogger(__name__)

STATUS: dict[type[GuichetError], int] = {
    UnknownAnswers: 400,
    NotAllowed: 403,
    MandateNotValid: 403,
    NotFound: 404,
    FormClosed: 409,
    FormRenewed: 409,
    NotEditable: 409,
    NotEligible: 409,
    StepNotReachable: 409,
    AnswersIncomplete: 409,
    NotScanned: 409,
    TransitionNotAllowed: 409,
    DraftConflict: 409,
    NotDeclared: 422,
    FileRefused: 422,
    Throttled: 429,
}

UNREACHABLE = "database-unreachable"  # the code of the adapter's refusal, which the web cannot import

# status → title, then what to do
WORDS: dict[int, Callable[[], tuple[str, str]]] = {
    400: lambda: (
        _("La demande reçue n’a pas été comprise"),
        _("Revenez à la page précédente, rechargez-la, puis recommencez."),
    ),
    403: lambda: (
        _("Vous n’avez pas accès à cette page"),
        _("Si vous pensez y avoir droit, connectez-vous avec un autre compte ou contactez le service."),
    ),
    404: lambda: (
        _("Cette page n’existe pas"),
        _("Vérifiez l’adresse, ou repartez de l’accueil. Si vous cherchez votre dossier, "
          "ouvrez-le avec son numéro et son code."),
    ),
    405: lambda: (
        _("Cette page ne s’ouvre pas ainsi"),
        _("Repartez de l’accueil, ou revenez à la page précédente."),
    ),
    409: lambda: (
        _("Cette action n’est plus possible"),
        _("Rouvrez le dossier pour voir où il en est."),
    ),
    413: lambda: (
        _("Ce que vous envoyez est trop volumineux"),
        _("Raccourcissez le texte ou allégez le fichier, puis recommencez."),
    ),
    422: lambda: (
        _("Une réponse est à corriger"),
        _("Revenez à la page précédente et vérifiez ce que vous avez saisi."),
    ),
    429: lambda: (
        _("Trop d’essais en peu de temps"),
        _("C’est une protection de vos données. Patientez quelques minutes, puis réessayez."),
    ),
    503: lambda: (
        _("Le service est momentanément indisponible"),
        _("Patientez une minute, puis rechargez la page. Si cela recommence, contactez le service "
          "en donnant le code ci-dessous."),
    ),
    500: lambda: (
        _("Le service a rencontré un problème"),
        _("Patientez une minute, puis rechargez la page. Si cela recommence, contactez le service "
          "en donnant le code ci-dessous."),
    ),
}  # fmt: skip


def install(app: Flask) -> None:
    """Handle every refusal of the core, of HTTP, and what was not foreseen."""
    app.register_error_handler(StepNotReachable, _to_step)
    app.register_error_handler(AnswersIncomplete, _to_step)
    app.register_error_handler(FormRenewed, _to_news)
    app.register_error_handler(NotEditable, _to_follow_up)
    app.register_error_handler(NotEligible, _to_way_out)
    app.register_error_handler(GuichetError, _refusal)
    app.register_error_handler(CSRFError, _expired)
    for status in default_exceptions:
        app.register_error_handler(status, _http)
    app.register_error_handler(Exception, _unforeseen)
    app.logger.addFilter(_not_flask_s_own)


def _to_step(refusal: StepNotReachable | AnswersIncomplete) -> BaseResponse | Response:
    """Not a mistake of the person: lead them to the step where they are."""
    step_id = refusal.redirect_to if isinstance(refusal, StepNotReachable) else refusal.step_id
    reference = (request.view_args or {}).get("reference")
    if reference is None:
        return _refusal(refusal)
    return redirect(url_for("public.step", reference=reference, step_id=step_id), code=303)


def _to_way_out(refusal: NotEligible) -> BaseResponse | Response:
    """The page that says why, and where to go."""
    reference = (request.view_args or {}).get("reference")
    if reference is None or request.blueprint != "public":
        return _refusal(refusal)
    return redirect(url_for("public.not_eligible", reference=reference), code=303)


def _to_news(refusal: FormRenewed) -> BaseResponse | Response:
    """The page that tells what a new version of the form changes to this draft."""
    reference = (request.view_args or {}).get("reference")
    if reference is None:
        return _refusal(refusal)
    return redirect(url_for("public.renewed", reference=reference), code=303)


def _to_follow_up(refusal: NotEditable) -> BaseResponse | Response:
    reference = (request.view_args or {}).get("reference")
    if reference is None or request.blueprint != "public":
        return _refusal(refusal)
    return redirect(url_for("public.follow", reference=reference), code=303)


def _refusal(refusal: GuichetError) -> Response:
    """Only what the table knows is shown with its sentence: any other text was written for an operator."""
    status = next((STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS), None)
    if status is None:
        return _unforeseen(refusal)
    if isinstance(refusal, UnknownAnswers):
        # %r: a name with line breaks must not write lines of its own in the log
        log.warning("Unknown posted fields at %s: %r", _where(), [n[:60] for n in refusal.names[:20]])
    response = page(status, sentence=str(refusal))
    if isinstance(refusal, Throttled):
        response.headers["Retry-After"] = str(refusal.retry_in)
    return response


def _expired(refusal: CSRFError) -> Response:
    log.warning("CSRF refused at %s: %s", _where(), refusal.description)
    return page(
        400,
        title=_("Votre session a pris fin"),
        sentence=_("Vos réponses enregistrées sont conservées."),
        what=_("Cette page est restée ouverte longtemps, ou l’ordinateur a été effacé. Rouvrez votre dossier "
               "avec son numéro et son code, ou par le lien reçu par courriel."),
        back=_reopening(),
    )  # fmt: skip


def _reopening() -> tuple[str, str] | None:
    """The way back into the dossier of the address, for whoever is no staff."""
    if request.blueprint != "public":
        return None
    reference = (request.view_args or {}).get("reference")
    return _("Rouvrir mon dossier"), url_for("public.follow_entry", numero=reference)


def _not_flask_s_own(record: logging.LogRecord) -> bool:
    """Flask logs a failure with its whole address; `_unforeseen` has told it already, without."""
    return not str(record.msg).startswith("Exception on")


def _where() -> str:
    """The route, never the address: that of a mailed link holds a code."""
    return request.endpoint or "no route yet"


def _http(refusal: HTTPException) -> BaseResponse | Response:
    if refusal.response is not None:
        return make_response(refusal.response)  # a redirection
    status = refusal.code or 500
    if isinstance(refusal, InternalServerError):
        return _unforeseen(refusal.original_exception or refusal)
    if status == 413:
        return _too_large()
    response = page(status)
    if refusal.get_headers() and status == 405:
        response.headers.extend(h for h in refusal.get_headers() if h[0] == "Allow")
    return response


def _too_large() -> Response:
    """What was saved is safe; the step that was being filled in, or the dossier, is one link away."""
    log.warning("Oversized post refused at %s", _where())
    if request.endpoint not in {uploads.STEP, *uploads.MESSAGES}:
        return page(413)
    what = _("Choisissez des fichiers plus légers, ou ajoutez-les un par un. Ce que vous veniez de saisir "
             "sur cette page est à saisir à nouveau.")  # fmt: skip
    step = request.endpoint == uploads.STEP
    label = _("Revenir à l’étape") if step else _("Revenir au dossier")
    return page(413, what=what, back=(label, request.path.removesuffix("/messages")))


def _unforeseen(mishap: BaseException) -> Response:
    """The only broad catch of the web: logged whole, with the code that the page shows."""
    code = ports().ids.new()[:8]
    log.error("Unforeseen failure %s at %s %s", code, request.method, _where(), exc_info=mishap)
    return page(503 if getattr(mishap, "code", "") == UNREACHABLE else 500, code=code)


def page(
    status: int, *, title: str = "", sentence: str = "", what: str = "", code: str = "",
    back: tuple[str, str] | None = None,
) -> Response:  # fmt: skip
    """The page of a refusal; `back` is the link to take up again, its words and its address."""
    known_title, known_what = WORDS.get(status, WORDS[500 if status >= 500 else 400])()
    words: dict[str, object] = {
        "title": title or known_title,
        "sentence": sentence,
        "what": what or known_what,
        "code": f"{status}-{code}" if code else str(status),
    }
    if status >= 500:  # without context processors: they would ask the database, which may be the matter
        return make_response(current_app.jinja_env.get_template("errors/plain.html").render(words), status)
    words |= {"ways": _ways(back), "kept": bool(session.get("dossiers")) and "conservées" not in sentence}
    return make_response(render_template("errors/page.html", **words), status)


def _ways(back: tuple[str, str] | None) -> list[tuple[str, str]]:
    """Where to go from here, the first as a button: staff go back to their work."""
    account = current_account()
    ways = [back] if back else []
    if account is not None and account.desk_services():
        ways.append((_("Revenir à la liste"), url_for("desk.queue")))
    if account is not None and account.has_role("adviser"):
        ways.append((_("Revenir à mon espace"), url_for("assist.space")))
    if account is None:
        ways.append((_("Revenir à l’accueil"), url_for("public.catalogue")))
        ways.append((_("Ouvrir mon dossier"), url_for("public.follow_entry")))
    return ways or [(_("Revenir à l’accueil"), url_for("public.catalogue"))]
