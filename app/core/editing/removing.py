"""Questions taken out, with their part of the contract and what mentions them.

What refers to a question is listed first; it goes with the question only when the designer said so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.definition.memory import content
from app.core.editing.contract import without_property
from app.core.editing.outline import Asked, Keys, label_of, question, rows_of
from app.core.editing.readers import Site, pruned_of, sites, within
from app.core.editing.refusals import EditRefused
from app.core.editing.renaming import forgotten, mentions
from app.core.editing.trees import at, changed, without
from app.core.language import _

Json = Any
Gone = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Use:
    """What refers to a question, in French; `question` or `step` is where it stands, "" for neither."""

    told: str
    question: str = ""
    step: str = ""


def users(document: Json, roots: Sequence[str]) -> tuple[Use, ...]:
    """What refers to these questions or to what is in them; they do not count themselves."""

    def gone(path: str) -> bool:
        return any(within(path, root) for root in roots)

    names = tuple(root.removesuffix("[]").rpartition(".")[2].encode() for root in roots)
    found = [
        Use(site.told(), site.owner, _step(document, site))
        for site in sites(document)
        if not gone(site.owner)
        and _names(at(document, site.keys), names)
        and any(map(gone, site.reads(document)))
    ]
    found += [
        Use(_("la règle « {name} », dont c’est la place").format(name=rule["message"]))
        for rule in document.get("checks", ())
        if gone(rule["at"])
    ]
    found += [
        Use(_("le scénario « {name} »").format(name=case["name"]))
        for case in document.get("scenarios", ())
        if any(mentions(case, root) for root in roots)
    ]
    return tuple(dict.fromkeys(found))


def _names(expression: Json, names: Sequence[bytes]) -> bool:
    """Is one of these names in the text of an expression? Whatever reads a question writes its last name at
    least ("item.prenom"): most expressions need not be read."""
    written = content(expression)
    return written is None or any(name in written for name in names)


def _step(document: Json, site: Site) -> str:
    return str(at(document, site.keys[:2])["id"]) if site.part == "step" else ""


def used_by(document: Json, roots: Sequence[str]) -> tuple[str, ...]:
    """The same, in words only."""
    return tuple(dict.fromkeys(use.told for use in users(document, roots)))


def without_questions(document: Json, roots: Sequence[str], *, anyway: bool) -> Json:
    """Without these questions. Raises EditRefused (referred-to) with what uses them, unless `anyway`; and
    when a page or a row would be left with no question."""
    for root in roots:
        question(document, root)
    roots = [root for root in roots if not any(within(root, other) and root != other for other in roots)]
    users = used_by(document, roots)
    if users and not anyway:
        message = _("Cette question sert ailleurs : {uses}. Confirmez pour la retirer de là aussi.")
        raise EditRefused("referred-to", message.format(uses=" ; ".join(users[:20])), references=users)
    document = without_readers(document, roots)
    for root in roots:
        document = _without(document, question(document, root))
    return document


def _without(document: Json, one: Asked) -> Json:
    document = forgotten(document, one.path)
    listed = one.keys[:-1]
    if len(at(document, listed)) == 1:
        raise EditRefused("last-question", alone(document, one))
    return without_property(without(document, one.keys), one.base, one.own)


def alone(document: Json, one: Asked) -> str:
    """Why the last question of a page or of a row stays."""
    if one.rows:
        repeat = question(document, one.rows)
        message = _("C’est la dernière question d’une ligne de « {name} ». Supprimez plutôt « {name} ».")
        return message.format(name=label_of(document, repeat))
    title = at(document, one.keys[:2])["title"]
    message = _("C’est la dernière question de l’étape « {name} ». Supprimez plutôt l’étape.")
    return message.format(name=title)


def without_readers(document: Json, roots: Sequence[str]) -> Json:
    """Conditions lose the clauses that read these questions; formulas and rules that do go away."""

    def gone(path: str) -> bool:
        return any(within(path, root) for root in roots)

    for site in reversed(tuple(sites(document))):
        if gone(site.owner):
            document = _rule(document, site, gone) if site.part in ("check", "formula") else document
        elif any(map(gone, site.reads(document))):
            document = _WITHOUT[site.part](document, site, gone)
    return document


def _clause(document: Json, site: Site, gone: Gone) -> Json:
    return changed(document, site.keys, pruned_of(at(document, site.keys), rows_of(site.owner), gone))


def _rule(document: Json, site: Site, gone: Gone) -> Json:
    return _emptied(document, site.keys[:2])


def _link(document: Json, site: Site, gone: Gone) -> Json:
    return without(document, site.keys[:-1])


def _emptied(document: Json, keys: Keys) -> Json:
    """Without this rule, nor a list that it leaves empty."""
    document = without(document, keys)
    return document if at(document, keys[:-1]) else without(document, keys[:-1])


_WITHOUT = {
    "condition": _clause, "step": _clause, "link": _link,
    "formula": _rule, "check": _rule, "eligibility": _rule,
}  # fmt: skip
