"""What the mails of a dossier say: standard texts, with the variables of `message_words`, so that a service
may read them, change them and come back to them.

It refuses to know who receives them and how they leave.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.core.language import _
from app.core.legal_time.silence import ACCEPTS, NONE
from app.core.workflow import Workflow

BREAK = "\n\n"  # between two paragraphs


@dataclass(frozen=True, slots=True)
class MailText:
    """A subject, and paragraphs with an empty line between them."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Standard:
    """The text as Guichet has it, and the words of the button, which a service does not change."""

    text: MailText
    button: str


@dataclass(frozen=True, slots=True)
class Occasion:
    """A mail (its name in the workflow), and the state of which it tells the arrival."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Told:
    """An occasion as its service knows it. `label` and `tone` are the state's, as the citizen sees it."""

    occasion: Occasion
    label: str
    tone: str
    standard: Standard


def _standard(subject: str, button: str, *paragraphs: str) -> Standard:
    return Standard(MailText(subject, BREAK.join(paragraphs)), button)


def _received(_state: str, _accepts: bool) -> Standard:
    return _standard(
        _("Nous avons reçu votre démarche"),
        _("Suivre mon dossier"),
        _("Nous avons bien reçu votre démarche « {{ demarche }} » le {{ reception }}."),
        _("Son numéro est {{ numero }}. Gardez-le : il vous sera demandé pour toute question."),
        _("Votre accusé de réception et votre formulaire rempli sont sur la page de suivi."),
    )


def _resubmitted(_state: str, _accepts: bool) -> Standard:
    return _standard(
        _("Nous avons reçu vos corrections"),
        _("Suivre mon dossier"),
        _("Nous avons bien reçu vos corrections pour « {{ demarche }} ». L’examen de votre dossier reprend."),
    )


def _correction(_state: str, _accepts: bool) -> Standard:
    return _standard(
        _("Une correction est demandée sur votre dossier"),
        _("Corriger ma demande"),
        _(
            "Pour continuer l’examen de votre démarche « {{ demarche }} », le service a besoin d’une "
            "correction."
        ),
        _("Ouvrez la page de suivi : elle dit ce qu’il faut corriger et vous permet de le faire."),
    )


def _under_review(_state: str, _accepts: bool) -> Standard:
    return _standard(
        _("Votre dossier est en cours d’examen"),
        _("Suivre mon dossier"),
        _(
            "Un agent examine votre démarche « {{ demarche }} ». Vous recevrez un courriel quand il aura "
            "terminé."
        ),
    )


def _decided(state: str, _accepts: bool) -> Standard:
    """A form found complete, or a dossier closed, was the subject of no decision."""
    if state == "complete":
        return _standard(
            _("Votre formulaire est complet"),
            _("Ouvrir mon dossier"),
            _("Le service a relu votre formulaire « {{ demarche }} » : il est complet."),
        )
    if state == "closed":
        return _standard(
            _("Votre dossier est clos sans décision"),
            _("Lire la lettre"),
            _("Votre dossier « {{ demarche }} » est clos sans décision."),
            _("La lettre du service, avec le motif, est sur la page de suivi."),
        )
    return _standard(
        _("Une décision a été prise sur votre dossier"),
        _("Lire la décision"),
        _("Le service a pris une décision sur votre démarche « {{ demarche }} »."),
        _("La lettre de décision est sur la page de suivi. Vous pouvez l’imprimer ou la garder."),
    )


def _implicit(_state: str, accepts: bool) -> Standard:
    """The delay is over without an answer: what that is worth (CRPA L231-1, L231-4, L232-3)."""
    if accepts:
        return _standard(
            _("Votre démarche est acceptée"),
            _("Suivre mon dossier"),
            _(
                "Le service n’a pas répondu à votre démarche « {{ demarche }} » dans le délai prévu : elle "
                "est acceptée."
            ),
            _("Vous pouvez demander au service une attestation de cet accord."),
        )
    return _standard(
        _("Votre démarche est refusée"),
        _("Suivre mon dossier"),
        _("Le service n’a pas répondu à votre démarche « {{ demarche }} » dans le délai : elle est refusée."),
        _("La page de suivi dit comment contester ce refus. Le service peut encore vous répondre."),
    )


def _reopened(_state: str, _accepts: bool) -> Standard:
    return _standard(
        _("Votre dossier est rouvert"),
        _("Suivre mon dossier"),
        _("Le service a rouvert votre dossier « {{ demarche }} » : sa décision est retirée."),
        _("La page de suivi dit pourquoi."),
    )


def _message(_state: str, _accepts: bool) -> Standard:
    return _standard(
        _("Vous avez un message"),
        _("Lire le message"),
        _("Le service vous a écrit au sujet de votre démarche « {{ demarche }} »."),
        _("Lisez-le et répondez sur la page de suivi."),
    )


def _draft_link(_state: str, _accepts: bool) -> Standard:
    return _standard(
        _("Reprendre votre brouillon"),
        _("Reprendre mon brouillon"),
        _("Votre brouillon « {{ demarche }} » est enregistré. Vous pouvez le reprendre quand vous voulez."),
        _("Ce lien est personnel : toute personne qui l’ouvre peut lire et modifier votre brouillon."),
    )


def _amendment(_state: str, _accepts: bool) -> Standard:
    return _standard(
        _("Le service vous propose une modification"),
        _("Lire la proposition"),
        _("En examinant votre démarche « {{ demarche }} », le service vous propose de modifier une réponse."),
        _(
            "Rien ne change sans votre accord : ouvrez la page de suivi, lisez la proposition, puis "
            "acceptez-la ou refusez-la."
        ),
    )


def _amendment_reminder(_state: str, _accepts: bool) -> Standard:
    return _standard(
        _("Rappel : le service attend votre réponse"),
        _("Lire la proposition"),
        _(
            "Il y a une semaine, le service vous a proposé de modifier une réponse de votre démarche "
            "« {{ demarche }} ». Il attend votre accord ou votre refus."
        ),
        _("Sans réponse de votre part, rien ne change."),
    )


def _amended(_state: str, _accepts: bool) -> Standard:
    return _standard(
        _("Une réponse de votre dossier a été modifiée"),
        _("Suivre mon dossier"),
        _("Vous avez accepté une modification de votre démarche « {{ demarche }} »."),
        _("La page de suivi garde l’ancienne et la nouvelle réponse, et votre formulaire mis à jour."),
        _("Si ce n’est pas vous, écrivez au service depuis cette page."),
    )


# name of a mail → its standard text, for the state that the dossier comes to and what silence is worth
STANDARD: Mapping[str, Callable[[str, bool], Standard]] = {
    "received": _received,
    "resubmitted": _resubmitted,
    "correction": _correction,
    "under_review": _under_review,
    "decided": _decided,
    "implicit": _implicit,
    "reopened": _reopened,
    "draft-link": _draft_link,
    "message": _message,
    "amendment": _amendment,
    "amendment-reminder": _amendment_reminder,
    "amended": _amended,
}


def standard(occasion: Occasion, silence: str) -> Standard:
    """The text of this occasion where silence is worth `silence`, as in `silence`. KeyError: no such mail."""
    return STANDARD[occasion.name](occasion.state, silence == ACCEPTS)


def occasions(workflows: Sequence[tuple[Workflow, str]]) -> tuple[Told, ...]:
    """Every mail of these workflows, each with what silence is worth for its form; once each."""
    found: dict[Occasion, Told] = {}
    for workflow, silence in workflows:
        for told in _of_workflow(workflow, silence):
            found.setdefault(told.occasion, told)
    return tuple(found.values())


def _of_workflow(workflow: Workflow, silence: str) -> Iterator[Told]:
    for move in workflow.transitions.values():
        state = workflow.states[move.to]
        for effect in move.effects:
            family, _colon, name = effect.partition(":")
            happens = name != "implicit" or (silence != NONE and (state.tone == "ok") == (silence == ACCEPTS))
            if family == "mail" and name in STANDARD and happens:
                occasion = Occasion(name, state.id)
                yield Told(occasion, state.citizen, state.tone, standard(occasion, silence))
