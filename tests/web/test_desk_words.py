"""The desk's sentences: pure functions, so no application is needed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.core.dossier import ALONE, Acting, Dossier, Mode, Person
from app.core.legal_time.silence import silence
from app.core.legal_time.ticking import Tick
from app.core.workflow import State, Transition, Workflow
from app.web.desk.words import channel, consequences, due, due_rule, filled_by, other_name, short_date

TODAY = date(2026, 11, 24)
TODO = State("submitted", "Reçu", "À examiner")
DONE = State("refused", "Refusé", "Refusé", terminal=True, tab="done")
WHEN = datetime(2026, 10, 1, 9, tzinfo=UTC)
DOSSIER = Dossier(
    id="1", reference="7K4M92QXC", slug="cerfa-16029", definition_hash="", service_id="ccas",
    state="submitted", revision=1, working={}, typed={}, answers={}, acting=ALONE,
    created_at=WHEN, updated_at=WHEN,
)  # fmt: skip


def helped(mode: Mode, organisation: str = "France services") -> Acting:
    adviser = Person("Karim Benali", "adviser", "a1", organisation)
    return Acting(actor=adviser, beneficiary=Person("Maryvonne Le Goff"), mode=mode)


def in_days(days: int | None) -> Dossier:
    return replace(DOSSIER, due_on=None if days is None else TODAY + timedelta(days=days))


@pytest.mark.parametrize(
    ("days", "text", "tone"),
    [
        (-2, "en retard de 2\u00a0jours", "late"),
        (-1, "en retard de 1\u00a0jour", "late"),
        (0, "aujourd’hui", "soon"),
        (1, "demain", "soon"),
        (7, "dans 7\u00a0jours", "soon"),
        (8, "dans 8\u00a0jours", ""),
        (None, "sans échéance", ""),
    ],
)
def test_a_due_date_is_told_in_words(days: int | None, text: str, tone: str) -> None:
    found = due(in_days(days), TODO, "rejet", TODAY)
    assert (found.text, found.tone) == (text, tone)


def test_a_due_date_says_what_silence_means() -> None:
    assert due(in_days(3), TODO, "rejet", TODAY).why == "rejet implicite"
    assert due(in_days(3), TODO, "acceptation", TODAY).why == "acceptation implicite"
    known = silence("rejet", 2, date(2026, 9, 23), ())
    assert due_rule(known, None) == (
        "Sans réponse du service au plus tard le 24 novembre 2026, la demande est refusée (rejet implicite)."
    )
    assert due_rule(None, None) == ""


def test_a_delay_that_a_correction_holds_is_told() -> None:
    waiting = replace(TODO, clock="law")
    assert due(in_days(None), waiting, "rejet", TODAY).text == "délai suspendu"
    assert due(in_days(None), waiting, "aucune", TODAY).text == "sans échéance"


def test_what_the_clock_will_do_is_told_with_its_day() -> None:
    done = "Examen repris sans tous les avis"
    move = Transition("late", "Délai d’avis écoulé", done, ("a",), "b", ("clock",), after="P15D")
    told = due_rule(None, Tick(date(2026, 12, 17), move))
    assert "17 décembre 2026" in told
    assert "examen repris sans tous les avis" in told


def test_a_decided_dossier_is_never_late() -> None:
    assert due(in_days(-20), DONE, "rejet", TODAY).text == "traité"


def test_the_channel_names_the_structure_that_helped() -> None:
    assert channel(ALONE) == "en ligne"
    assert channel(helped("mandat")) == "par mandat, France services"
    assert channel(helped("accompagne", "")) == "accompagné"


def test_actor_and_beneficiary_are_both_told() -> None:
    assert filled_by(ALONE) == ""
    for mode in ("mandat", "accompagne"):
        sentence = filled_by(helped(mode))
        assert "Karim Benali" in sentence
        assert "Maryvonne Le Goff" in sentence


@pytest.mark.parametrize(
    ("title", "same"),
    [
        ("Le Goff Maryvonne", True),
        ("LE GÔFF Maryvonne", True),
        ("Le Goff Maryvonne Anne", True),
        ("Mme Le Goff", True),
        ("Le Goff Yann", False),
        ("Benali Karim", False),
        ("", True),
    ],
)
def test_the_applicant_and_the_person_helped_are_compared(title: str, same: bool) -> None:
    line = other_name(replace(DOSSIER, title=title, acting=helped("mandat")))
    assert (line == "") == same
    assert same or (title in line and "Maryvonne Le Goff" in line)
    assert other_name(replace(DOSSIER, title=title)) == ""


def test_a_short_date_has_its_year_only_when_it_is_another_one() -> None:
    assert short_date(date(2026, 9, 24), TODAY) == "24 sept."
    assert short_date(date(2025, 3, 1), TODAY) == "1er mars 2025"


def test_the_confirmation_tells_state_letter_and_mail() -> None:
    refuse = Transition(
        "refuse", "Refuser la demande", "Demande refusée", ("submitted",), "refused", ("agent",),
        effects=("document:decision", "mail:decided"),
    )  # fmt: skip
    workflow = Workflow("w", "", 1, {"submitted": TODO, "refused": DONE}, {"refuse": refuse})
    told = " ".join(consequences(workflow, refuse, replace(DOSSIER, email="m@usager.example")))
    assert "«\u00a0Refusé\u00a0»" in told
    assert "définitive" in told
    assert "PDF" in told
    assert "m@usager.example" in told
    without_mail = " ".join(consequences(workflow, refuse, DOSSIER))
    assert "par la poste" in without_mail
