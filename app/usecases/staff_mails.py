"""What is written to agents about one dossier: it came, it is theirs now, the citizen has written.

Neither the words of a message nor an answer goes into a mail: a number and a link to the desk.
"""

from collections.abc import Callable, Mapping

from app.core.definition import FormDefinition
from app.core.dossier import Dossier, Effect, spell_reference
from app.core.language import _
from app.usecases.ports import Mail, Ports

Letter = tuple[str, str]  # subject, the one paragraph


def _assigned(dossier: Dossier, definition: FormDefinition) -> Letter:
    text = _("Le dossier {reference}, « {form} », vous est attribué.")
    told = text.format(reference=spell_reference(dossier.reference), form=definition.title)
    return _("Un dossier vous est attribué"), told


def _message(dossier: Dossier, definition: FormDefinition) -> Letter:
    text = _("L’usager a écrit au sujet du dossier {reference}, « {form} ».")
    told = text.format(reference=spell_reference(dossier.reference), form=definition.title)
    return _("Nouveau message d’un usager"), told


def _opinion(dossier: Dossier, definition: FormDefinition) -> Letter:
    text = _("Un expert a rendu son avis sur le dossier {reference}, « {form} ».")
    told = text.format(reference=spell_reference(dossier.reference), form=definition.title)
    return _("Avis rendu"), told


def _amendment(dossier: Dossier, definition: FormDefinition) -> Letter:
    text = _("L’usager a répondu à votre proposition de modification, dossier {reference}, « {form} ».")
    told = text.format(reference=spell_reference(dossier.reference), form=definition.title)
    return _("Réponse à une proposition de modification"), told


def _received(dossier: Dossier, definition: FormDefinition) -> Letter:
    text = _("Le dossier {reference}, « {form} », vient d’arriver. Il attend d’être pris en charge.")
    told = text.format(reference=spell_reference(dossier.reference), form=definition.title)
    return _("Nouveau dossier"), told


def _corrected(dossier: Dossier, definition: FormDefinition) -> Letter:
    text = _("L’usager a corrigé le dossier {reference}, « {form} ». Vous pouvez reprendre son examen.")
    told = text.format(reference=spell_reference(dossier.reference), form=definition.title)
    return _("Dossier corrigé"), told


def _unclaimed(dossier: Dossier, definition: FormDefinition) -> Letter:
    text = _("L’usager a écrit au sujet du dossier {reference}, « {form} », que personne n’a en charge.")
    told = text.format(reference=spell_reference(dossier.reference), form=definition.title)
    return _("Nouveau message d’un usager"), told


LETTERS: Mapping[str, Callable[[Dossier, FormDefinition], Letter]] = {
    "assigned": _assigned,
    "message": _message,
    "opinion": _opinion,
    "amendment": _amendment,
    "received": _received,
    "corrected": _corrected,
    "unclaimed": _unclaimed,
}


def send_to_staff(ports: Ports, effect: Effect, name: str) -> None:
    """Send first, then mark, as for citizens. Who no longer signs in is not written to."""
    with ports.store.reading() as tx:
        dossier = tx.dossiers.get(effect.dossier_id)
        definition = tx.definitions.get(dossier.definition_hash)
        account = tx.accounts.get(str(effect.data["account"]))
    if account is not None and account.active and dossier.service_id in account.desk_services():
        subject, text = LETTERS[name](dossier, definition)
        ports.mailer.send(
            Mail(
                id=effect.id,
                to=account.email,
                subject=f"{subject} ({spell_reference(dossier.reference)})",
                paragraphs=(text,),
                action_label=_("Ouvrir le dossier"),
                action_url=f"{ports.base_url}/bureau/dossiers/{dossier.reference}",
                sender_name=definition.service.name,
            )
        )
    with ports.store.transaction() as tx:
        tx.effects.done(effect, ports.clock.now())
