"""The desk: the queue of a service, a dossier, the actions of its workflow, exports."""

from app.web.desk import (
    amendments,
    annotations,
    batches,
    casework,
    exporting,
    groups,
    labels,
    lists,
    message_templates,
    notices,
    opinions,
    previews,
    routing,
    service_mails,
    statistics,
    team,
    views,
)
from app.web.desk.blueprint import blueprint

__all__ = [
    "amendments",
    "annotations",
    "batches",
    "blueprint",
    "casework",
    "exporting",
    "groups",
    "labels",
    "lists",
    "message_templates",
    "notices",
    "opinions",
    "previews",
    "routing",
    "service_mails",
    "statistics",
    "team",
    "views",
]
