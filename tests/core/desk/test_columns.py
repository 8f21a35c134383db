"""The columns of the desk: any answer of a form, never the words of a sensitive one."""

from app.core.definition import Field, Option
from app.core.desk.columns import answers_of, facts, read_answer
from app.core.desk.searchable import searchable
from tests.core.form_building import a_form, a_step

FIELDS = (
    Field("nom", "text", "Nom"), Field("sante", "text", "Santé", sensitive=True), Field("nir", "nir", "NIR"),
    Field("couple", "yes-no", "En couple"),
    Field("statut", "choice", "Statut", options=(Option("s", "Salarié"),)),
    Field("enfants", "repeat", "Enfants", fields=(Field("prenom", "text", "Prénom"),)),
    Field("note", "explanation", "À lire"), Field("ou", "address", "Adresse"),
    Field("tel", "phone", "Téléphone"),
)  # fmt: skip
FORM = a_form(a_step("un", *FIELDS))
TYPES = {
    "r.nom": "text", "r.sante": "presence", "r.nir": "presence", "r.couple": "boolean", "r.statut": "choice",
    "r.enfants": "rows", "r.ou": "object", "r.tel": "text",
}  # fmt: skip
ANSWERS = {
    "nom": "Œuvré", "sante": "secret", "nir": "185057800608491", "couple": True, "statut": "s",
    "enfants": [{"prenom": "Zoé"}, {"prenom": "Ève"}], "tel": "+33612345678",
}  # fmt: skip


def test_each_question_gives_a_column_of_its_type() -> None:
    columns = answers_of(FORM)
    assert {column.key: column.type for column in columns} == TYPES
    assert [column.key for column in columns if not column.listed] == ["r.sante", "r.nir"]
    assert len({column.key for column in (*facts(), *columns)}) == len(facts()) + len(columns)


def test_an_answer_is_read_as_a_list_shows_it() -> None:
    read = {column.key: read_answer(column, ANSWERS) for column in answers_of(FORM)}
    assert (read["r.nom"], read["r.statut"], read["r.enfants"], read["r.ou"]) == ("Œuvré", "Salarié", "2", "")
    assert "secret" not in read["r.sante"]
    strange = {"nom": 3, "statut": ["s"], "enfants": "deux", "couple": {}, "tel": [], "ou": "ici"}
    assert all(isinstance(read_answer(column, strange), str) for column in answers_of(FORM))


def test_what_is_searched_leaves_out_what_is_sensitive() -> None:
    texts = searchable(FORM, ANSWERS)
    assert {"Œuvré", "Salarié", "Zoé", "Ève", "0612345678"} <= set(texts)
    assert not [text for text in texts if "secret" in text or "1850578" in text.replace(" ", "")]
