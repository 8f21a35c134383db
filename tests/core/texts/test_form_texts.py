"""The texts that a form writes itself: in the definition, checked by the linter, before the service’s."""

from datetime import UTC, date, datetime
from json import loads
from pathlib import Path
from typing import Any

import pytest

from app.core.definition.parser import parse
from app.core.dossier import ALONE, Dossier
from app.core.errors import DefinitionRefused
from app.core.linting import lint
from app.core.texts.form_texts import SENT, own_mail, own_text, paragraphs, places, with_text
from app.core.texts.mail_texts import MailText, Occasion
from app.core.workflow.parser import parse as parse_workflow
from app.usecases.mails import write
from tests.core.minimal_definition import minimal
from tests.core.tables import each

Json = Any
RECEIVED = Occasion("received", "submitted")
VISA = parse_workflow(
    loads((Path(__file__).parents[3] / "workflows" / "visa.json").read_text("utf-8")),
    name="visa",
    file="visa",
)
MAIL = MailText("Reçu", "Bonjour {{ demandeur }}.\n\nMerci.")


def _form(**texts: Json) -> Json:
    return minimal() | {"texts": texts}


def test_a_text_is_put_in_its_place_and_taken_away() -> None:
    found = {place.id: place for place in places(VISA, "rejet")}
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


def test_the_mail_of_the_form_comes_before_that_of_the_service() -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    form = parse(
        _form(
            mails={"received/submitted": {"subject": MAIL.subject, "body": MAIL.body}}, sent="{{ numero }}"
        ),
        file="x",
    )
    dossier = Dossier(
        "", "7K4M92QXC", form.slug, form.hash, form.service.id, "submitted", 0, {}, {}, {}, ALONE, now, now,
        title="Camille Martin", due_on=date(2026, 5, 2),
    )  # fmt: skip
    service = MailText("Service", "Du service")
    assert write(RECEIVED, "", dossier, form, "", service).paragraphs == ("Bonjour Camille Martin.", "Merci.")
    assert write(Occasion("under_review", "under_review"), "", dossier, form, "", service).subject.startswith(
        "Service"
    )
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
