"""A question that changes its path, goes elsewhere or goes away: every mention of it follows, or is told."""

from typing import Any

import pytest

from app.core.editing import EditRefused
from app.core.editing.removing import used_by
from app.core.scenarios import run
from tests.core.editing.drafts import a_draft, do, done
from tests.core.tables import each

Json = Any


@each(
    ("question", "path", "told"),
    [
        ("a_des_enfants", "famille.enfants", {"var": "famille.enfants"}),
        ("revenu", "budget.revenu", {"var": "budget.revenu"}),
        ("enfants", "famille.enfants", {"var": "famille.enfants"}),
        ("enfants[].naissance", "ne_le", {"var": "item.ne_le"}),
        ("enfants[].prenom", "etat.prenom", {"var": "item.etat.prenom"}),
    ],
)
def test_a_renamed_question_is_renamed_everywhere(question: str, path: str, told: Json) -> None:
    edited = done(a_draft(), "rename-question", question=question, path=path)
    assert str(told) in str(edited.document)
    old = {"var": question.replace("enfants[].", "item.")}
    assert str(old) not in str(edited.document)
    untouched = done(a_draft(), "set-sheet", place="title", value="Titre").definition
    assert [found.code for found in run(edited.definition)] == [found.code for found in run(untouched)]


def test_cells_named_with_their_row_keep_their_number() -> None:
    document = do(a_draft(), "rename-question", question="enfants", path="famille.petits")
    case = document["scenarios"][-1]
    assert case["errors"] == {"famille.petits[1].naissance": "required"}
    assert case["visible"] == ["famille.petits[1].prenom"]
    assert case["answers"]["famille"] == {"petits": [{"prenom": "Ana"}, {"prenom": "Léo"}]}


def test_the_name_of_the_version_before_is_remembered_once() -> None:
    document = do(a_draft(version=2), "rename-question", question="revenu", path="budget.revenu")
    document = do(document, "rename-question", question="budget.revenu", path="ressources")
    assert document["renamed"] == {"ressources": "revenu"}
    assert "renamed" not in do(document, "rename-question", question="ressources", path="revenu")
    assert "renamed" not in do(a_draft(), "rename-question", question="revenu", path="ressources")


def test_a_question_moved_into_rows_is_read_as_a_cell_and_back() -> None:
    document = do(a_draft(), "set-condition", question="enfants[].naissance", when=None)
    document = do(document, "set-eligibility", index=0, value=None)
    document = do(document, "set-check", index=1, value=None)
    out = do(document, "move-questions", questions=["enfants[].naissance"], to={"step": "vous", "after": ""})
    assert [dress["path"] for dress in out["steps"][0]["fields"]][:2] == ["naissance_2", "nom"]
    into = do(out, "move-questions", questions=["naissance_2"], to={"rows": "enfants", "after": ""})
    assert into["steps"][1]["fields"][0]["fields"][0]["path"] == "naissance_2"
    moved = do(
        do(out, "set-condition", question="enfants", when={"answered": [{"var": "naissance_2"}]}),
        "set-condition", question="enfants", when=None,
    )  # fmt: skip
    assert "when" not in moved["steps"][1]["fields"][0]


def test_conditions_of_a_row_follow_a_question_that_joins_it() -> None:
    document = do(
        a_draft(), "set-condition", question="enfants[].naissance", when={"answered": [{"var": "nom"}]}
    )
    document = do(document, "move-questions", questions=["nom"], to={"rows": "enfants", "after": ""})
    cells = document["steps"][1]["fields"][0]["fields"]
    assert [cell["path"] for cell in cells] == ["nom", "prenom", "naissance"]
    assert cells[2]["when"] == {"answered": [{"var": "item.nom"}]}
    assert "nom" not in document["scenarios"][-1]["answers"]  # no row to go to


@each(
    ("questions", "told"),
    [
        (["nom"], ["le scénario « sans enfant »", "le scénario « rien »", "le scénario « un enfant »"]),
        (["revenu"], ["la règle « Revenu positif », dont c’est la place"]),
        (
            ["a_des_enfants"],
            [
                "la condition de l’étape « Vos enfants »",
                "la condition d’affichage de « Revenu mensuel »",
                "la condition d’affichage de « Date de naissance »",
                "le scénario « un enfant »",
            ],
        ),
        (["situation"], []),
    ],
)
def test_what_uses_a_question_is_told(questions: list[str], told: list[str]) -> None:
    assert [
        text.replace("\u00a0", " ").replace("\u202f", " ") for text in used_by(a_draft(), questions)
    ] == told


def test_a_question_in_use_stays_until_one_confirms() -> None:
    with pytest.raises(EditRefused) as refused:
        do(a_draft(), "delete-questions", questions=["a_des_enfants"])
    assert refused.value.reason == "referred-to"
    assert len(refused.value.references) == 4
    document = do(a_draft(), "delete-questions", questions=["a_des_enfants"], anyway=True)
    assert "a_des_enfants" not in str(document)
    kept = document["steps"][1]["fields"][0]["fields"][1]
    assert kept["when"] == {"answered": [{"var": "item.prenom"}]}  # the other clause stays


def test_what_a_deleted_list_carried_goes_with_it() -> None:
    document = do(a_draft(), "delete-step", step="enfants", anyway=True)
    assert "enfants" not in {step["id"] for step in document["steps"]}
    assert "calculated" not in document
    assert "eligibility" not in document
    assert [rule["at"] for rule in document["checks"]] == ["revenu"]
    assert document["scenarios"][-1]["steps"] == ["vous"]


def test_a_move_before_what_it_reads_names_the_reader() -> None:
    with pytest.raises(
        EditRefused, match="la condition d’affichage de « Revenu mensuel »".replace(" ", r"\s")
    ):
        do(a_draft(), "shift-question", question="revenu", by=-1)
