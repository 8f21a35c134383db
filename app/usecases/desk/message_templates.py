"""Texts that a service writes often, with variables: made by its manager, used by its agents in messages."""

from collections.abc import Sequence
from dataclasses import replace

from app.core.account import Account
from app.core.desk.casework import MessageTemplate
from app.core.language import _
from app.core.plain_text import lines
from app.core.texts.message_words import filled, unknown
from app.usecases.desk.notes import words
from app.usecases.desk.on_duty import CaseworkRefused, of_my_service, require_manager
from app.usecases.desk.service_words import free_name, managed
from app.usecases.ports import Ports

LONGEST_NAME, MOST = 60, 50


def of_my_services(ports: Ports, account: Account) -> Sequence[MessageTemplate]:
    """Those of the services that this account manages, by name."""
    with ports.store.reading() as tx:
        return tx.casework.templates.of(account.services("manager"))


def make(ports: Ports, account: Account, service_id: str, name: str, body: str) -> MessageTemplate:
    """A new text of the service. CaseworkRefused, or NotFound for a service that is not managed."""
    require_manager(account, service_id)
    with ports.store.transaction() as tx:
        known = tx.casework.templates.of([service_id])
        if len(known) >= MOST:
            raise CaseworkRefused(_("Le service a déjà {n} modèles : supprimez-en un.").format(n=MOST), "nom")
        template = MessageTemplate(
            ports.ids.new(), service_id, free_name(name, known, LONGEST_NAME), _checked(body)
        )
        tx.casework.templates.add(template)
    return template


def change(ports: Ports, account: Account, template_id: str, name: str, body: str) -> MessageTemplate:
    """Another name or text; messages already sent keep theirs. CaseworkRefused, or NotFound."""
    with ports.store.transaction() as tx:
        template, others = managed(tx.casework.templates, account, template_id)
        changed = replace(template, name=free_name(name, others, LONGEST_NAME), body=_checked(body))
        tx.casework.templates.change(changed)
    return changed


def delete(ports: Ports, account: Account, template_id: str) -> MessageTemplate:
    """Forget it."""
    with ports.store.transaction() as tx:
        template, _others = managed(tx.casework.templates, account, template_id)
        tx.casework.templates.delete(template.id)
    return template


def text_for(ports: Ports, account: Account, reference: str, template_id: str) -> str:
    """The text filled for this dossier, "" when its service has no such template."""
    with ports.store.reading() as tx:
        dossier = of_my_service(tx, account, reference)
        definition = tx.definitions.get(dossier.definition_hash)
        known = tx.casework.templates.of([dossier.service_id])
    found = next((one for one in known if one.id == template_id), None)
    return filled(found.body, dossier, definition) if found else ""


def _checked(body: str) -> str:
    text = words(lines(body), "texte")
    wrong = unknown(text)
    if wrong:
        raise CaseworkRefused(wrong, "texte")
    return text
