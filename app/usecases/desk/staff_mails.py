"""What is written to agents about one dossier: it came, it is theirs now, the citizen has written.

Neither the words of a message nor an answer goes into a mail: a number and a link to the desk.
"""

from collections.abc import Callable, Mapping

from app.core.dossier import Effect, spell_reference
from app.core.language import _
from app.usecases.ports import Mail, Ports

Letter = tuple[str, str]  # subject, the one paragraph: {reference} and {form} are the dossier's

# Read when a mail leaves, in the language of that moment.
LETTERS: Mapping[str, Callable[[], Letter]] = {
    "assigned": lambda: (
        _("Un dossier vous est attribué"),
        _("Le dossier {reference}, « {form} », vous est attribué."),
    ),
    "message": lambda: (
        _("Nouveau message d’un usager"),
        _("L’usager a écrit au sujet du dossier {reference}, « {form} »."),
    ),
    "opinion": lambda: (
        _("Avis rendu"),
        _("Un expert a rendu son avis sur le dossier {reference}, « {form} »."),
    ),
    "amendment": lambda: (
        _("Réponse à une proposition de modification"),
        _("L’usager a répondu à votre proposition de modification, dossier {reference}, « {form} »."),
    ),
    "received": lambda: (
        _("Nouveau dossier"),
        _("Le dossier {reference}, « {form} », vient d’arriver. Il attend d’être pris en charge."),
    ),
    "corrected": lambda: (
        _("Dossier corrigé"),
        _("L’usager a corrigé le dossier {reference}, « {form} ». Vous pouvez reprendre son examen."),
    ),
    "unclaimed": lambda: (
        _("Nouveau message d’un usager"),
        _("L’usager a écrit au sujet du dossier {reference}, « {form} », que personne n’a en charge."),
    ),
}


def send_to_staff(ports: Ports, effect: Effect, name: str) -> None:
    """Send first, then mark, as for citizens. Who no longer signs in is not written to."""
    with ports.store.reading() as tx:
        dossier = tx.dossiers.get(effect.dossier_id)
        definition = tx.definitions.get(dossier.definition_hash)
        account = tx.accounts.get(str(effect.data["account"]))
    if account is not None and account.active and dossier.service_id in account.desk_services():
        subject, text = LETTERS[name]()
        number = spell_reference(dossier.reference)
        ports.mailer.send(
            Mail(
                id=effect.id,
                to=account.email,
                subject=f"{subject} ({number})",
                paragraphs=(text.format(reference=number, form=definition.title),),
                action_label=_("Ouvrir le dossier"),
                action_url=f"{ports.base_url}/bureau/dossiers/{dossier.reference}",
                sender_name=definition.service.name,
            )
        )
    with ports.store.transaction() as tx:
        tx.effects.done(effect, ports.clock.now())
