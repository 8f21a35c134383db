"""The texts that a form writes itself: in the definition, checked by the linter, before the service’s."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.core.definition.parser import parse
from app.core.dossier import ALONE, Dossier
from app.core.errors import DefinitionRefused
from app.core.linting import lint
from app.core.texts.form_texts import SENT, own_mail, own_text, paragraphs, places, with_text
from app.core.texts.mail_texts import MailText, Occasion
from tests.core.house_workflows import workflow
from tests.core.minimal_definition import minimal
from tests.core.tables import each

Json = Any
RECEIVED = Occasion("received", "submitted")
MAIL = MailText("Reçu", "Bonjour {{ demandeur }}.\n\nMerci.")


def _form(**texts: Json) -> Json:
    return minimal() | {"texts": texts}


def test_a_text_is_put_in_its_place_and_taken_away() -> None:
    found = {place.id: place for place in places(workflow("visa"), "rejet")}
    assert {
        "sent",
        "decided",
        "received.submitted",
        "decided.accepted",
        "implicit.implicitly_refused",
    } <= set(found)
    texts = with_text({}, found["received.submitted"], MAIL)
    texts = with_text(texts, found["sent"], MailText("", "Revenez."))
    form = parse(_form(**texts), file="x")
    assert own_mail(form, RECEIVED) == own_text(form, found["received.submitted"]) == MAIL
    assert own_text(form, found["sent"]) == MailText("", "Revenez.")
    assert own_text(form, found["decided"]) is None
    for place in ("received.submitted", "sent"):
        texts = with_text(texts, found[place], None)
    assert texts == {}


def test_the_words_of_a_page_are_filled_with_those_of_the_dossier() -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    form = parse(_form(sent="{{ numero }}"), file="x")
    dossier = Dossier(
        "", "7K4M92QXC", form.slug, form.hash, form.service.id, "submitted", 0, {}, {}, {}, ALONE, now, now,
        title="Camille Martin", due_on=date(2026, 5, 2),
    )  # fmt: skip
    assert paragraphs(form, SENT, dossier) == ("7K4-M92-QXC",)
    assert paragraphs(form, "decided", dossier) == ()


@each(
    ("texts", "pointer"),
    [
        ({"sent": "{{ prenom }}"}, "/texts/sent"),
        (
            {"mails": {"received/submitted": {"subject": "x", "body": "{{ numero"}}},
            "/texts/mails/received~1submitted/body",
        ),
    ],
)
def test_a_variable_that_does_not_exist_is_an_error(texts: Json, pointer: str) -> None:
    found = lint(parse(_form(**texts), file="x"), file="x")
    assert [one.pointer for one in found if one.code == "unknown-variable"] == [pointer]


@each("texts", [{"autre": "x"}, {"sent": ""}, {"mails": {"recu": {}}}, {"mails": {"a/b": {"body": "x"}}}])
def test_texts_of_another_shape_are_refused(texts: Json) -> None:
    with pytest.raises(DefinitionRefused):
        parse(_form(**texts), file="x")
