"""A form is published anew while drafts and dossiers are under way: nothing is lost, what was sent stays."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.adapters.database.store import SqlStore
from app.core.definition import FormDefinition, Step
from app.core.dossier import ALONE, Dossier
from app.core.errors import FormRenewed, NotFound, UnknownAnswers
from app.core.merging import Basis
from app.core.versions.renewing import lefts, unseen
from app.core.versions.renewing import told as told_of
from app.usecases import studio
from app.usecases.desk import process
from app.usecases.fill import follow, late_pages, open_step, returning
from app.usecases.fill.keeping import stored
from app.usecases.fill.submit import submit
from app.usecases.ports import Ports
from app.usecases.studio import publish_form
from tests.plain import plain
from tests.usecases.conftest import filled, person, save, serving, typed
from tests.usecases.studio.test_studio import LEA

Json = Any
MANY = 50
# Version 2: a question renamed, one removed, one of another kind, one more.
EDITS: tuple[Json, ...] = (
    {"verb": "rename-question", "question": "demandeur.nom", "path": "demandeur.nom_de_naissance"},
    {"verb": "delete-questions", "questions": ["demandeur.courriel"], "anyway": True},
    {"verb": "retype-question", "question": "motif", "kind": "date"},
    {"verb": "retype-question", "question": "demandeur.prenom", "kind": "long-text"},
    {"verb": "add-question", "kind": "phone", "label": "Téléphone", "path": "telephone",
     "to": {"step": "identite"}},
    {"verb": "set-sheet", "place": "legal.dpo", "value": "dpo@exemple.fr"},
    {"verb": "set-scenario", "index": 0, "value": None},
)  # fmt: skip


@pytest.fixture
def store(sqlite_store: SqlStore) -> SqlStore:
    """Storage has its own tests on both databases."""
    return sqlite_store


@pytest.fixture
def ports(ports: Ports, tmp_path: Path) -> Ports:
    """Versions published here are served, as in production."""
    return serving(ports, tmp_path)


def republish(ports: Ports, *edits: Json) -> FormDefinition:
    """The next version of "demande", with these edits."""
    draft = studio.begin_from(ports, LEA, "demande")
    number = 0
    for number, wanted in enumerate(edits, start=1):
        studio.edit(ports, LEA, draft.id, wanted, based_on=number - 1)
    wish = publish_form.Wish(accessible=True)
    publish_form.publish(ports, LEA, draft.id, based_on=number, wish=wish)
    return ports.forms.current("demande")


def _read(ports: Ports, dossier: Dossier) -> Dossier:
    with ports.store.reading() as tx:
        return tx.dossiers.get(dossier.id)


def _copies(ports: Ports, dossier: Dossier) -> list[Dossier]:
    """As many more like this one."""
    new = [replace(dossier, id=ports.ids.new(), reference=ports.ids.reference()) for _copy in range(MANY)]
    with ports.store.transaction() as tx:
        tx.dossiers.add_all(new)
    return new


def test_fifty_drafts_follow_the_new_version_and_fifty_dossiers_keep_theirs(ports: Ports) -> None:
    draft = _read(ports, filled(ports))
    sent = submit(ports, filled(ports).id, declared=True).dossier
    drafts, dossiers = _copies(ports, draft), _copies(ports, _read(ports, sent))
    after = republish(ports, *EDITS)
    outcome, in_flight, kept = publish_form.expected(ports, after)
    assert (in_flight, kept, outcome.drafts) == (MANY + 1, MANY + 1, MANY + 1)
    counts = {plain(one.label): one for one in outcome.outcomes}
    assert counts["Adresse électronique"].dropped == counts["Motif de la demande"].again == MANY + 1
    assert counts["Prénom"].cast == counts["Téléphone"].new == MANY + 1
    for one in dossiers:
        returning.entered(ports, one.id)
        assert _read(ports, one) == one
    for one in drafts:
        returning.entered(ports, one.id)
        moved = _read(ports, one)
        assert returning.entered(ports, one.id) == moved, "the second time finds it done"
        assert (moved.definition_hash, moved.revision) == (after.hash, one.revision + 1)
        assert moved.working == {
            "demandeur": {"nom_de_naissance": "Le Goff", "prenom": "Maryvonne", "naissance": "1985-03-27"},
            "a_des_enfants": False,
        }
        assert {left.path: left.value for left in lefts(moved)} == {
            "demandeur.courriel": "m.legoff@exemple.fr", "motif": "Je déménage.",
        }  # fmt: skip
    assert [plain(line.text) for line in told_of(moved, after)] == [
        "« Prénom » : votre réponse est gardée, « Maryvonne ». Vérifiez-la.",
        "« Téléphone » est une nouvelle question.",
        "« Motif de la demande » : la question a changé. Vous aviez répondu « Je déménage. ». "
        "Répondez de nouveau.",
        "« Adresse électronique » n’est plus demandé.",
    ]
    ask = {"motive": "Une pièce manque.", "from_state": "submitted"}
    asked = process.act(
        ports, person(ports, "agent", "ccas", "a@exemple.fr"), sent.reference, "ask_correction", **ask
    )
    returning.entered(ports, asked.id)
    assert _read(ports, asked) == asked, "a correction goes on under the version that was sent"
    assert "Brouillon passé à la version 2" in plain(follow.follow_up(ports, moved.id).history[-1].text)


def test_what_changed_is_read_before_anything_is_sent_and_forgotten_once_sent(ports: Ports) -> None:
    dossier = filled(ports)
    republish(ports, EDITS[1], EDITS[5], EDITS[6])
    returning.entered(ports, dossier.id)
    with pytest.raises(FormRenewed):
        submit(ports, dossier.id, declared=True)
    assert [one.what for one in returning.news(ports, dossier.id).told] == ["dropped"]
    returning.have_read(ports, dossier.id)
    returning.have_read(ports, dossier.id)
    assert not unseen(_read(ports, dossier))
    sent = submit(ports, dossier.id, declared=True).dossier
    assert sent.renewal == {}
    assert "courriel" not in sent.answers["demandeur"]


def test_a_change_that_asks_nothing_of_anybody_is_not_told(ports: Ports) -> None:
    dossier = filled(ports)
    title = {"verb": "set-property", "question": "motif", "property": "title", "value": "Pourquoi"}
    republish(ports, title, EDITS[5])
    moved = returning.entered(ports, dossier.id)
    assert moved is not None
    assert not unseen(moved)
    assert moved.working == _read(ports, dossier).working
    assert submit(ports, dossier.id, declared=True).dossier.submitted_at
    with pytest.raises(NotFound):
        returning.news(ports, filled(ports).id)


def test_an_answer_that_a_version_dropped_comes_back_when_the_next_one_asks_it_again(ports: Ports) -> None:
    dossier = filled(ports)
    republish(ports, EDITS[1], EDITS[5], EDITS[6])
    dropped = returning.entered(ports, dossier.id)
    assert dropped is not None
    assert "courriel" not in dropped.working["demandeur"]
    again = {"verb": "add-question", "kind": "email", "label": "Adresse", "path": "demandeur.courriel",
             "to": {"step": "identite"}}  # fmt: skip
    republish(ports, again)
    back = returning.entered(ports, dossier.id)
    assert back is not None
    assert back.working["demandeur"]["courriel"] == "m.legoff@exemple.fr"
    assert lefts(back) == []


@pytest.mark.parametrize("twice", [False, True])
def test_a_page_left_open_under_the_old_version_loses_nothing(ports: Ports, twice: bool) -> None:
    """Renamed, removed, of another kind, of the same: each answer of the late page has its place."""
    dossier = filled(ports)
    old = _read(ports, dossier)
    step = ports.forms.current("demande").steps[0]
    base = Basis(old.revision, stored(old).marks([field.path for field in step.fields]))
    republish(ports, *EDITS)
    posted = typed({
        "demandeur.nom": "Le Goff-Martin", "demandeur.prenom": "Maryvonne",
        "demandeur.courriel": "m@exemple.fr", "demandeur.naissance:jour": "31",
        "demandeur.naissance:mois": "2",
        "demandeur.naissance:annee": "1985", "a_des_enfants": "non",
    })  # fmt: skip

    def given(found: Step) -> Json:
        assert found.id == "identite"
        return posted, base

    returning.entered(ports, dossier.id)
    for _post in range(1 + twice):
        late = late_pages.keep_late(ports, dossier.id, old.definition_hash, "identite", given, ALONE)
    kept = _read(ports, dossier)
    assert (late.dossier, set(late.saved)) == (kept, set(posted))
    assert kept.revision == old.revision + 2, "the second post finds everything in its place"
    assert kept.working["demandeur"]["nom_de_naissance"] == "Le Goff-Martin"
    left = {one.path: one.shown for one in lefts(kept)}
    assert (left["demandeur.courriel"], left["motif"]) == ("m@exemple.fr", "Je déménage.")
    assert left["demandeur.naissance"] == "31 2 1985"


def test_a_late_answer_never_overwrites_a_newer_one(ports: Ports) -> None:
    dossier = filled(ports)
    old = _read(ports, dossier)
    base = Basis(old.revision, stored(old).marks(["demandeur.nom", "demandeur.prenom"]))
    republish(ports, *EDITS)
    returning.entered(ports, dossier.id)
    returning.have_read(ports, dossier.id)
    fresh = {"demandeur.nom_de_naissance": "Kervella", "demandeur.prenom": "Anne"}
    save(ports, dossier, "identite", fresh)
    posted = typed({"demandeur.nom": "Le Gall", "demandeur.prenom": "Zoé"})
    late_pages.keep_late(
        ports, dossier.id, old.definition_hash, "identite", lambda _step: (posted, base), ALONE
    )
    kept = _read(ports, dossier)
    assert kept.working["demandeur"]["nom_de_naissance"] == "Kervella"
    assert kept.working["demandeur"]["prenom"] == "Anne"
    left = {one.path: one.shown for one in lefts(kept)}
    assert (left["demandeur.nom"], left["demandeur.prenom"]) == ("Le Gall", "Zoé")
    assert open_step(ports, dossier.id, "identite").dossier.revision == kept.revision


def test_a_page_of_a_version_that_the_draft_never_had_is_refused(ports: Ports) -> None:
    dossier = filled(ports)
    for version in ("", "absente", dossier.definition_hash):
        with pytest.raises(UnknownAnswers):
            late_pages.keep_late(ports, dossier.id, version, "identite", lambda _step: ({}, 0), ALONE)
