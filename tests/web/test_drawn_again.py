"""A page of the builder made with what is kept from one edit to the next is the page made of nothing kept."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from app.usecases import studio
from app.usecases.latest import Latest
from app.usecases.ports import Ports
from app.usecases.studio import reading
from app.web import once
from app.web.studio import preview
from bench.studio import a_dozen
from tests.core.large_forms import hundred, path
from tests.web.designers import a_designer
from tests.web.page import form_values
from tests.web.pages import Visitor
from tests.web.staff import signed_in

Json = Any
_KEPT = ((reading, "_read"), (reading, "_linted"), (reading, "_readers"), (reading, "_linters"),
         (once, "_drawn"), (preview, "_drawn"))  # fmt: skip
# (form, its edits): each is posted from the page of the question that it is about
FORMS: tuple[tuple[Callable[[], Json], tuple[dict[str, str], ...]], ...] = (
    (
        hundred,
        (
            {"action": "nommer", "question": path(50), "libelle": "Renommée <b>50</b>"},
            {"action": "ajouter", "question": path(50), "etape": "etape-5", "libelle": "Date du jour"},
            {"action": "enregistrer", "question": path(50), "aide": "Une aide", "obligatoire": "oui"},
            {"action": "condition", "question": path(51), "faire": "texte", "expression": f"{path(2)} > 4"},
            {
                "action": "condition",
                "question": path(53),
                "faire": "texte",
                "expression": f"{path(1)} = vrai",
            },
            {"action": "deplacer", "question": path(100), "vers": f"apres:{path(99)}"},
            {"action": "changer-sorte", "question": path(100), "sorte": "date"},
            {"action": "supprimer", "question": path(60), "confirme": "oui"},
            {"action": "renommer", "question": path(10), "chemin": "ailleurs.dix"},
            {"action": "enregistrer-etape", "etape": "etape-9", "titre": "Presque la fin"},
        ),
    ),
    (
        a_dozen,
        (
            {"action": "ajouter:repeat", "question": "q6", "etape": "etape-1", "libelle": "Enfants"},
            {"action": "nommer", "question": "q9", "libelle": "Loyer"},
            {"action": "enregistrer-etape", "etape": "suite", "titre": "La fin", "texte": "Pour finir"},
            {"action": "supprimer", "question": "q3", "confirme": "oui"},
            {"action": "dupliquer", "question": "q7"},
        ),
    ),
)


@pytest.mark.parametrize(("make", "edits"), FORMS, ids=["hundred", "dozen"])
def test_the_page_after_each_edit_is_the_page_of_a_first_opening(
    application: Flask, ports: Ports, monkeypatch: pytest.MonkeyPatch, make: Any, edits: Any
) -> None:
    lea = a_designer(ports)
    visitor = signed_in(application, lea)
    draft = studio.begin_blank(ports, lea, lea.memberships[0].service_id, "Essai")
    document = {**make(), "slug": draft.slug, "service": draft.document["service"]}
    studio.edit(ports, lea, draft.id, {"verb": "write", "document": document}, based_on=0)
    root = f"/atelier/brouillons/{draft.id}"
    for edit in edits:
        address = _edited(visitor, root, edit)
        _same_when_nothing_is_kept(visitor, address, monkeypatch)
    visitor.post(f"{root}/annuler", _held(visitor, root))
    _same_when_nothing_is_kept(visitor, root, monkeypatch)


def _held(visitor: Visitor, root: str) -> dict[str, Any]:
    values = form_values(visitor.get(root).form("revision"))
    return {name: values[name] for name in ("csrf_token", "revision")}


def _edited(visitor: Visitor, root: str, edit: dict[str, str]) -> str:
    """The address of the page after this edit."""
    posted = {**_held(visitor, root), **edit}
    way = root
    if edit["action"] == "condition":
        del posted["action"]
        way = f"{root}/condition"
    return visitor.post(way, posted).url


def _same_when_nothing_is_kept(visitor: Visitor, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = _bare(visitor.get(address).source)
    with monkeypatch.context() as emptied:
        for module, name in _KEPT:
            emptied.setattr(module, name, Latest(50))
        assert _bare(visitor.get(address).source) == kept


def _bare(html: str) -> str:
    """Without the token, which is another each time."""
    return re.sub(r'name="csrf_token" value="[^"]+"', "", html)
