"""The road of a form from nothing to online, stage by stage, and how far a draft has come on it.

It knows what a stage is and when it is done; it refuses to know pages and addresses.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.core.definition import Field, FormDefinition
from app.core.language import _
from app.core.studio.publication_tasks import ACCESSIBILITY, Task


@dataclass(frozen=True, slots=True)
class Progress:
    """What is known of a draft: its tasks before publication, how many tests were begun, what is served."""

    definition: FormDefinition
    tasks: Sequence[Task]
    tests: int
    online: bool  # a version of this form


@dataclass(frozen=True, slots=True)
class Stage:
    """`id` names it for whoever links to it; `optional`: many good forms do without."""

    id: str
    title: str
    told: str
    done: bool
    optional: bool = False


ENOUGH = 2  # questions: a blank page has one


def stages(progress: Progress | None) -> tuple[Stage, ...]:
    """In the order of the road; None before a draft is begun."""
    return tuple(
        Stage(name, title(), told(), progress is not None and done(progress), name in OPTIONAL)
        for name, title, told, done in _ROAD
    )


def next_stage(listed: Sequence[Stage]) -> Stage | None:
    """The first that must be done and is not; None when all are."""
    return next((stage for stage in listed if not (stage.done or stage.optional)), None)


def _begun(_progress: Progress) -> bool:
    return True


def _asks(progress: Progress) -> bool:
    return len(list(_fields(progress.definition))) >= ENOUGH


def _depends(progress: Progress) -> bool:
    form = progress.definition
    conditions = [part.when for part in form.steps] + [one.when for one in _fields(form)]
    return any(conditions) or any(one.calculated for one in _fields(form))


def _is_complete(progress: Progress) -> bool:
    return all(task.done for task in progress.tasks if task.id != ACCESSIBILITY)


def _tried(progress: Progress) -> bool:
    return progress.tests > 0


def _is_online(progress: Progress) -> bool:
    return progress.online


def _fields(form: FormDefinition) -> Iterator[Field]:
    for step in form.steps:
        for one in step.fields:
            yield one
            yield from one.fields


OPTIONAL = frozenset({"depend"})
Words = Callable[[], str]
# name, title, what to do there, when it is done
_ROAD: tuple[tuple[str, Words, Words, Callable[[Progress], bool]], ...] = (
    ("begin", lambda: _("Commencer un brouillon"), lambda: _(
        "Donnez un titre à la démarche, ou partez d’un modèle, d’un PDF officiel ou d’un tableau. "
        "Personne ne voit un brouillon, et tout est enregistré à mesure."
    ), _begun),
    ("ask", lambda: _("Poser les questions"), lambda: _(
        "Écrivez chaque question comme vous la diriez à l’accueil : la sorte de réponse est devinée. "
        "Une étape par sujet, et seulement ce qui sert à décider."
    ), _asks),
    ("depend", lambda: _("Ne demander que ce qui concerne la personne"), lambda: _(
        "Une condition cache une question à ceux qu’elle ne concerne pas. "
        "Une formule calcule à la place de l’usager. Relisez la phrase que Guichet en fait."
    ), _depends),
    ("sheet", lambda: _("Remplir la fiche"), lambda: _(
        "Le texte qui fonde la démarche, la durée de conservation, ce que vaut le silence, "
        "qui joindre : c’est ce que l’usager lit avant de commencer."
    ), _is_complete),
    ("try", lambda: _("Essayer"), lambda: _(
        "Remplissez la démarche comme un usager, sur un téléphone aussi, puis traitez-la comme un agent. "
        "Envoyez un lien d’essai à un collègue. Rien ne compte, rien ne part."
    ), _tried),
    ("publish", lambda: _("Publier"), lambda: _(
        "La liste dit ce qui manque encore. La démarche est en ligne aussitôt, ou au jour choisi. "
        "Une version publiée ne change plus : pour la suite, vous préparez la suivante."
    ), _is_online),
)  # fmt: skip
