"""Two versions of a form: the difference in plain French, and what becomes of the answers of a draft."""

from functools import cache
from typing import Any

from app.core.definition import FormDefinition
from app.core.definition.parser import parse
from app.core.editing import apply
from app.core.versions.comparing import compare
from app.core.versions.migrating import migrate
from tests.core.editing.drafts import a_draft
from tests.core.tables import each

Json = Any
WORKING = {
    "nom": "Martin", "naissance": "1985-03-27", "situation": "salarie", "a_des_enfants": True, "revenu": 1200,
    "enfants": [{"prenom": "Ana", "naissance": "2020-01-02"}, {"prenom": "Léo"}],
}  # fmt: skip


def versions(*edits: Json) -> tuple[FormDefinition, FormDefinition]:
    """Version 1, and version 2 after these edits."""
    document = a_draft(version=2)
    first, definition = _unedited()
    for edit in edits:
        edited = apply(document, edit)
        document, definition = edited.document, edited.definition
    return first, definition


@cache
def _unedited() -> tuple[FormDefinition, FormDefinition]:
    return parse(a_draft(), file="brouillon.json"), parse(a_draft(version=2), file="brouillon.json")


def _set(question: str, name: str, value: Json) -> Json:
    return {"verb": "set-property", "question": question, "property": name, "value": value}


def _retype(question: str, kind: str) -> Json:
    return {"verb": "retype-question", "question": question, "kind": kind}


def _rename(question: str, path: str) -> Json:
    return {"verb": "rename-question", "question": question, "path": path}


def _delete(question: str) -> Json:
    return {"verb": "delete-questions", "questions": [question], "anyway": True}


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("*", "")


@each(
    ("edits", "told"),
    [
        ([], []),
        ([_set("nom", "title", "Nom")],
         ["Question « Nom », libellé : « Nom de naissance » devient « Nom »."]),
        ([_set("nom", "hint", "Par exemple : Roy")],
         ["Question « Nom de naissance », aide : ajout de « Par exemple : Roy »."]),
        ([{"verb": "require-question", "question": "revenu", "required": True}],
         ["Question « Revenu mensuel », obligatoire : « non » devient « oui »."]),
        ([{"verb": "set-condition", "question": "revenu", "when": None}],
         ["Question « Revenu mensuel », condition : « Afficher si Enfants est Oui » est retiré."]),
        ([_rename("revenu", "ressources")],
         ["Question « Revenu mensuel » : le nom technique « revenu » devient « ressources »."]),
        ([_retype("naissance", "month")],
         ["Question « Date de naissance » : la sorte change (date, puis mois)."]),
        ([{"verb": "shift-question", "question": "naissance", "by": -1}],
         ["Question déplacée : « Date de naissance »."]),
        ([{"verb": "duplicate-question", "question": "nom"}], ["Question ajoutée : « Nom de naissance »."]),
        ([{"verb": "add-step", "title": "Fin", "label": "Remarque"}],
         ["Étape ajoutée : « Fin ».", "Question ajoutée : « Remarque »."]),
        ([{"verb": "set-sheet", "place": "legal.dpo", "value": "dpo@exemple.fr"}],
         ["Délégué à la protection des données : ajout de « dpo@exemple.fr »."]),
        ([{"verb": "set-check", "index": 0, "value": None}],
         ["Règle entre réponses retirée : « Revenu positif »."]),
        ([{"verb": "paste-choices", "question": "situation", "text": "Salarié\nRetraité\nÉtudiant"}],
         ["Question « Situation », choix : « Salarié, Retraité » devient « Salarié, Retraité, Étudiant »."]),
    ],
)  # fmt: skip
def test_a_difference_is_one_french_sentence(edits: list[Json], told: list[str]) -> None:
    found = [_plain(one.text) for one in compare(*versions(*edits))]
    assert [text for text in found if not text.startswith("Les scénarios")] == told


@each(
    ("edits", "path", "fate", "value"),
    [
        ([], "nom", "kept", "Martin"),
        ([_rename("nom", "identite.nom")], "identite.nom", "kept", "Martin"),
        ([_rename("enfants", "petits")], "petits[1].prenom", "kept", "Léo"),
        ([_rename("enfants[].prenom", "nom_court")], "enfants[0].nom_court", "kept", "Ana"),
        ([_rename("enfants", "petits"), _rename("petits[].prenom", "nom")], "petits[0].nom", "kept", "Ana"),
        ([_retype("nom", "long-text")], "nom", "cast", "Martin"),
        ([_retype("naissance", "text")], "naissance", "cast", "27 mars 1985"),
        ([_retype("situation", "choices")], "situation", "again", None),  # the codes are others
        ([_retype("situation", "text")], "situation", "cast", "Salarié"),
        ([_set("situation", "hint", "Aide")], "situation", "kept", "salarie"),
        ([{"verb": "paste-choices", "question": "situation", "text": "Retraité"}],
         "situation", "again", None),
        ([_retype("nom", "integer")], "nom", "again", None),
        ([_retype("nom", "email")], "nom", "cast", "Martin"),  # judged later
        ([_delete("nom")], "nom", "dropped", None),
        ([{"verb": "duplicate-question", "question": "nom"}], "nom_2", "new", None),
        ([{"verb": "move-questions", "questions": ["nom"], "to": {"step": "enfants"}}],
         "nom", "kept", "Martin"),
        ([{"verb": "move-questions", "questions": ["nom"], "to": {"rows": "enfants"}}],
         "enfants[].nom", "again", None),
        ([_delete("enfants[].naissance")], "enfants[0].naissance", "dropped", None),
    ],
)  # fmt: skip
def test_an_answer_ends_as_the_rule_says(edits: list[Json], path: str, fate: str, value: Json) -> None:
    done = migrate(*versions(*edits), WORKING)
    found = [one for one in done.fates if path in (one.after, one.before)]
    assert [one.what for one in found] == [fate]
    assert found[0].told()
    if value is None:
        assert fate == "new" or done.left[found[0].before]
    else:
        here: Json = done.working
        for key in path.replace("[", ".").replace("]", "").split("."):
            here = here[int(key)] if key.isdigit() else here[key]
        assert here == value


@each(
    "edits",
    [
        [],
        [
            _rename("enfants", "petits"),
            _delete("nom"),
            _retype("revenu", "integer"),
            _retype("situation", "siret"),
        ],
        [{"verb": "delete-step", "step": "enfants", "anyway": True}],
        [_delete("revenu"), _delete("enfants[].naissance"), _retype("enfants[].prenom", "date")],
    ],
)
def test_nothing_is_erased(edits: list[Json]) -> None:
    """Each old answer is in the new answers, or handed over beside."""
    done = migrate(*versions(*edits), WORKING)
    text = str([done.working, done.left])
    for value in ("Martin", "salarie", "1200", "Ana", "Léo", "2020-01-02"):
        assert value in text


def test_a_number_goes_where_it_fits() -> None:
    before, after = versions(_retype("revenu", "integer"))
    assert migrate(before, after, {"revenu": 12.5}).left == {"revenu": 12.5}
    assert migrate(before, after, {"revenu": 12.0}).working == {"revenu": 12}


def test_rows_keep_their_places_even_empty() -> None:
    before, after = versions(_rename("enfants", "petits"))
    done = migrate(before, after, {"enfants": [{}, {"prenom": "Ana"}]})
    assert done.working == {"petits": [{}, {"prenom": "Ana"}]}
    assert done.renamed_rows == {"enfants": "petits"}
