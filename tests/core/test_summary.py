"""One neutral reading: labels and texts in order, rows titled, blanks for paper."""

from datetime import UTC, date, datetime

from app.core.answers import judge
from app.core.dossier import Attachment
from app.core.summary import summarise
from tests.core.form_building import DATE, INTEGER, YES_NO, a_field, a_form, a_repeat, a_step, is_

FORM = a_form(
    a_step("avis", a_field("note", {"type": "null"})),
    a_step(
        "vous",
        a_field("demandeur.nom", label="Nom de naissance"),
        a_field("demandeur.naissance", DATE, label="Date de naissance"),
        a_field("parent", YES_NO, label="Avez-vous des enfants ?"),
        a_field("mariage", DATE, when=is_("parent", True)),
    ),
    a_step(
        "enfants",
        a_repeat(
            "enfants",
            a_field("prenom"),
            a_field("scolarise", YES_NO),
            a_field("classe", when=is_("item.scolarise", True)),
            label="Vos enfants",
        ),
        when=is_("parent", True),
    ),
)
ANSWERS = {
    "demandeur": {"nom": "Martin", "naissance": "1985-03-27"},
    "parent": True,
    "enfants": [{"prenom": "Léo"}, {"prenom": "Zoé", "scolarise": True, "classe": "CP"}],
}


def summary(answers):
    return summarise(FORM, judge(FORM, answers, today=date(2026, 1, 1)))


def test_the_sections_shown_are_numbered_and_an_explanation_is_no_line():
    assert [(s.number, s.step_id, s.title) for s in summary(ANSWERS)] == [
        (1, "vous", "Vous"),
        (2, "enfants", "Enfants"),
    ]
    assert [s.step_id for s in summary({})] == ["vous"]


def test_visible_fields_are_read_back_and_unanswered_ones_are_empty():
    [section, _enfants] = summary(ANSWERS)
    assert [(line.path, line.label, line.text, line.value) for line in section.lines] == [
        ("demandeur.nom", "Nom de naissance", "Martin", "Martin"),
        ("demandeur.naissance", "Date de naissance", "27 mars 1985", "1985-03-27"),
        ("parent", "Avez-vous des enfants ?", "Oui", True),
        ("mariage", "Mariage", "", None),
    ]


def test_a_file_is_read_by_its_name_and_counted_without_it():
    form = a_form(
        a_step("a", a_field("pieces", {"type": "array", "items": {"type": "string", "format": "attachment"}}))
    )
    verdict = judge(form, {"pieces": ["p2", "p1"]}, today=date(2026, 1, 1))
    rows = [
        Attachment(id_, "d", "pieces", name, "application/pdf", 9, "a" * 64, datetime(2026, 1, 1, tzinfo=UTC))
        for id_, name in (("p1", "recto.pdf"), ("p2", "verso.pdf"), ("p3", "autre.pdf"))
    ]
    [[line]] = [section.lines for section in summarise(form, verdict, attachments=rows)]
    assert line.text == "verso.pdf, recto.pdf"
    assert line.files == (rows[1], rows[0])
    [[line]] = [section.lines for section in summarise(form, verdict)]
    assert line.text == "2 fichiers joints"


def test_rows_have_a_title_and_their_own_visible_lines():
    [_vous, section] = summary(ANSWERS)
    [line] = section.lines
    assert (line.path, line.text) == ("enfants", "2 enfants")
    assert [(row.title, [(cell.path, cell.text) for cell in row.lines]) for row in line.rows] == [
        ("Enfant 1", [("enfants[0].prenom", "Léo"), ("enfants[0].scolarise", "")]),
        (
            "Enfant 2",
            [("enfants[1].prenom", "Zoé"), ("enfants[1].scolarise", "Oui"), ("enfants[1].classe", "CP")],
        ),
    ]


def test_a_value_of_the_wrong_type_is_shown_as_it_came():
    form = a_form(a_step("a", a_field("age", INTEGER), a_field("jour", DATE)))
    answers = {"age": "douze", "jour": "2025-02-30"}
    [section] = summarise(form, judge(form, answers, today=date(2026, 1, 1)))
    assert [line.text for line in section.lines] == ["douze", "2025-02-30"]


def test_a_blank_form_has_every_field_no_value_and_three_rows():
    for verdict in (None, judge(FORM, ANSWERS, today=date(2026, 1, 1))):
        vous, enfants = summarise(FORM, verdict, blank=True)
        assert [line.path for line in vous.lines][-1] == "mariage"
        assert [row.title for row in enfants.lines[0].rows] == ["Enfant 1", "Enfant 2", "Enfant 3"]
        assert [cell.path for cell in enfants.lines[0].rows[2].lines][-1] == "enfants[2].classe"
        texts = {line.text for section in (vous, enfants) for line in section.lines}
        assert texts == {""}
