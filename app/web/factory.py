"""The web application, assembled: blueprints, sessions, CSRF, limits, headers, error pages.

It decides nothing: rights are in `permissions`, refusals in `errors`, headers in `headers`.
"""

import logging
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, url_for
from flask_wtf.csrf import CSRFProtect

from app.core.language import _, ngettext
from app.settings import Settings
from app.usecases.ports import Ports
from app.web import (
    access,
    account,
    assist,
    desk,
    errors,
    filters,
    headers,
    modules,
    permissions,
    public,
    studio,
    uploads,
)
from app.web.once import once
from app.web.public import languages, prefilling
from app.web.sessions import StoredSessions

log = logging.getLogger(__name__)

POST_LIMIT = 512 * 1024  # bytes of one post; `uploads` allows more where files come
PARTS_LIMIT = 4000  # fields in one post: 500 rows of eight cells


def create_app(ports: Ports, settings: Settings) -> Flask:
    """The WSGI application over these ports."""
    app = Flask("app.web", static_url_path="/statique")
    app.extensions["ports"] = ports
    app.extensions["settings"] = settings
    app.config.update(
        SECRET_KEY=ports.keys.digest("csrf"),
        SESSION_COOKIE_NAME="guichet",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        MAX_CONTENT_LENGTH=POST_LIMIT,
        MAX_FORM_MEMORY_SIZE=POST_LIMIT,
        MAX_FORM_PARTS=PARTS_LIMIT,
        WTF_CSRF_TIME_LIMIT=None,  # a step may take an afternoon; the session's own expiry is enough
        SEND_FILE_MAX_AGE_DEFAULT=31_536_000,  # addresses of static files change with their content
    )
    _tell_refused(ports)
    app.session_interface = StoredSessions(ports)
    app.before_request(uploads.allow)  # before the token is read, which reads the whole form
    protection = CSRFProtect(app)
    protection.exempt(prefilling.receive)  # no session is read there, so none can be abused
    app.before_request(permissions.enforce)
    app.before_request(languages.listen)
    app.after_request(headers.secure)
    for blueprint in (
        public.blueprint,
        account.blueprint,
        assist.blueprint,
        desk.blueprint,
        studio.blueprint,
    ):
        app.register_blueprint(blueprint)
    modules.install(app)
    errors.install(app)
    _prepare_templates(app, settings)
    return app


def _tell_refused(ports: Ports) -> None:
    """A form or a workflow with errors is left out, never in silence: the operator reads it at start."""
    for problem in (*ports.workflows.problems(), *ports.forms.problems()):
        if problem.severity == "error":
            log.error("left out: %s", problem)


def _prepare_templates(app: Flask, settings: Settings) -> None:
    """French typography comes from one place: templates write plain spaces before : ; ? ! and in « »."""
    env = app.jinja_env
    env.trim_blocks = env.lstrip_blocks = True
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(  # type: ignore[attr-defined]
        _,
        ngettext,
        newstyle=True,
    )
    filters.install(app)
    env.globals["once"] = once
    site = {
        "name": settings.service_name,
        "under": settings.organisation,
        "own_logo": bool(settings.logo),
        "demonstration": settings.demo,
        "draft_days": settings.draft_life.days,
    }
    folder = Path(app.static_folder or "")

    def asset(filename: str) -> str:
        if filename.endswith(".js"):
            return url_for("module", of=modules.version(str(folder)), filename=filename)
        return url_for("static", filename=filename, v=_version(folder / filename))

    @app.context_processor
    def for_every_page() -> dict[str, object]:
        acting = access.current_acting()
        return {
            "site": site,
            "asset": asset,
            "account": access.current_account(),
            "acting": acting if acting.mode != "autonome" else None,
            "form_language": languages.chosen(),
            "languages_of": languages.languages_of,
        }


@lru_cache(maxsize=64)
def _version(path: Path) -> str:
    """Eight characters of the content's digest: a changed file has a new address."""
    return sha256(path.read_bytes()).hexdigest()[:8] if path.is_file() else "0"
