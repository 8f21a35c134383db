"""A draft taken out as one file, and a file read into it in its place: one edit like another, that is undone.

Paths and step ids are those of the file: what was copied twice is updated, never doubled. What a file may not
bring (a layout, a workflow: they are the operator's) is told instead.
"""

from dataclasses import dataclass
from typing import Any

from app.core.account import Account
from app.core.definition.parser import canonical_hash
from app.core.errors import NotFound, Problem
from app.core.language import _
from app.core.studio import FormDraft
from app.core.studio.form_file import FormFile, digest_of, read, written
from app.core.workflow import Workflow
from app.usecases import studio
from app.usecases.ports import Ports
from app.usecases.studio import Opened

Json = Any


@dataclass(frozen=True, slots=True)
class Arrived:
    """The draft after its import, and what the designer should know of it."""

    opened: Opened
    told: tuple[str, ...]


def exported(ports: Ports, account: Account, draft_id: str) -> tuple[str, str]:
    """(name of the file, its text)."""
    draft = studio.read_draft(ports, account, draft_id)
    document = draft.document
    layouts = {name: dict(ports.brought.layout(name)) for name in sorted(set(_layouts(document)))}
    text = written(
        document, _workflow(ports, document), {name: held for name, held in layouts.items() if held}
    )
    return f"{draft.slug}-{document['version']}.guichet.json", text


def _layouts(document: Json) -> tuple[str, ...]:
    return tuple(document.get("documents", {}).values())


def _workflow(ports: Ports, document: Json) -> Workflow | None:
    try:
        return ports.workflows.get(document["workflow"])
    except NotFound:
        return None


def read_in(ports: Ports, account: Account, draft_id: str, file: FormFile, *, based_on: int) -> Arrived:
    """The file in the place of the draft. EditRefused (problems with their pointers), DesignConflict."""
    draft = studio.read_draft(ports, account, draft_id)
    document, told = adapted(ports, draft, file)
    opened = studio.edit(ports, account, draft_id, {"verb": "write", "document": document}, based_on=based_on)
    return Arrived(opened, (*told, *absent(ports, file)))


def adapted(ports: Ports, draft: FormDraft, file: FormFile) -> tuple[Json, tuple[str, ...]]:
    """The definition of the file as this draft may hold it, and what was changed in it."""
    document, told = dict(file.definition), []
    if document.get("version") != draft.document["version"]:
        told.append(_("Le numéro de version reste {n}.").format(n=draft.document["version"]))
        document["version"] = draft.document["version"]
        document.pop("renamed", None)  # its former paths are those of another version
    service = document.get("service")
    if not isinstance(service, dict) or service.get("id") != draft.service_id:
        told.append(_("Le service et ses coordonnées restent les vôtres."))
        document["service"] = draft.document["service"]
    return document, tuple(told)


def absent(ports: Ports, file: FormFile) -> tuple[str, ...]:
    """What the file names and is not the same here: the operator installs it, a file never does."""
    told = []
    for name, files in sorted(file.templates.items()):
        here = ports.brought.layout(name)
        if not here:
            told.append(_("Le modèle de document « {name} » n’est pas installé ici.").format(name=name))
        elif digest_of(here) != digest_of(files):
            told.append(_("Le modèle de document « {name} » est différent ici.").format(name=name))
    return (*told, *_other_workflow(ports, file))


def _other_workflow(ports: Ports, file: FormFile) -> tuple[str, ...]:
    name, content = str(file.workflow.get("name", "")), file.workflow.get("content")
    if not name or not content:
        return ()
    here = _workflow(ports, {"workflow": name})
    if here is None:
        return (_("Le circuit « {name} » n’est pas installé ici.").format(name=name),)
    if here.hash != canonical_hash(content):
        return (_("Le circuit « {name} » est différent ici.").format(name=name),)
    return ()


def placed(file: FormFile, problems: tuple[Problem, ...]) -> list[tuple[int, Problem]]:
    """Each problem of the definition with its line in the file."""
    return [(file.line(problem.pointer), problem) for problem in problems]


__all__ = ["Arrived", "absent", "adapted", "exported", "placed", "read", "read_in"]
