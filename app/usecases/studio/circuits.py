"""The workflow that new dossiers of a form follow: that of its name, set as its definition wants."""

import logging

from app.core.definition import FormDefinition
from app.core.errors import DefinitionRefused
from app.core.workflow import Workflow
from app.core.workflow.settings import configured
from app.usecases.ports import Ports

log = logging.getLogger(__name__)


def circuit_of(ports: Ports, definition: FormDefinition) -> Workflow:
    """What new dossiers of this form follow. Settings that its workflow no longer takes are left aside:
    the form must go on. NotFound for a workflow that is not installed."""
    workflow = ports.workflows.get(definition.workflow)
    try:
        return configured(workflow, definition.circuit)
    except DefinitionRefused as refused:
        log.warning("settings of %s are left aside: %s", definition.slug, refused)
        return workflow
