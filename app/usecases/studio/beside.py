"""Designers beside one another: who has a draft open, and what each carries from one form to another."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from app.core.account import Account
from app.core.editing import Edit, EditRefused
from app.core.editing.copying import clip
from app.core.editing.outline import asked, label_of, step_index
from app.core.language import _, ngettext
from app.core.studio import Clip, Presence
from app.usecases.ports import Ports
from app.usecases.studio import mine

Json = Any
HERE = timedelta(seconds=60)  # unseen for longer, a designer has left
_AGAIN = timedelta(seconds=20)  # between two writings of the same thing


def together(ports: Ports, account: Account, draft_id: str, place: str) -> tuple[Presence, ...]:
    """The other designers who have this draft open; that this one looks at `place` is noted. The caller has
    read the draft: who may not does not come here."""
    now = ports.clock.now()
    with ports.store.reading() as tx:
        seen = tx.studio.presences.of(draft_id, now - HERE)
    own = next((one for one in seen if one.account_id == account.id), None)
    if own is None or own.place != place or now - own.seen_at >= _AGAIN:
        with ports.store.transaction() as tx:
            tx.studio.presences.keep(Presence(draft_id, account.id, account.name, place, now))
    return tuple(one for one in seen if one.account_id != account.id)


def copied(ports: Ports, account: Account) -> Clip | None:
    """What this designer copied last, from whatever form."""
    with ports.store.reading() as tx:
        return tx.studio.clips.of(account.id)


def copy_questions(ports: Ports, account: Account, draft_id: str, questions: Sequence[str]) -> Clip:
    """These questions, to be pasted anywhere. EditRefused for one that is gone."""
    with ports.store.transaction() as tx:
        document = mine(tx, account, draft_id).document
        if not questions:
            raise EditRefused("nothing", _("Choisissez au moins une question."))
        content = {"questions": clip(document, questions)}
        kept = Clip(account.id, _told(document, questions), content, ports.clock.now())
        tx.studio.clips.keep(kept)
    return kept


def copy_step(ports: Ports, account: Account, draft_id: str, step_id: str) -> Clip:
    """A whole step with its questions. EditRefused when it is gone."""
    with ports.store.transaction() as tx:
        document = mine(tx, account, draft_id).document
        step = document["steps"][step_index(document, step_id)]
        words = {name: step[name] for name in ("title", "description") if name in step}
        pieces = clip(document, [dress["path"] for dress in step["fields"]])
        told = _("l’étape « {name} »").format(name=step["title"])
        kept = Clip(account.id, told, {"step": words, "questions": pieces}, ports.clock.now())
        tx.studio.clips.keep(kept)
    return kept


def _told(document: Json, questions: Sequence[str]) -> str:
    known = asked(document)
    if len(questions) == 1:
        return _("« {name} »").format(name=label_of(document, known[questions[0]]))
    return ngettext("{n} question", "{n} questions", len(questions)).format(n=len(questions))


def pasted(kept: Clip | None, to: Json) -> Edit:
    """The edit that pastes: questions at `to`, a step after the step of `to`. EditRefused for nothing."""
    if kept is None:
        raise EditRefused("nothing", _("Rien n’est copié. Choisissez une question, puis « Copier »."))
    pieces = kept.content["questions"]
    if "step" in kept.content:
        after = {"after": to["step"]} if "step" in to else {}
        return {"verb": "paste-step", **kept.content["step"], "clip": pieces, **after}
    return {"verb": "paste-questions", "clip": pieces, "to": to}
