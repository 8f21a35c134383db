"""A form in time: the tasks that gate a version, an emergency, who was first, when it opens and closes."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from app.adapters.database.store import SqlStore
from app.core.errors import FormClosed, NotFound
from app.core.studio.form_history import tell
from app.core.studio.opening import Opening
from app.usecases import assist, fill, studio
from app.usecases.fill import prefill
from app.usecases.fill.submit import submit
from app.usecases.ports import Ports
from app.usecases.studio import form_life, publish_form
from app.usecases.studio.publish_form import AlreadyPublished, PublicationRefused, ReasonMissing, Wish
from tests.plain import plain
from tests.usecases.conftest import filled, person, serving
from tests.usecases.studio.test_studio import ALI, CONFIRMED, ELSEWHERE, LEA, SERVICE, WHOLE, ready


@pytest.fixture
def store(sqlite_store: SqlStore) -> SqlStore:
    """Storage has its own tests on both databases."""
    return sqlite_store


@pytest.fixture
def ports(ports: Ports, tmp_path: Path) -> Ports:
    """Versions published here are served, as in production."""
    return serving(ports, tmp_path)


FLOOD = Wish(emergency=True, reason="Crue du 12 octobre")


TASK_OF = {
    "legal.basis": "legal", "legal.purposes": "legal", "legal.recipients": "legal", "legal.dpo": "dpo",
    "legal.retention_months": "retention", "legal.silence": "silence", "start.summary": "texts",
}  # fmt: skip


@pytest.mark.parametrize("lacking", sorted(WHOLE))
def test_each_task_that_is_not_done_forbids_to_publish(ports: Ports, lacking: str) -> None:
    draft = studio.begin_blank(ports, LEA, SERVICE, "Salle")
    revision = ready(ports, draft.id)
    take = {"verb": "set-sheet", "place": lacking, "value": None}
    blank = {"legal.basis": "(à rédiger)", "legal.silence": {"rule": "aucune"}}
    studio.edit(ports, LEA, draft.id, {**take, "value": blank.get(lacking)}, based_on=revision)
    with pytest.raises(PublicationRefused) as refused:
        publish_form.publish(ports, LEA, draft.id, based_on=revision + 1, wish=CONFIRMED)
    assert [task.id for task in refused.value.tasks] == [TASK_OF[lacking]]
    assert all(problem.pointer and problem.fix for problem in refused.value.problems)


def test_an_emergency_skips_what_may_be_skipped_with_a_reason_and_it_stays_written(ports: Ports) -> None:
    draft = studio.begin_blank(ports, LEA, SERVICE, "Aide inondation")
    with pytest.raises(PublicationRefused):
        publish_form.publish(ports, LEA, draft.id, based_on=0)
    with pytest.raises(ReasonMissing):
        publish_form.publish(ports, LEA, draft.id, based_on=0, wish=replace(FLOOD, reason=" "))
    done = publish_form.publish(ports, LEA, draft.id, based_on=0, wish=FLOOD)
    assert ports.forms.current("aide-inondation").hash == done.hash
    life = form_life.form_life(ports, LEA, "aide-inondation")
    assert life.versions[0].skipped == ("texts", "legal", "retention", "silence", "dpo", "accessibility")
    told = plain(tell(life.facts[0]))
    assert told.startswith("Version 1 publiée en urgence, sans : textes définitifs, base légale")
    assert (life.facts[0].by_name, life.facts[0].data["reason"]) == ("Léa Martin", "Crue du 12 octobre")
    engine = ports.store._engine
    for statement in ("UPDATE form_facts SET kind = 'x'", "DELETE FROM form_facts"):
        with pytest.raises(DatabaseError), engine.begin() as connection:
            connection.execute(text(statement))


def test_what_would_break_is_not_published_even_in_an_emergency(ports: Ports) -> None:
    draft = studio.begin_blank(ports, LEA, SERVICE, "Salle")
    never = {"and": [{"==": [{"var": "question"}, "a"]}, {"==": [{"var": "question"}, "b"]}]}
    add = {
        "verb": "add-question",
        "kind": "text",
        "label": "Suite",
        "path": "suite",
        "to": {"step": "etape-1"},
    }
    studio.edit(ports, LEA, draft.id, add, based_on=0)
    condition = {"verb": "set-condition", "question": "suite", "when": never}
    studio.edit(ports, LEA, draft.id, condition, based_on=1)
    with pytest.raises(PublicationRefused) as refused:
        publish_form.publish(ports, LEA, draft.id, based_on=2, wish=FLOOD)
    assert [task.id for task in refused.value.tasks] == ["logic"]


def test_the_second_of_two_designers_who_publish_is_told_who_was_first(ports: Ports) -> None:
    draft = studio.begin_blank(ports, LEA, SERVICE, "Salle")
    revision = ready(ports, draft.id)
    publish_form.publish(ports, LEA, draft.id, based_on=revision, wish=CONFIRMED)
    with pytest.raises(AlreadyPublished) as met:
        publish_form.publish(ports, ALI, draft.id, based_on=revision, wish=CONFIRMED)
    assert plain(str(met.value)).startswith("Léa Martin a publié la version 1 à")
    assert len(form_life.form_life(ports, ALI, "salle").facts) == 1
    with pytest.raises(NotFound):
        publish_form.publish(ports, ELSEWHERE, draft.id, based_on=revision, wish=CONFIRMED)


def test_a_form_opens_and_closes_by_itself_and_drafts_stay_readable(ports: Ports) -> None:
    now, day = ports.clock.now(), timedelta(days=1)
    draft = filled(ports)
    adviser = person(ports, "adviser", "france-services", "c@exemple.fr")
    dates = Opening(now + day, now + 3 * day, "lignes", "Dossiers papier en mairie.")
    form_life.set_opening(ports, LEA, "demande", dates)
    begin = (
        lambda: fill.start(ports, "demande"),
        lambda: prefill.begin(ports, "demande", {}),
        lambda: assist.begin(ports, adviser, slug="demande", beneficiary="Ana", mode="accompagne"),
        lambda: submit(ports, draft.id, declared=True),
    )
    for wait, words in ((0, "ouvre le 25 novembre 2026 à 10 h 30"), (4, "fermée depuis le 27 novembre")):
        ports.clock.move(days=wait)
        for act in begin:
            with pytest.raises(FormClosed) as closed:
                act()
            assert words in plain(str(closed.value))
            assert "Dossiers papier" in str(closed.value)
    assert fill.recap(ports, draft.id).sections
    form_life.set_opening(ports, LEA, "demande", Opening(revision=1), reason="Prolongation")
    assert begin[0]().slug == "demande"
    facts = form_life.form_life(ports, LEA, "demande").facts
    assert plain(tell(facts[0])) == "Dates changées : toujours ouverte"
    assert "remplacée par « lignes »" in plain(tell(facts[1]))
    ports.clock.move(days=-4)


def test_dates_that_cannot_be_and_stale_pages_are_refused(ports: Ports) -> None:
    now = ports.clock.now()
    for wanted, where in (
        (Opening(now, now - timedelta(1)), "fermeture"),
        (Opening(replaced_by="demande"), "remplacement"),
        (Opening(replaced_by="absente"), "remplacement"),
    ):
        with pytest.raises(form_life.OpeningRefused) as refused:
            form_life.set_opening(ports, LEA, "demande", wanted)
        assert refused.value.where == where
    form_life.set_opening(ports, LEA, "demande", Opening(now))
    with pytest.raises(studio.DesignConflict):
        form_life.set_opening(ports, ALI, "demande", Opening(now))
    for act in (form_life.form_life, lambda p, who, slug: form_life.set_opening(p, who, slug, Opening())):
        with pytest.raises(NotFound):
            act(ports, ELSEWHERE, "demande")
