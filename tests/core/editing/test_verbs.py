"""What each verb makes of a draft, and what it refuses, in French."""

from typing import Any

import pytest

from app.core.editing import VERBS, EditRefused, apply, apply_all, as_text, rests_on, told
from app.core.editing.copying import clip
from app.core.editing.palette import PALETTE, made
from app.core.field_types import FIELD_TYPES, kind_of
from app.core.linting import lint
from tests.core.editing.drafts import a_draft, do, done
from tests.core.minimal_definition import minimal
from tests.core.tables import each

Json = Any
VOUS = {"step": "vous"}


def test_every_kind_of_the_registry_is_in_the_palette_and_usable_as_it_is() -> None:
    assert PALETTE.keys() == FIELD_TYPES.keys()
    assert all(kind_of(made(kind, "Libellé")[0]) == kind for kind in PALETTE)
    steps = [
        {"verb": "add-step", "title": kind, "kind": kind, "label": f"Libellé {kind}", "required": True}
        for kind in PALETTE
    ]
    document = apply_all(minimal(), steps).document
    edited = done(document, "set-sheet", place="title", value="Tout")
    known = {"many-steps", "sensitive-word", "nir-without-legal-reference", "placeholder"}
    assert {problem.code for problem in lint(edited.definition, file="x")} <= known


@each(
    ("verb", "arguments", "paths"),
    [
        ("add-question", {"kind": "text", "label": "Date d’entrée ?", "to": {**VOUS, "after": "nom"}},
         ["nom", "date_d_entree", "naissance", "situation", "a_des_enfants", "revenu"]),
        ("add-question", {"kind": "date", "label": "Nom", "to": {**VOUS, "after": ""}},
         ["nom_2", "nom", "naissance", "situation", "a_des_enfants", "revenu"]),
        ("duplicate-question", {"question": "nom"},
         ["nom", "nom_2", "naissance", "situation", "a_des_enfants", "revenu"]),
        ("shift-question", {"question": "naissance", "by": -1},
         ["naissance", "nom", "situation", "a_des_enfants", "revenu"]),
        ("move-questions", {"questions": ["situation", "nom"], "to": {**VOUS, "after": "naissance"}},
         ["naissance", "situation", "nom", "a_des_enfants", "revenu"]),
        ("move-questions", {"questions": ["nom", "naissance"], "to": VOUS},
         ["situation", "a_des_enfants", "revenu", "nom", "naissance"]),
        ("move-questions", {"questions": ["revenu"], "to": {"step": "enfants", "after": "enfants"}},
         ["nom", "naissance", "situation", "a_des_enfants"]),
        ("delete-questions", {"questions": ["situation", "naissance"]}, ["nom", "a_des_enfants", "revenu"]),
        ("shift-question", {"question": "revenu", "by": 1},
         ["nom", "naissance", "situation", "a_des_enfants"]),
    ],
)  # fmt: skip
def test_questions_stand_where_they_are_put(verb: str, arguments: Json, paths: list[str]) -> None:
    before = a_draft()
    text = as_text(before)
    edited = done(before, verb, **arguments)
    assert [dress["path"] for dress in edited.document["steps"][0]["fields"]] == paths
    assert as_text(before) == text  # the document given is never touched
    assert as_text(apply(edited.document, edited.inverse).document) == text


def test_a_group_lives_as_long_as_its_content() -> None:
    document = do(minimal(), "add-question", kind="text", label="Rue", group="lieu", required=True, to=VOUS)
    assert document["schema"]["properties"]["lieu"]["required"] == ["rue"]
    assert document["schema"]["required"] == ["nom", "lieu"]
    optional = do(document, "require-question", question="lieu.rue", required=False)
    assert optional["schema"]["required"] == ["nom"]
    assert do(document, "delete-questions", questions=["lieu.rue"]) == minimal()


def test_pasted_choices_keep_the_codes_that_answers_have() -> None:
    document = do(
        minimal(), "paste-choices", question="situation", text="Retraité\n\n Étudiant \nx ; Autre\nÉtudiant"
    )
    assert document["schema"]["properties"]["situation"]["oneOf"] == [
        {"const": "retraite", "title": "Retraité"},
        {"const": "etudiant", "title": "Étudiant"},
        {"const": "x", "title": "Autre"},
    ]


def test_five_thousand_choices_are_taken_and_one_more_is_not() -> None:
    text = "\n".join(f"Choix {n}" for n in range(5000))
    document = do(minimal(), "paste-choices", question="situation", text=text)
    assert len(document["schema"]["properties"]["situation"]["oneOf"]) == 5000
    with pytest.raises(EditRefused, match="5001"):
        do(minimal(), "paste-choices", question="situation", text=f"{text}\nUn de trop")


def test_chapters_follow_the_steps() -> None:
    document = do(minimal(), "add-step", title="Fin")
    chapters = [{"title": "A", "steps": ["vous"]}, {"title": "B", "steps": ["enfants", "fin"]}]
    document = do(document, "set-chapters", chapters=chapters)
    added = do(document, "add-step", title="Suite", after="vous")
    assert [chapter["steps"] for chapter in added["chapters"]] == [["vous", "suite"], ["enfants", "fin"]]
    renamed = do(added, "rename-step", step="suite", id="apres")
    assert renamed["chapters"][0]["steps"] == ["vous", "apres"]
    moved = do(renamed, "move-step", step="apres", after="fin")
    assert [chapter["steps"] for chapter in moved["chapters"]] == [["vous"], ["enfants", "fin", "apres"]]
    assert "chapters" not in do(
        do(moved, "shift-step", step="enfants", by=1), "move-step", step="vous", after="fin"
    )


def test_questions_copied_to_another_form_bring_their_rows_and_what_they_can_still_read() -> None:
    pieces = clip(a_draft(), ["a_des_enfants", "revenu", "enfants"])
    other = do(minimal(slug="autre"), "delete-questions", questions=["revenu"])
    pasted = do(other, "paste-questions", clip=pieces, to={"step": "vous", "after": "nom"})
    fields = pasted["steps"][0]["fields"]
    cells = fields[3]["fields"]
    assert {"==": [{"var": "a_des_enfants_2"}, True]} in cells[1]["when"]["and"]
    assert [dress["path"] for dress in fields[:4]] == ["nom", "a_des_enfants_2", "revenu", "enfants_2"]
    assert fields[2]["when"] == {"==": [{"var": "a_des_enfants_2"}, True]}
    assert pasted["schema"]["properties"]["enfants_2"]["items"]["required"] == ["prenom"]
    alone = do(
        minimal(slug="autre"), "paste-questions", clip=clip(a_draft(), ["revenu"]), to={"step": "vous"}
    )
    assert alone["steps"][0]["fields"][-1]["when"] == {"==": [{"var": "a_des_enfants"}, True]}


def test_a_json_text_written_anew_is_one_edit_and_stays_this_form() -> None:
    text = minimal(title="Autre titre", version=3)
    with pytest.raises(EditRefused, match="version"):
        do(minimal(), "write", document=text)
    assert do(minimal(version=3), "write", document=text) == text


DEEP: Json = {}
for _level in range(3000):
    DEEP = {"!": [DEEP]}
CYCLE = {"rows": "enfants"}


def _set(name: str, value: Json, question: str = "nom") -> Json:
    return {"verb": "set-property", "question": question, "property": name, "value": value}


def _move(questions: list[str], to: Json) -> Json:
    return {"verb": "move-questions", "questions": questions, "to": to}


@each(
    ("reason", "edit"),
    [
        ("bad-edit", None),
        ("bad-edit", []),
        ("bad-edit", {"verb": 3}),
        ("unknown-verb", {"verb": "exec"}),
        ("bad-argument", {"verb": "duplicate-question"}),
        ("bad-argument", {"verb": "duplicate-question", "question": 3}),
        ("bad-argument", {"verb": "duplicate-question", "question": "nom", "more": 1}),
        ("bad-argument", {"verb": "shift-question", "question": "nom", "by": 2}),
        ("bad-argument", {"verb": "shift-question", "question": "nom", "by": True}),
        ("bad-argument", _move(["nom", "nom"], VOUS)),
        ("bad-argument", _move(["nom"], {**VOUS, **CYCLE})),
        ("too-deep", {"verb": "set-condition", "question": "revenu", "when": DEEP}),
        ("too-large", {"verb": "set-sheet", "place": "title", "value": "x" * 2_000_001}),
        ("broken", _set("title", "x" * 1_000_000)),
        ("broken", _set("title", None)),
        ("broken", {"verb": "add-question", "kind": "text", "label": "x" * 1_000_000, "to": VOUS}),
        ("unseen-characters", {"verb": "set-sheet", "place": "title", "value": "a\x00b"}),
        ("unseen-characters", {"verb": "set-sheet", "place": "title", "value": "\ud800"}),
        ("bad-number", _set("maxLength", float("nan"))),
        ("bad-number", _set("maxLength", 10**40)),
        ("broken", _set("maxLength", "12")),
        ("not-applicable", _set("maxLength", 12, "naissance")),
        ("not-applicable", _set("format", "date")),
        ("unknown-property", _set("__class__", 1)),
        ("unknown-kind", {"verb": "add-question", "kind": "carte", "label": "Carte", "to": VOUS}),
        ("duplicate-path", {"verb": "add-question", "kind": "text", "label": "N", "path": "nom", "to": VOUS}),
        ("duplicate-path", {"verb": "rename-question", "question": "revenu", "path": "nom"}),
        ("duplicate-path", {"verb": "rename-question", "question": "revenu", "path": "nom.revenu"}),
        ("bad-path", {"verb": "rename-question", "question": "nom", "path": "é"}),
        ("bad-path", {"verb": "rename-question", "question": "nom", "path": "a" * 70}),
        ("broken", {"verb": "rename-question", "question": "nom", "path": "item"}),
        ("not-found", {"verb": "duplicate-question", "question": "absente"}),
        ("not-found", {"verb": "set-check", "index": 9, "value": None}),
        ("not-found", {"verb": "set-check", "index": -1, "value": None}),
        ("cyclic-move", _move(["enfants"], CYCLE)),
        ("cyclic-move", _move(["enfants[].prenom", "enfants"], CYCLE)),
        ("cyclic-move", _move(["nom"], {**VOUS, "after": "nom"})),
        ("cyclic-move", {"verb": "move-step", "step": "vous", "after": "vous"}),
        ("last-question", {"verb": "delete-questions", "questions": ["enfants", "total"], "anyway": True}),
        ("no-further", {"verb": "shift-question", "question": "nom", "by": -1}),
        ("broken", {"verb": "set-condition", "question": "nom", "when": {"eval": ["1"]}}),
        ("broken", {"verb": "set-condition", "question": "nom", "when": "oui"}),
        ("broken", {"verb": "set-condition", "question": "nom", "when": {"answered": [{"var": "revenu"}]}}),
        ("broken", {"verb": "write", "document": {"slug": "demande-simple", "version": 1}}),
        ("broken", {"verb": "write", "document": {**minimal(), "clé": 1}}),
        ("stale-change", {"verb": "patch", "changes": [{"at": ["absent", 4], "set": 1}]}),
        ("bad-change", {"verb": "patch", "changes": [{"at": []}]}),
        ("bad-change", {"verb": "patch", "changes": [{"at": ["steps"], "from": "0", "drop": 1, "put": []}]}),
        ("broken", {"verb": "patch", "changes": [{"at": ["steps"], "set": []}]}),
        ("bad-argument", {"verb": "paste-questions", "clip": [{"path": "x"}], "to": VOUS}),
        ("bad-argument", {"verb": "paste-questions", "clip": [
            {"path": "x", "schema": {"type": 3}, "dress": {}, "required": False}], "to": VOUS}),
    ],
)  # fmt: skip
def test_a_hostile_edit_is_refused_with_a_reason_and_a_french_sentence(reason: str, edit: Json) -> None:
    before = a_draft()
    text = as_text(before)
    with pytest.raises(EditRefused) as refused:
        apply(before, edit)
    assert refused.value.reason == reason
    assert len(str(refused.value)) < 1000
    assert as_text(before) == text


def test_every_verb_says_what_it_does_and_what_it_rests_on() -> None:
    sample = {"text": "nom", "texts": ["nom"], "some texts": ["nom"], "flag": True, "number": 0,
              "direction": 1, "object": {}, "list": [], "where": VOUS, "any": None}  # fmt: skip
    for verb in VERBS.values():
        edit = {
            "verb": verb.name,
            **{name.removesuffix("?"): sample[shape] for name, shape in verb.takes.items()},
        }
        assert told(a_draft(), edit)
        rests_on(a_draft(), edit)


@each(
    ("mine", "theirs", "clash"),
    [
        ({"verb": "delete-questions", "questions": ["revenu"], "anyway": True},
         {"verb": "delete-questions", "questions": ["revenu"], "anyway": True}, True),
        ({"verb": "set-property", "question": "nom", "property": "hint", "value": "Le vôtre"},
         {"verb": "set-property", "question": "nom", "property": "hint", "value": "Autre"}, True),
        ({"verb": "set-property", "question": "nom", "property": "hint", "value": "Le vôtre"},
         {"verb": "set-property", "question": "nom", "property": "short", "value": "Nom"}, False),
        ({"verb": "delete-questions", "questions": ["nom"], "anyway": True},
         {"verb": "set-property", "question": "nom", "property": "hint", "value": "Le vôtre"}, True),
        ({"verb": "set-check", "index": 0, "value": None},
         {"verb": "set-check", "index": 1, "value": None}, True),
        ({"verb": "set-sheet", "place": "title", "value": "Un"},
         {"verb": "set-sheet", "place": "title", "value": "Deux"}, True),
        ({"verb": "set-sheet", "place": "title", "value": "Un"},
         {"verb": "duplicate-question", "question": "nom"}, False),
    ],
)  # fmt: skip
def test_two_edits_clash_when_one_changed_what_the_other_was_decided_on(
    mine: Json, theirs: Json, clash: bool
) -> None:
    before = a_draft()
    after = apply(before, theirs).document
    assert (rests_on(before, mine) != rests_on(after, mine)) is clash
