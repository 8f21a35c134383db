"""A draft is judged once for the page that saves it, the one that shows it and the next one."""

from dataclasses import replace
from datetime import timedelta
from gettext import NullTranslations
from typing import Any

import pytest

from app.core import language
from app.core.answers import Verdict
from app.core.definition import FormDefinition
from app.usecases import fill
from app.usecases.fill import verdicts
from app.usecases.ports import Ports
from tests.usecases.conftest import GOOD_STEPS, save


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The working answers that were judged, one entry a time."""
    seen: list[Any] = []
    judge = verdicts.judge

    def noted(form: FormDefinition, answers: Any, **facts: Any) -> Verdict:
        seen.append(answers)
        return judge(form, answers, **facts)

    monkeypatch.setattr(verdicts, "judge", noted)
    return seen


def test_what_saving_a_step_has_judged_is_not_judged_again_by_the_next_pages(
    ports: Ports, judged: list[Any]
) -> None:
    dossier = fill.start(ports, "demande")
    fill.open_step(ports, dossier.id, "identite")
    saved = save(ports, dossier, "identite", GOOD_STEPS["identite"])
    assert len(judged) == 2, "the empty draft, then what was typed"
    assert fill.open_step(ports, dossier.id, "motif").verdict is saved.verdict
    save(ports, dossier, "motif", GOOD_STEPS["motif"])
    assert fill.recap(ports, dossier.id).verdict.errors == ()
    assert len(judged) == 3


def test_other_answers_another_day_another_language_are_judged_again(ports: Ports, judged: list[Any]) -> None:
    dossier = fill.start(ports, "demande")
    form, today = ports.forms.current("demande"), ports.clock.today()
    first = verdicts.verdict_on(form, dossier, today)
    assert verdicts.verdict_on(form, replace(dossier, title="Autre"), today) is first
    others = (
        (form, replace(dossier, working={"demandeur": {"nom": "Le Goff"}}), today),
        (form, replace(dossier, typed={"demandeur.naissance": {"": ("hier",)}}), today),
        (form, dossier, today + timedelta(days=1)),
        (replace(form), dossier, today),
    )
    for other in others:
        verdicts.verdict_on(*other)
    assert len(judged) == 1 + len(others)
    before = language.in_use()
    language.use(NullTranslations())
    try:
        verdicts.verdict_on(replace(form), dossier, today)
    finally:
        language.use(before)
    assert len(judged) == 2 + len(others)
