"""The desk: the queue of a service, a dossier, the actions of its workflow, exports."""

from app.web.desk import exporting  # noqa: F401 - its routes
from app.web.desk.views import blueprint

__all__ = ["blueprint"]
