"""What is written to the citizen: each mail is data (subject, paragraphs, one link).

Nothing sensitive goes into a mail: no answer, no motive, only a number and a link.
A new mail is one function and one entry in MAILS.
"""

from collections.abc import Callable, Mapping

from app.core.definition import FormDefinition
from app.core.dossier import Dossier, spell_reference
from app.core.language import _
from app.core.legal_time import day_in_words
from app.core.silence import ACCEPTS
from app.usecases.ports import Mail

Letter = tuple[str, tuple[str, ...], str]  # subject, paragraphs, button
Writer = Callable[[Dossier, FormDefinition], Letter]


def _received(dossier: Dossier, definition: FormDefinition) -> Letter:
    sent = dossier.submitted_at or dossier.updated_at
    paragraphs = [
        *_todo(definition),
        _("Nous avons bien reçu votre démarche « {form} » le {date}.").format(
            form=definition.title, date=day_in_words(sent)
        ),
        _("Son numéro est {reference}. Gardez-le : il vous sera demandé pour toute question.").format(
            reference=spell_reference(dossier.reference)
        ),
        _("Votre accusé de réception et votre formulaire rempli sont sur la page de suivi."),
    ]
    return _("Nous avons reçu votre démarche"), tuple(paragraphs), _("Suivre mon dossier")


def _todo(definition: FormDefinition) -> tuple[str, ...]:
    """First of all, what nobody else will do for them."""
    return (_("Ce qu’il vous reste à faire :"), *definition.start.todo) if definition.start.todo else ()


def _resubmitted(dossier: Dossier, definition: FormDefinition) -> Letter:
    text = _("Nous avons bien reçu vos corrections pour « {form} ». L’examen de votre dossier reprend.")
    return (
        _("Nous avons reçu vos corrections"),
        (text.format(form=definition.title),),
        _("Suivre mon dossier"),
    )


def _correction(dossier: Dossier, definition: FormDefinition) -> Letter:
    paragraphs = (
        _(
            "Pour continuer l’examen de votre démarche « {form} », le service a besoin d’une correction."
        ).format(form=definition.title),
        _("Ouvrez la page de suivi : elle dit ce qu’il faut corriger et vous permet de le faire."),
    )
    return _("Une correction est demandée sur votre dossier"), paragraphs, _("Corriger ma demande")


def _under_review(dossier: Dossier, definition: FormDefinition) -> Letter:
    text = _("Un agent examine votre démarche « {form} ». Vous recevrez un courriel quand il aura terminé.")
    return (
        _("Votre dossier est en cours d’examen"),
        (text.format(form=definition.title),),
        _("Suivre mon dossier"),
    )


def _decided(dossier: Dossier, definition: FormDefinition) -> Letter:
    """A form found complete, or a dossier closed, was the subject of no decision."""
    writer = {"complete": _complete, "closed": _closed}.get(dossier.state)
    if writer is not None:
        return writer(definition)
    paragraphs = (
        _("Le service a pris une décision sur votre démarche « {form} ».").format(form=definition.title),
        _("La lettre de décision est sur la page de suivi. Vous pouvez l’imprimer ou la garder."),
    )
    return _("Une décision a été prise sur votre dossier"), paragraphs, _("Lire la décision")


def _implicit(dossier: Dossier, definition: FormDefinition) -> Letter:
    """The delay is over without an answer: what that is worth (CRPA L231-1, L231-4, L232-3)."""
    accepted = definition.legal.silence.rule == ACCEPTS
    text = (
        _("Le service n’a pas répondu à votre démarche « {form} » dans le délai prévu : elle est acceptée.")
        if accepted
        else _("Le service n’a pas répondu à votre démarche « {form} » dans le délai : elle est refusée.")
    )
    after = (
        _("Vous pouvez demander au service une attestation de cet accord.")
        if accepted
        else _("La page de suivi dit comment contester ce refus. Le service peut encore vous répondre.")
    )
    subject = _("Votre démarche est acceptée") if accepted else _("Votre démarche est refusée")
    return subject, (text.format(form=definition.title), after), _("Suivre mon dossier")


def _reopened(dossier: Dossier, definition: FormDefinition) -> Letter:
    text = _("Le service a rouvert votre dossier « {form} » : sa décision est retirée.")
    return (
        _("Votre dossier est rouvert"),
        (text.format(form=definition.title), _("La page de suivi dit pourquoi.")),
        _("Suivre mon dossier"),
    )


def _complete(definition: FormDefinition) -> Letter:
    paragraphs = (
        *_todo(definition),
        _("Le service a relu votre formulaire « {form} » : il est complet.").format(form=definition.title),
        *map(str, definition.paper.get("complete", ())),
    )
    return _("Votre formulaire est complet"), paragraphs, _("Ouvrir mon dossier")


def _closed(definition: FormDefinition) -> Letter:
    paragraphs = (
        _("Votre dossier « {form} » est clos sans décision.").format(form=definition.title),
        _("La lettre du service, avec le motif, est sur la page de suivi."),
    )
    return _("Votre dossier est clos sans décision"), paragraphs, _("Lire la lettre")


def _message(dossier: Dossier, definition: FormDefinition) -> Letter:
    text = _("Le service vous a écrit au sujet de votre démarche « {form} ».")
    return (
        _("Vous avez un message"),
        (text.format(form=definition.title), _("Lisez-le et répondez sur la page de suivi.")),
        _("Lire le message"),
    )


def _amendment(dossier: Dossier, definition: FormDefinition) -> Letter:
    text = _("En examinant votre démarche « {form} », le service vous propose de modifier une réponse.")
    after = _(
        "Rien ne change sans votre accord : ouvrez la page de suivi, lisez la proposition, puis acceptez-la "
        "ou refusez-la."
    )
    subject = _("Le service vous propose une modification")
    return subject, (text.format(form=definition.title), after), _("Lire la proposition")


def _amended(dossier: Dossier, definition: FormDefinition) -> Letter:
    text = _("Vous avez accepté une modification de votre démarche « {form} ».")
    return (
        _("Une réponse de votre dossier a été modifiée"),
        (
            text.format(form=definition.title),
            _("La page de suivi garde l’ancienne et la nouvelle réponse, et votre formulaire mis à jour."),
            _("Si ce n’est pas vous, écrivez au service depuis cette page."),
        ),
        _("Suivre mon dossier"),
    )


def _draft_link(dossier: Dossier, definition: FormDefinition) -> Letter:
    paragraphs = (
        _("Votre brouillon « {form} » est enregistré. Vous pouvez le reprendre quand vous voulez.").format(
            form=definition.title
        ),
        _("Ce lien est personnel : toute personne qui l’ouvre peut lire et modifier votre brouillon."),
    )
    return _("Reprendre votre brouillon"), paragraphs, _("Reprendre mon brouillon")


MAILS: Mapping[str, Writer] = {
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
    "amended": _amended,
}


def write(name: str, mail_id: str, dossier: Dossier, definition: FormDefinition, url: str) -> Mail:
    """The mail of this name for this dossier."""
    subject, paragraphs, button = MAILS[name](dossier, definition)
    service = definition.service
    contact = (service.name, service.organisation, service.phone, service.hours)
    return Mail(
        id=mail_id,
        to=dossier.email,
        subject=f"{subject} ({spell_reference(dossier.reference)})",
        paragraphs=paragraphs,
        action_label=button,
        action_url=url,
        sender_name=service.name,
        signature="\n".join(part for part in contact if part),
    )
