"""What a designer does before a form is published: a closed list of tasks, each with what it still lacks.

A task blocks, or only advises. In an emergency some may be skipped; what would break for the citizen never.
It reads a definition and what others found in it; it publishes nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.core.definition import FormDefinition
from app.core.errors import Problem
from app.core.language import _
from app.core.linting.form_rules import PLACEHOLDER

ACCESSIBILITY = "accessibility"
_TEXTS = frozenset({"placeholder"})  # codes of the linter that are about texts still to write


@dataclass(frozen=True, slots=True)
class Task:
    """`lacks`: each with its place in the draft (a JSON Pointer), cause and fix; `advice`: what could be
    better. `skippable` in an emergency. `confirmed`: for what only the designer can say, None elsewhere."""

    id: str
    title: str
    lacks: tuple[Problem, ...] = ()
    advice: tuple[Problem, ...] = ()
    skippable: bool = True
    confirmed: bool | None = None

    @property
    def done(self) -> bool:
        """Nothing stands in the way of publishing."""
        return not self.lacks and self.confirmed is not False


@dataclass(frozen=True, slots=True)
class Read:
    """What is known of a draft: `linted`, `scenarios` that fail, `refused` by this installation."""

    definition: FormDefinition
    linted: Sequence[Problem]
    scenarios: Sequence[Problem]
    refused: Sequence[Problem]


def tasks(read: Read, *, accessible: bool) -> tuple[Task, ...]:
    """The list, in order. `accessible`: the designer has read the accessibility statement again."""
    listed = tuple(make(read) for make in _TASKS)
    title = _("La déclaration d’accessibilité couvre cette démarche")
    return (*listed, Task(ACCESSIBILITY, title, confirmed=accessible))


def _lack(pointer: str, message: str, fix: str) -> Problem:
    return Problem("", pointer, "task", message, fix)


def _texts(read: Read) -> Task:
    lacks = [one for one in read.linted if one.code in _TEXTS]
    form = read.definition
    if PLACEHOLDER.search(form.title):
        lacks.append(_lack("/title", _("Le titre est provisoire."), _("Écrivez le titre définitif.")))
    if not form.start.summary:
        message = _("Le résumé pour le catalogue manque.")
        lacks.append(_lack("/start/summary", message, _("Une phrase suffit.")))
    advice = (one for one in read.linted if one.code == "missing-text" and one.pointer in ("/start", ""))
    return Task("texts", _("Les textes sont définitifs"), tuple(lacks), tuple(advice))


def _service(read: Read) -> Task:
    service, lacks = read.definition.service, []
    if not (service.email or service.phone):
        message = _("Personne ne sait comment joindre le service.")
        lacks.append(_lack("/service", message, _("Indiquez un téléphone ou une adresse électronique.")))
    return Task("service", _("Le service se présente"), tuple(lacks))


def _legal(read: Read) -> Task:
    """What the person is told of the law and of their data (RGPD art. 13; CRPA L112-8 and on)."""
    legal, lacks = read.definition.legal, []
    if not legal.basis.strip() or PLACEHOLDER.search(legal.basis):
        message = _("Le texte qui fonde la démarche manque.")
        lacks.append(_lack("/legal/basis", message, _("Citez la loi, le décret ou la délibération.")))
    if not legal.purposes:
        message = _("La finalité des données manque.")
        lacks.append(_lack("/legal/purposes", message, _("Dites à quoi servent les réponses.")))
    if not legal.recipients:
        message = _("Les destinataires des données manquent.")
        lacks.append(_lack("/legal/recipients", message, _("Dites qui reçoit les réponses.")))
    return Task("legal", _("La base légale est citée"), tuple(lacks))


def _retention(read: Read) -> Task:
    lacks = []
    if not read.definition.legal.retention_months:
        message = _("La durée de conservation manque.")
        lacks.append(_lack("/legal/retention_months", message, _("Indiquez-la en mois.")))
    return Task("retention", _("La durée de conservation est fixée"), tuple(lacks))


def _silence(read: Read) -> Task:
    """Told, even to say that silence is worth nothing (CRPA L231-1 and L231-4): a blank page says nothing."""
    lacks = []
    if "months" not in read.definition.raw["legal"]["silence"]:
        message = _("Ce que vaut le silence du service n’est pas dit.")
        fix = _("Choisissez : accord, rejet, ou aucune décision attendue.")
        lacks.append(_lack("/legal/silence", message, fix))
    return Task("silence", _("La règle du silence est choisie"), tuple(lacks))


def _dpo(read: Read) -> Task:
    lacks = []
    if not read.definition.legal.dpo.strip():
        message = _("Le contact du délégué à la protection des données manque.")
        lacks.append(_lack("/legal/dpo", message, _("Indiquez son adresse.")))
    return Task("dpo", _("Le délégué à la protection des données est joignable"), tuple(lacks))


def _scenarios(read: Read) -> Task:
    advice = tuple(one for one in read.linted if one.code in ("no-scenario", "scenario-without-today"))
    return Task("scenarios", _("Les scénarios passent"), tuple(read.scenarios), advice)


def _logic(read: Read) -> Task:
    """What would break: never skipped."""
    lacks = (*(one for one in read.linted if one.severity == "error"), *read.refused)
    told = _TEXTS | {"missing-text", "no-scenario", "scenario-without-today"}
    advice = (one for one in read.linted if one.severity == "warning" and one.code not in told)
    return Task("logic", _("Rien ne bloquerait l’usager"), lacks, tuple(advice), skippable=False)


_TASKS: Sequence[Callable[[Read], Task]] = (
    _texts, _service, _legal, _retention, _silence, _dpo, _scenarios, _logic,
)  # fmt: skip


def in_the_way(listed: Sequence[Task], *, emergency: bool) -> tuple[Task, ...]:
    """The tasks that forbid to publish."""
    return tuple(one for one in listed if not one.done and not (emergency and one.skippable))


def skipped(listed: Sequence[Task]) -> tuple[str, ...]:
    """The ids of what an emergency left undone."""
    return tuple(one.id for one in listed if not one.done and one.skippable)


def titles(ids: Sequence[str]) -> Iterator[str]:
    """The titles of these tasks, for what was published without them."""
    for id_ in ids:
        yield _WORDS[id_]() if id_ in _WORDS else id_


_WORDS: Mapping[str, Callable[[], str]] = {
    "texts": lambda: _("textes définitifs"),
    "service": lambda: _("contact du service"),
    "legal": lambda: _("base légale"),
    "retention": lambda: _("durée de conservation"),
    "silence": lambda: _("règle du silence"),
    "dpo": lambda: _("délégué à la protection des données"),
    "scenarios": lambda: _("scénarios"),
    ACCESSIBILITY: lambda: _("déclaration d’accessibilité"),
}
