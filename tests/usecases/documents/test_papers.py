"""What papers say of a dossier, before any page is drawn."""

from dataclasses import replace

from app.core.dossier import ALONE, Acting, Person
from app.usecases.documents.papers import decision_paper, form_paper, mandate_paper
from tests.adapters.paper_samples import (
    DEFINITION,
    DOSSIER,
    MANDATE,
    NAME,
    NOW,
    blank,
    decision,
    form,
    receipt,
)


def test_a_form_spells_its_number_and_keeps_who_helped() -> None:
    paper = form()
    assert (paper.reference, paper.kind, paper.template) == ("7K4-M92-QXC", "form", "cerfa")
    assert paper.acting == DOSSIER.acting
    assert paper.mandate == MANDATE


def test_a_definition_may_choose_its_templates() -> None:
    own = replace(DEFINITION, documents={"form": "urbanisme"})
    assert form_paper(DOSSIER, own, (), made_at=NOW).template == "urbanisme"


def test_a_blank_form_belongs_to_nobody() -> None:
    paper = blank()
    assert (paper.reference, paper.acting, paper.submitted_at, paper.made_at) == ("", None, None, None)


def test_a_receipt_tells_the_date_of_silence_and_what_comes_next() -> None:
    paper = receipt()
    assert paper.due_on == DOSSIER.due_on
    assert paper.facts["follow_url"] == "https://guichet.exemple/suivi"
    assert paper.facts["next"] == list(DEFINITION.start.next)


def test_a_decision_names_its_author_and_is_addressed_to_the_person() -> None:
    paper = decision("refused", "Motif")
    assert (paper.facts["author_name"], paper.facts["author_quality"]) == (
        "Élodie Marchand",
        "Directrice du CCAS",
    )
    assert paper.beneficiary_address[0] == NAME


def test_without_an_address_a_decision_carries_at_least_the_name() -> None:
    alone = replace(DOSSIER, acting=ALONE)
    paper = decision_paper(
        alone, DEFINITION, label="Demande acceptée", outcome="accepted", motive="", author=Person("É. M."),
        author_quality="", decided_on=NOW.date(), made_at=NOW,
    )  # fmt: skip
    assert paper.beneficiary_address == (NAME,)


def test_a_citizen_alone_is_named_by_the_dossier() -> None:
    paper = form_paper(replace(DOSSIER, acting=ALONE), DEFINITION, (), made_at=NOW)
    assert paper.acting == Acting(ALONE.actor, Person(NAME), "autonome")


def test_a_mandate_lists_the_titles_of_its_forms() -> None:
    paper = mandate_paper(replace(MANDATE, scope=("demande", "autre")), [DEFINITION], made_at=NOW)
    assert paper.facts["scope"] == ["Demande d’élection de domicile", "autre"]


OUTCOMES = ("accepted", "complete", "refused", "closed")


def test_only_a_complete_form_recalls_what_is_left_to_do() -> None:
    left = replace(
        DEFINITION,
        start=replace(DEFINITION.start, todo=("Signez-le.",)),
        paper={"accepted": ["Elle est valable un an."], "complete": ["Ce n’est pas l’autorisation."]},
    )
    said = {outcome: str(decision(outcome, definition=left).facts["blocks"]) for outcome in OUTCOMES}
    assert [outcome for outcome in OUTCOMES if "Signez-le." in said[outcome]] == ["complete"]
    assert [outcome for outcome in OUTCOMES if "Ce n’est pas" in said[outcome]] == ["complete"]
    assert [outcome for outcome in OUTCOMES if "valable un an" in said[outcome]] == ["accepted"]
