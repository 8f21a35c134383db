"""Forms and workflows kept as files, read once at start.

A broken file is left out and told by its problems, never by silence; the others serve.
What makes a file right is the core's business: here are folders, names and JSON text.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from json import JSONDecodeError, loads
from pathlib import Path
from typing import Any

from app.core.definition import FormDefinition
from app.core.definition.installed import Installed, missing
from app.core.definition.parser import parse
from app.core.errors import DefinitionRefused, NotFound, Problem
from app.core.findings import Findings
from app.core.language import _
from app.core.linting import lint
from app.core.studio.opening import ALWAYS, Opening
from app.core.workflow import Workflow
from app.core.workflow.parser import parse as parse_workflow

Json = Any
_LONGEST_NUMBER = 4000  # digits of an integer, or of the exponent's reach; Python reads 4,300


class FormFiles:
    """`<directory>/<slug>/<version>.json`: the highest version that holds is the current one."""

    def __init__(self, directory: Path, installed: Installed | None = None, *, only: str = "") -> None:
        """only: one slug, for a command that needs no other form and should not wait for them."""
        self._problems: list[Problem] = []
        self._installed = installed  # None: what a definition names elsewhere is not looked for
        current: dict[str, FormDefinition] = {}
        for path in sorted(directory.glob("*/*.json"), key=_version_of):
            if not path.stem.isdecimal():  # a draft, not a version
                continue
            if only and path.parent.name != only:
                continue
            definition = self._read(path, str(path.relative_to(directory.parent)))
            if definition is not None:
                current[definition.slug] = definition
        self._current: Mapping[str, FormDefinition] = current

    def _read(self, path: Path, file: str) -> FormDefinition | None:
        """The definition, or None: its problems were kept."""
        try:
            definition, warnings = read_form(path, file)
        except DefinitionRefused as refused:
            self._problems += refused.problems
            return None
        self._problems += warnings
        absent = missing(definition, self._installed, file=file) if self._installed else ()
        self._problems += absent
        return None if absent else definition

    def published(self) -> Sequence[FormDefinition]:
        """The current version of each form, by title."""
        return sorted(self._current.values(), key=lambda definition: definition.title.casefold())

    def current(self, slug: str) -> FormDefinition:
        """The current version, or NotFound."""
        if slug not in self._current:
            raise NotFound(_("Cette démarche n’existe pas ou n’est plus proposée."))
        return self._current[slug]

    def problems(self) -> Sequence[Problem]:
        """Why files were left out, and warnings, in the order of files."""
        return tuple(self._problems)

    def refused(self, definition: FormDefinition) -> Sequence[Problem]:
        """What the definition names and is not installed here."""
        file = f"{definition.slug}/{definition.version}.json"
        return missing(definition, self._installed, file=file) if self._installed else ()

    def opening(self, slug: str) -> Opening:
        """A file is served as long as it is there."""
        return ALWAYS

    def refresh(self) -> None:
        """Files are read once: a new one is seen by the next start."""


class WorkflowFiles:
    """`<directory>/<name>.json`."""

    def __init__(self, directory: Path) -> None:
        self._workflows: dict[str, Workflow] = {}
        self._problems: list[Problem] = []
        for path in sorted(directory.glob("*.json")):
            try:
                self._workflows[path.stem] = read_workflow(path, str(path.relative_to(directory.parent)))
            except DefinitionRefused as refused:
                self._problems += refused.problems

    def get(self, name: str) -> Workflow:
        """The workflow of this name, or NotFound."""
        if name not in self._workflows:
            raise NotFound(_("Ce circuit de traitement n’existe pas."))
        return self._workflows[name]

    def names(self) -> Sequence[str]:
        """The names of the workflows that hold."""
        return tuple(self._workflows)

    def all(self) -> Mapping[str, Workflow]:
        """Those that hold, by name."""
        return dict(self._workflows)

    def conditions(self) -> Mapping[str, tuple[Json, ...]]:
        """The conditions on answers that their actions have, by name."""
        return {
            name: tuple(move.when for move in workflow.transitions.values() if move.when is not None)
            for name, workflow in self._workflows.items()
        }

    def problems(self) -> Sequence[Problem]:
        """Why files were left out."""
        return tuple(self._problems)


def read_form(path: Path, file: str) -> tuple[FormDefinition, tuple[Problem, ...]]:
    """The definition and its warnings. Raises DefinitionRefused, with `file` as the name in problems."""
    return _judged(_content(path, file), file)


@lru_cache(maxsize=64)
def _judged(content: bytes, file: str) -> tuple[FormDefinition, tuple[Problem, ...]]:
    """Remembered by content, which decides it all: a process that read a form spares its forks."""
    definition = parse(_json(content, file), file=file)
    found = lint(definition, file=file)
    if any(problem.severity == "error" for problem in found):
        raise DefinitionRefused(found)
    return definition, tuple(found)


def read_workflow(path: Path, file: str) -> Workflow:
    """The workflow. Raises DefinitionRefused, with `file` as the name in problems."""
    return parse_workflow(read_json(path, file), name=path.stem, file=file)


def read_json(path: Path, file: str) -> Json:
    """The JSON of a file, other numbers than integers as Decimal. Raises DefinitionRefused.

    A key written twice is refused: one of the two would be lost in silence.
    """
    return _json(_content(path, file), file)


def _content(path: Path, file: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        findings = Findings(file)
        findings.error("", "unreadable", _("Ce fichier ne peut pas être lu."), str(error.strerror))
        raise DefinitionRefused(findings.problems) from None


def _json(content: bytes, file: str) -> Json:
    findings = Findings(file)
    try:
        return loads(
            content.decode("utf-8-sig"),
            parse_int=_integer,
            parse_float=_decimal,
            parse_constant=_no_constant,
            object_pairs_hook=_without_doubles,
        )
    except JSONDecodeError as error:
        message = _("JSON illisible, ligne {line}, colonne {column}.").format(
            line=error.lineno, column=error.colno
        )
        findings.error("", "bad-json", message, _("Vérifiez les virgules, les guillemets et les accolades."))
    except UnicodeDecodeError:
        message = _("Ce fichier n’est pas en UTF-8.")
        findings.error("", "bad-encoding", message, _("Enregistrez-le en UTF-8."))
    except RecursionError:
        message = _("Ce JSON a trop de niveaux.")
        findings.error("", "bad-json", message, _("Vérifiez les accolades et les crochets."))
    except ValueError as error:  # our own two refusals, told by the hooks below
        findings.error("", "bad-json", str(error), _("Corrigez le fichier."))
    raise DefinitionRefused(findings.problems)


def _without_doubles(pairs: Iterable[tuple[str, Json]]) -> dict[str, Json]:
    read: dict[str, Json] = {}
    for key, value in pairs:
        if key in read:
            raise ValueError(_("La clé « {key} » est écrite deux fois dans le même objet.").format(key=key))
        read[key] = value
    return read


def _integer(text: str) -> int:
    if len(text) > _LONGEST_NUMBER:
        raise ValueError(_("« {number}… » est un nombre trop long.").format(number=text[:20]))
    return int(text)


def _decimal(text: str) -> Decimal:
    """An exponent of many digits would break the first calculation."""
    try:
        number = Decimal(text)
        if not number or abs(number.adjusted()) <= _LONGEST_NUMBER:
            return number
    except InvalidOperation:  # no decimal can hold it
        pass
    raise ValueError(_("« {number} » est un nombre trop grand ou trop petit.").format(number=text[:40]))


def _no_constant(name: str) -> Json:
    raise ValueError(_("« {name} » n’est pas un nombre de JSON.").format(name=name))


def _version_of(path: Path) -> tuple[str, int]:
    """Version 10 comes after version 9."""
    return path.parent.name, int(path.stem) if path.stem.isdecimal() else 0


def template_names(directory: Path) -> frozenset[str]:
    """The layouts of documents: the folders that hold a template."""
    return frozenset(path.parent.name for path in directory.glob("*/template.html"))


def template_texts(directory: Path, name: str) -> Mapping[str, str]:
    """The texts of a layout, by file name; {} for one that is not there, or is no name of a folder."""
    if name not in template_names(directory):
        return {}
    return {
        path.name: path.read_text("utf-8") for path in sorted((directory / name).glob("*")) if path.is_file()
    }
