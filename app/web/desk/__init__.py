"""The desk: the queue of a service, a dossier, the actions of its workflow."""

from app.web.desk.views import blueprint

__all__ = ["blueprint"]
