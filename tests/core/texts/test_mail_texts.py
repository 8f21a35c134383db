"""The standard mails: written with known variables, one for each state that the workflows lead to."""

from app.core.texts.mail_texts import STANDARD, Occasion, occasions, standard
from app.core.texts.message_words import unknown
from app.core.workflow.linting import EFFECTS
from tests.core.house_workflows import workflow


def test_standard_texts_use_known_variables_and_name_the_form() -> None:
    for name in STANDARD:
        for state, silence in (("", "rejet"), ("complete", "acceptation"), ("closed", "aucune")):
            text = standard(Occasion(name, state), silence).text
            assert unknown(text.subject) == unknown(text.body) == ""
            assert "demarche" in text.body


def test_every_mail_that_a_workflow_may_send_has_a_text() -> None:
    assert {effect for effect in EFFECTS if effect.startswith("mail:")} <= {
        f"mail:{name}" for name in STANDARD
    }


def test_a_service_finds_each_state_once_with_what_its_silence_is_worth() -> None:
    instruction = workflow("instruction")
    refusing = {told.occasion: told for told in occasions([(instruction, "rejet"), (instruction, "rejet")])}
    assert Occasion("implicit", "implicitly_refused") in refusing
    assert Occasion("implicit", "implicitly_accepted") not in refusing
    assert refusing[Occasion("decided", "accepted")].label == "Accepté"
    assert "refusée" in refusing[Occasion("implicit", "implicitly_refused")].standard.text.subject
    assert not any(told.occasion.name == "implicit" for told in occasions([(instruction, "aucune")]))
