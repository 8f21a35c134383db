"""A form as one file: its definition with texts and scenarios, the workflow and the layouts that it names.

Written with a digest and a format number; read strictly, from anybody. It refuses to know drafts and
databases.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from json import dumps
from typing import Any

from app.core.closeness import suggestion
from app.core.definition.parser import canonical_hash
from app.core.definition.plain_json import plain
from app.core.editing.refusals import EditRefused
from app.core.editing.verbs import check_json
from app.core.errors import GuichetError
from app.core.json_text.reading import JsonRefused, Lines, lines_of, read_text
from app.core.language import _
from app.core.workflow import Workflow

Json = Any
KIND, FORMAT = "formulaire", 1
LARGEST = 5_000_000  # bytes: as for a schema
_KEYS = ("guichet", "format", "digest", "definition", "workflow", "templates")
_BARE = {"slug", "schema", "steps"}  # what shows a definition that comes without its envelope
Templates = Mapping[str, Mapping[str, str]]  # layout → file → text


class FormFileRefused(GuichetError):
    """The file cannot be read in: what is wrong, and how to mend it."""

    code = "form-file-refused"


@dataclass(frozen=True, slots=True)
class FormFile:
    """What was read. `inside` is where the definition stands in the text, "" when it is the whole."""

    definition: Json
    lines: Lines
    inside: str = ""
    workflow: Mapping[str, Json] = field(default_factory=dict)
    templates: Templates = field(default_factory=dict)

    def line(self, pointer: str) -> int:
        """The line of a place of the definition."""
        return self.lines.of(self.inside + pointer)


def written(definition: Json, workflow: Workflow | None, templates: Templates) -> str:
    """The file: JSON that a person can read and compare."""
    held: dict[str, Json] = {
        "definition": definition,
        "workflow": {"name": workflow.name, "content": plain(workflow.raw)} if workflow else {},
        "templates": templates,
    }
    whole = {"guichet": KIND, "format": FORMAT, "digest": digest(held), **held}
    return dumps(whole, ensure_ascii=False, indent=2) + "\n"


def digest(held: Mapping[str, Json]) -> str:
    """SHA-256 of what the file holds, whatever its spaces and the order of its keys."""
    return "sha256:" + canonical_hash({key: held.get(key) for key in ("definition", "workflow", "templates")})


def digest_of(files: Mapping[str, str]) -> str:
    """SHA-256 of a layout: two that print the same have the same."""
    return sha256(dumps(files, sort_keys=True).encode()).hexdigest()


def read(content: bytes) -> FormFile:
    """What the file holds. Raises FormFileRefused; nothing else, whatever the bytes."""
    text = _text(content)
    try:
        raw = read_text(text)
        check_json(raw)
    except (JsonRefused, EditRefused) as refused:
        raise FormFileRefused(str(refused)) from None
    if not isinstance(raw, dict):
        raise _not_ours()
    if "guichet" not in raw and raw.keys() >= _BARE:
        return FormFile(raw, lines_of(text))
    _check(raw)
    return FormFile(
        raw["definition"], lines_of(text), "/definition", raw.get("workflow", {}), raw.get("templates", {})
    )


def is_form(content: bytes) -> bool:
    """Is this the file of a form, and not another JSON? What is wrong in it is told by `read`."""
    try:
        raw = read_text(_text(content))
    except (FormFileRefused, JsonRefused):
        return False
    return isinstance(raw, dict) and ("guichet" in raw or raw.keys() >= _BARE)


def _text(content: bytes) -> str:
    if len(content) > LARGEST:
        raise FormFileRefused(_("Ce fichier dépasse {n} Mo.").format(n=LARGEST // 1_000_000))
    if content.startswith(b"PK"):
        message = _("Ce fichier est une archive ZIP, qui n’est pas ouverte. ")
        raise FormFileRefused(message + _("Importez le fichier .json, tel qu’il a été exporté."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _not_ours() from None


def _not_ours() -> FormFileRefused:
    message = _("Ce fichier n’est pas un formulaire exporté de Guichet.")
    return FormFileRefused(f"{message} {_('Importez le fichier .json, tel qu’il a été exporté.')}")


def _check(raw: Mapping[str, Json]) -> None:
    """The envelope: its kind, its format, nothing unknown, and the digest when it is there."""
    if raw.get("guichet") != KIND:
        raise _not_ours()
    if raw.get("format") != FORMAT:
        message = _("Ce fichier est au format {found} ; cette version de Guichet lit le format {known}.")
        fix = _("Exportez-le d’un Guichet de la même version, ou mettez Guichet à jour.")
        told = message.format(found=str(raw.get("format"))[:20], known=FORMAT)
        raise FormFileRefused(f"{told} {fix}")
    unknown = next((key for key in raw if key not in _KEYS), None)
    if unknown is not None:
        message = _("« {name} » n’est pas attendu dans ce fichier.").format(name=unknown[:60])
        raise FormFileRefused(f"{message} {suggestion(unknown[:60], _KEYS)}".strip())
    if not isinstance(raw.get("definition"), dict) or not _well_shaped(raw):
        raise FormFileRefused(_("Il manque une partie de ce fichier : exportez-le de nouveau."))
    if "digest" in raw and raw["digest"] != digest(raw):
        message = _("Ce fichier a changé depuis son export : son empreinte ne correspond plus.")
        fix = _("Si vous l’avez modifié vous-même, retirez sa ligne « digest », puis importez-le.")
        raise FormFileRefused(f"{message} {fix}")


def _well_shaped(raw: Mapping[str, Json]) -> bool:
    workflow, templates = raw.get("workflow", {}), raw.get("templates", {})
    if not isinstance(workflow, dict) or not isinstance(templates, dict):
        return False
    files = [
        one for held in templates.values() for one in (held.values() if isinstance(held, dict) else (0,))
    ]
    return all(isinstance(one, str) for one in files)
