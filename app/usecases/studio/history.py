"""The log of a draft read back: who did what and when, the form as it was, and the way back there.

Going back is one more edit: nothing of the log is lost, and « Annuler » undoes it.
"""

from dataclasses import dataclass
from typing import Any

from app.core.account import Account
from app.core.editing import EditRefused
from app.core.editing.patches import changes, patched
from app.core.errors import NotFound
from app.core.language import _
from app.core.legal_time import hour_in_words
from app.core.studio import FormDraft, Line
from app.core.versions.comparing import Difference, compare
from app.usecases.ports import Ports, Transaction
from app.usecases.studio import Opened, edit_as, mine
from app.usecases.studio.reading import read

Json = Any
PAGE = 50  # lines
_BATCH = 200  # lines read at once on the way back


@dataclass(frozen=True, slots=True)
class Moment:
    """The form after this line: what would change by going back there, and its document."""

    line: Line
    document: Json
    differences: tuple[Difference, ...]


def history(
    ports: Ports, account: Account, draft_id: str, limit: int = PAGE, before: int = 0
) -> tuple[Line, ...]:
    """The log, the last first; what stands under line `before` when it is given."""
    with ports.store.reading() as tx:
        return tuple(tx.studio.lines.last(mine(tx, account, draft_id).id, limit, before))


def moment(ports: Ports, account: Account, draft_id: str, number: int) -> Moment:
    """The form as line `number` left it. NotFound for a line that there is not."""
    with ports.store.reading() as tx:
        draft = mine(tx, account, draft_id)
        line = tx.studio.lines.get(draft.id, number)
        then = _then(tx, draft, number)
    known = read(draft.document), read(then)
    return Moment(line, then, compare(*known))


def return_to(ports: Ports, account: Account, draft_id: str, number: int, *, based_on: int) -> Opened:
    """The form again as line `number` left it. EditRefused, DesignConflict: nothing is done."""

    def decide(tx: Transaction, draft: FormDraft) -> Json:
        if not 0 < number <= draft.revision:
            raise NotFound
        then = _then(tx, draft, number)
        if then == draft.document:
            raise EditRefused("nothing", _("Le formulaire est déjà ainsi : il n’y a rien à changer."))
        return {"verb": "patch", "changes": changes(draft.document, then)}

    with ports.store.reading() as tx:
        line = tx.studio.lines.get(mine(tx, account, draft_id).id, number)
    said = _("Revenir à {time} : « {told} »").format(time=hour_in_words(line.at), told=line.told)
    return edit_as(ports, account, draft_id, decide, based_on=based_on, words=said)


def _then(tx: Transaction, draft: FormDraft, number: int) -> Json:
    """Each line above taken back, the last first."""
    document, above = draft.document, draft.revision + 1
    while above > number + 1:
        lines = tx.studio.lines.last(draft.id, min(_BATCH, above - number - 1), above)
        for line in lines:
            document = patched(document, line.inverse["changes"])
        above = lines[-1].number
    return document
