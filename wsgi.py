"""The WSGI entry, for any WSGI server: `granian --interface wsgi wsgi:app`, `gunicorn wsgi:app`."""

from app.bootstrap import bootstrap
from app.settings import Settings
from app.web.factory import create_app

settings = Settings.from_env()
app = create_app(bootstrap(settings), settings)
