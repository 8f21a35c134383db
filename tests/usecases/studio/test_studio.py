"""Designers at work on drafts of forms, on a real database: edits, undo, two at once, publication."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DatabaseError

from app.adapters.database.published import PublishedForms
from app.core.account import Account, Membership
from app.core.editing import EditRefused, as_text
from app.core.errors import NotFound
from app.usecases import fill, studio
from app.usecases.ports import Ports
from app.usecases.studio import choosing_circuit, publish_form
from app.usecases.studio import history as studio_history

Json = Any
SERVICE = "ccas"
LEA = Account("lea", "lea@exemple.fr", "Léa Martin", "Ville", memberships=(Membership(SERVICE, "designer"),))
ALI = replace(LEA, id="ali", email="ali@exemple.fr", name="Ali Benali")
ELSEWHERE = replace(LEA, id="eve", memberships=(Membership("autre", "designer"),))
AGENT = replace(LEA, id="zoe", memberships=(Membership(SERVICE, "agent"),))


def _add(label: str, kind: str = "text") -> Json:
    return {"verb": "add-question", "kind": kind, "label": label, "to": {"step": "etape-1"}}


DELETE = {"verb": "delete-questions", "questions": ["nom"]}


def _plain(words: object) -> str:
    return str(words).replace("\u00a0", " ").replace("\u202f", " ")


def test_an_hour_of_work_is_undone_and_done_again_from_the_log(ports: Ports) -> None:
    """Undo and redo go as far as the log, which only grows; a new edit ends what could be done again."""
    draft = studio.begin_blank(ports, LEA, SERVICE, "Prêt d’une salle")
    texts = [as_text(draft.document)]
    for number in range(5):
        opened = studio.edit(ports, LEA, draft.id, _add(f"Nom {number}"), based_on=number)
        texts.append(as_text(opened.draft.document))
    assert _plain(opened.undo) == "Ajouter « Nom 4 »"
    for number in range(5):
        opened = studio.undo(ports, LEA, draft.id, based_on=5 + number)
        assert as_text(opened.draft.document) == texts[4 - number]
    with pytest.raises(EditRefused):
        studio.undo(ports, LEA, draft.id, based_on=10)
    for number in range(3):
        opened = studio.redo(ports, LEA, draft.id, based_on=10 + number)
        assert as_text(opened.draft.document) == texts[number + 1]
    opened = studio.undo(ports, LEA, draft.id, based_on=13)
    assert as_text(opened.draft.document) == texts[2]
    opened = studio.redo(ports, LEA, draft.id, based_on=14)
    assert (as_text(opened.draft.document), _plain(opened.redo)) == (texts[3], "Ajouter « Nom 3 »")
    opened = studio.edit(ports, LEA, draft.id, _add("Autre"), based_on=15)
    assert opened.redo == ""
    opened = studio.undo(ports, LEA, draft.id, based_on=16)
    assert as_text(opened.draft.document) == texts[3]
    assert as_text(studio.open_draft(ports, LEA, draft.id).draft.document) == texts[3]
    assert [line.number for line in studio_history.history(ports, LEA, draft.id)] == list(range(17, 0, -1))


def test_two_designers_at_once_see_each_other_and_overwrite_nothing(ports: Ports) -> None:
    draft = studio.begin_blank(ports, LEA, SERVICE, "Salle")
    studio.edit(ports, LEA, draft.id, _add("Nom"), based_on=0)
    studio.edit(ports, LEA, draft.id, DELETE, based_on=1)
    with pytest.raises(studio.DesignConflict) as met:
        studio.edit(ports, ALI, draft.id, DELETE, based_on=1)
    assert "Léa Martin a changé cela à" in _plain(met.value)
    assert "« Supprimer « Nom » »" in _plain(met.value)
    opened = studio.edit(ports, ALI, draft.id, _add("Prénom"), based_on=1)  # touches nothing of hers
    assert opened.draft.revision == 3
    with pytest.raises(studio.DesignConflict, match="Ali"):
        studio.undo(ports, LEA, draft.id, based_on=2)
    for stale in (-1, 4, 99):
        with pytest.raises(studio.DesignConflict):
            studio.edit(ports, LEA, draft.id, _add("Ville"), based_on=stale)
    assert studio.open_draft(ports, LEA, draft.id).draft.revision == 3


def test_a_draft_belongs_to_the_designers_of_its_service(ports: Ports) -> None:
    draft = studio.begin_blank(ports, LEA, SERVICE, "Salle")
    assert [one.id for one in studio.drafts_of(ports, ALI)] == [draft.id]
    assert studio.drafts_of(ports, ELSEWHERE) == studio.drafts_of(ports, AGENT) == ()
    for stranger in (ELSEWHERE, AGENT):
        for act in (
            lambda who: studio.open_draft(ports, who, draft.id),
            lambda who: studio_history.history(ports, who, draft.id),
            lambda who: studio.edit(ports, who, draft.id, _add("Nom"), based_on=0),
            lambda who: studio.undo(ports, who, draft.id, based_on=0),
            lambda who: studio.begin_blank(ports, who, SERVICE, "Salle"),
            lambda who: publish_form.publish(ports, who, draft.id, based_on=0),
        ):
            with pytest.raises(NotFound):
                act(stranger)
    with pytest.raises(NotFound):
        studio.open_draft(ports, LEA, "absent")


def test_a_hostile_edit_leaves_the_draft_intact(ports: Ports) -> None:
    draft = studio.begin_blank(ports, LEA, SERVICE, "Salle")
    for hostile in (None, {"verb": "x"}, _add("x" * 1_000_000), {**_add("N"), "kind": "carte"}):
        with pytest.raises(EditRefused):
            studio.edit(ports, LEA, draft.id, hostile, based_on=0)
    with pytest.raises(EditRefused):
        studio.begin_blank(ports, LEA, SERVICE, "x" * 400)
    assert studio.open_draft(ports, LEA, draft.id).draft == draft
    same = studio.begin_blank(ports, LEA, SERVICE, "Salle")
    assert (draft.slug, same.slug) == ("salle", "salle-2")


WHOLE = {
    "legal.basis": "Délibération du 3 mars 2026", "legal.purposes": ["Prêter"], "legal.dpo": "dpo@exemple.fr",
    "legal.recipients": ["La mairie"], "legal.retention_months": 12, "start.summary": "Pour une fête.",
    "legal.silence": {"rule": "rejet", "months": 2},
}  # fmt: skip
CONFIRMED = publish_form.Wish(accessible=True)


def ready(ports: Ports, draft_id: str, *, based_on: int = 0) -> int:
    """All that a blank page still lacks, in one edit."""
    edits = [{"verb": "set-sheet", "place": place, "value": value} for place, value in WHOLE.items()]
    whole = {"verb": "several", "edits": edits}
    return studio.edit(ports, LEA, draft_id, whole, based_on=based_on).draft.revision


def test_a_published_version_is_served_at_once_by_every_process_and_never_changes(
    ports: Ports, tmp_path: Path
) -> None:
    engine = ports.store._engine
    here, there = (PublishedForms(ports.forms, engine, tmp_path / "publications") for _process in range(2))
    ports, seen = replace(ports, forms=here), len(there.published())
    draft = studio.begin_blank(ports, LEA, SERVICE, "Prêt d’une salle")
    revision = ready(ports, draft.id)
    done = publish_form.publish(
        ports, LEA, draft.id, based_on=revision, wish=replace(CONFIRMED, reason="Crue")
    )
    assert (done.slug, done.version, done.by_name) == ("pret-d-une-salle", 1, "Léa Martin")
    assert len(there.published()) == seen + 1
    assert there.current(done.slug).hash == here.current(done.slug).hash == done.hash
    with pytest.raises(NotFound):
        studio.open_draft(ports, LEA, draft.id)
    second = studio.begin_from(ports, ALI, done.slug)
    assert (second.document["version"], second.based_on) == (2, done.hash)
    assert studio.begin_from(ports, LEA, done.slug).id == second.id  # one draft a form
    rename = {"verb": "rename-question", "question": "question", "path": "demandeur.nom"}
    opened = studio.edit(ports, ALI, second.id, rename, based_on=0)
    assert "devient « demandeur.nom »" in _plain(publish_form.differences(ports, opened.definition)[0].text)
    publish_form.publish(ports, ALI, second.id, based_on=1, wish=CONFIRMED)
    assert there.current(done.slug).version == 2
    for statement in ("UPDATE publications SET reason = 'x'", "DELETE FROM publications",
                      "UPDATE form_draft_lines SET told = 'x'", "DELETE FROM form_draft_lines"):  # fmt: skip
        with pytest.raises(DatabaseError), engine.begin() as connection:
            connection.execute(text(statement))


def test_what_would_break_is_not_published(ports: Ports) -> None:
    draft = studio.begin_blank(ports, LEA, SERVICE, "Salle")
    never = {"and": [{"==": [{"var": "question"}, "a"]}, {"==": [{"var": "question"}, "b"]}]}
    case = {"name": "un cas", "today": "2026-01-15", "answers": {}, "steps": ["absente"]}
    edits = (
        {**_add("Suite"), "path": "suite"},
        {"verb": "set-condition", "question": "suite", "when": never},
        {"verb": "set-sheet", "place": "service.id", "value": "autre"},
        {"verb": "set-scenario", "index": 0, "value": {**case, "steps": []}},
    )
    for number, wanted in enumerate(edits):
        studio.edit(ports, LEA, draft.id, wanted, based_on=number)
    with pytest.raises(publish_form.PublicationRefused) as refused:
        publish_form.publish(ports, LEA, draft.id, based_on=4)
    codes = {problem.code for problem in refused.value.problems}
    assert {"never-visible", "other-service", "scenario-steps"} <= codes
    with pytest.raises(publish_form.PublicationRefused):
        publish_form.publish(ports, LEA, draft.id, based_on=4)
    assert studio.open_draft(ports, LEA, draft.id).draft.published_at is None


def test_a_draft_that_changed_under_the_designer_is_not_published(ports: Ports) -> None:
    draft = studio.begin_blank(ports, LEA, SERVICE, "Salle")
    ready(ports, draft.id)
    with pytest.raises(studio.DesignConflict):
        publish_form.publish(ports, LEA, draft.id, based_on=0, wish=CONFIRMED)


def test_one_edit_costs_few_statements_even_on_an_old_page(ports: Ports) -> None:
    draft = studio.begin_blank(ports, LEA, SERVICE, "Salle")
    for number in range(12):
        studio.edit(ports, LEA, draft.id, _add(f"Nom {number}"), based_on=number)
    engine, sent = ports.store._engine, []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN")):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        studio.edit(ports, LEA, draft.id, _add("Prénom"), based_on=2)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert len(sent) == 4, sent  # the draft, the lines since the page, the draft again, the new line


def test_a_workflow_set_in_a_draft_is_what_new_dossiers_follow(ports: Ports, tmp_path: Path) -> None:
    ports = replace(ports, forms=PublishedForms(ports.forms, ports.store._engine, tmp_path / "publications"))
    draft = studio.begin_blank(ports, LEA, SERVICE, "Salle")
    choose = partial(choosing_circuit.choose, ports, LEA, draft.id)
    silence = {"rule": "rejet", "months": 2}
    with pytest.raises(EditRefused, match="ne se règle pas"):
        choose("visa", {"delays": {"absent": "P1M"}}, silence, based_on=0)
    with pytest.raises(NotFound):
        choose("absent", {}, silence, based_on=0)
    settings = {"delays": {"correction": "P15D"}, "roles": {"take": ["manager"]}}
    opened = choose("visa", settings, silence, based_on=0)
    assert opened.draft.revision == 1
    assert choose("visa", settings, silence, based_on=0).draft.revision == 1  # nothing differs
    revision = ready(ports, draft.id, based_on=1)
    publish_form.publish(ports, LEA, draft.id, based_on=revision, wish=CONFIRMED)
    dossier = fill.start(ports, "salle")
    with ports.store.reading() as tx:
        workflow = tx.workflows.get(dossier.workflow_hash)
    assert (workflow.name, workflow.transitions["take"].by) == ("visa", ("manager",))
    assert workflow.states["correction"].grants == "P15D"
