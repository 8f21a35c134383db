"""Internal notes: written by agents for agents, never changed, struck out with a reason.

The history says that a note was written; its words stay beside the dossier, and go with it.
"""

from app.core.account import Account
from app.core.desk.casework import NOTE, Struck, Written
from app.core.dossier import Dossier
from app.core.errors import NotFound
from app.core.language import _
from app.core.plain_text import lines, one_line
from app.usecases.desk.on_duty import CaseworkRefused, acting_on, of_my_service
from app.usecases.ports import Ports

LONGEST = 5000


def write(ports: Ports, account: Account, reference: str, body: str) -> Dossier:
    """Keep a note. CaseworkRefused for an empty one."""
    text = words(body, "texte-note")
    with ports.store.transaction() as tx:
        dossier = of_my_service(tx, account, reference)
        now, acting = ports.clock.now(), acting_on(tx, account, dossier)
        tx.casework.texts.add(Written(ports.ids.new(), dossier.id, NOTE, now, acting.actor, text))
        tx.events.append(dossier.id, "note", now, acting)
    return dossier


def strike(ports: Ports, account: Account, reference: str, note_id: str, reason: str) -> Dossier:
    """Strike a note out: it stays readable, with who did it and why. Again changes nothing."""
    told = one_line(reason[:LONGEST])
    with ports.store.transaction() as tx:
        dossier = of_my_service(tx, account, reference)
        if note_id not in {note.id for note in tx.casework.texts.of(dossier.id, NOTE)}:
            raise NotFound
        if not told:
            raise CaseworkRefused(_("Dites pourquoi cette note est rayée."), f"raison-{note_id}")
        now = ports.clock.now()
        if tx.casework.texts.strike(note_id, Struck(now, account.name, told)):
            tx.events.append(dossier.id, "note-struck", now, acting_on(tx, account, dossier))
    return dossier


def words(body: str, place: str) -> str:
    """What was typed, as it is kept. CaseworkRefused tells what is wrong with it."""
    text = lines(body)
    if not text:
        raise CaseworkRefused(_("Écrivez votre texte."), place)
    if len(text) > LONGEST:
        raise CaseworkRefused(
            _("Raccourcissez votre texte : {n} caractères au plus.").format(n=LONGEST), place
        )
    return text
