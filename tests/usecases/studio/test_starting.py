"""A draft starts from a model, a schema, a table, the file of a form, with a report; or none is made."""

from json import dumps
from typing import Any

import pytest

from app.core.editing import EditRefused
from app.core.errors import NotFound
from app.usecases import studio
from app.usecases.ports import Ports
from app.usecases.studio import form_files, starting
from app.usecases.studio.starting import StartRefused, Wanted
from tests.plain import plain
from tests.usecases.studio.test_studio import ALI, ELSEWHERE, LEA, SERVICE

Json = Any
SCHEMA = {"type": "object", "properties": {"nom": {"type": "string"}, "age": {"not": {}, "type": "integer"}}}
WANTED = Wanted(SERVICE, "Prêt d’une salle", "fichier")


def test_a_model_is_copied_under_a_name_of_its_own(ports: Ports) -> None:
    model = starting.models(ports)[0]
    draft = starting.from_model(ports, LEA, Wanted(SERVICE, "", ""), model.slug)
    assert plain(draft.title) == plain(f"{model.title} (copie)")
    assert (draft.document["version"], draft.document["service"]["id"]) == (1, SERVICE)
    assert draft.document["schema"] == model.raw["schema"]
    assert "coordonnées" in starting.report_of(ports, LEA, draft.id)[1].report["told"][0]
    with pytest.raises(NotFound):
        starting.from_model(ports, LEA, Wanted("autre", "", ""), model.slug)
    with pytest.raises(NotFound):
        starting.from_model(ports, LEA, WANTED, "absent")
    with pytest.raises(EditRefused):
        starting.from_model(ports, LEA, Wanted(SERVICE, "x" * 400, ""), model.slug)


def test_a_schema_and_a_table_leave_a_report_for_their_designers_only(ports: Ports) -> None:
    made = starting.from_content(ports, LEA, WANTED, dumps(SCHEMA).encode())
    report = starting.report_of(ports, ALI, made.id)[1]
    assert (made.slug, report.source) == ("pret-d-une-salle", "fichier")
    assert {"nom", "age"} == set(made.document["schema"]["properties"])
    assert any(one["pointer"] == "/properties/age/not" for one in report.report["keywords"])
    table = starting.from_content(ports, LEA, WANTED, b"Nom;texte;oui\nJour;date")
    assert (table.slug, list(table.document["schema"]["properties"])) == (
        "pret-d-une-salle-2",
        ["nom", "jour"],
    )
    odd = {"type": "object", "properties": {"nom": {"type": "string"}, "\ud800": {"not": {}}}}
    strange = starting.from_content(
        ports, LEA, Wanted(SERVICE, "Étrange", "a\x00\n.json"), dumps(odd).encode()
    )
    assert starting.report_of(ports, LEA, strange.id)[1].source == "a .json"
    with pytest.raises(NotFound):
        starting.report_of(ports, ELSEWHERE, made.id)
    blank = studio.begin_blank(ports, LEA, SERVICE, "Vide")
    with pytest.raises(NotFound):
        starting.report_of(ports, LEA, blank.id)


def test_the_file_of_a_form_comes_back_in_its_place_or_as_a_new_form(ports: Ports) -> None:
    draft = studio.begin_blank(ports, LEA, SERVICE, "Salle")
    name, text = form_files.exported(ports, LEA, draft.id)
    assert name == "salle-1.guichet.json"
    add = {"verb": "add-question", "kind": "date", "label": "Jour", "to": {"step": "etape-1"}}
    studio.edit(ports, LEA, draft.id, add, based_on=0)
    same = starting.from_content(ports, LEA, WANTED, text.encode())
    back = studio.open_draft(ports, LEA, draft.id)
    assert (same.id, same.revision, back.draft) == (draft.id, 2, same)
    assert back.draft.document == draft.document
    assert studio.undo(ports, LEA, draft.id, based_on=2).draft.document != draft.document
    other = starting.from_content(ports, ELSEWHERE, Wanted("autre", "", "salle.json"), text.encode())
    assert (other.slug, other.service_id, other.document["service"]["id"]) == ("salle-2", "autre", "autre")


BAD = {
    b"{": "JSON illisible",
    b'{"type": "object", "properties": {}}': "ne demande rien",
    b'{"guichet": "formulaire", "format": 7}': "au format 7",
    b'{"slug": "x", "schema": {}, "steps": []}': "manque",
    b"%PDF-1.4 nothing": "abîmé",
    b"PK\x03\x04": "abîmé",
    b"": "aucune question",
}


def test_a_file_that_cannot_be_used_makes_no_draft(ports: Ports) -> None:
    for content, told in BAD.items():
        with pytest.raises(StartRefused) as refused:
            starting.from_content(ports, LEA, WANTED, content)
        assert told in plain(str(refused.value)), content
    assert studio.drafts_of(ports, LEA) == ()
