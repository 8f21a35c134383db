"""Amendments, lived: nothing changes before the citizen says yes, once, and everything is traced."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.core.account import Account
from app.core.desk.amendments import ACCEPTED, REFUSED, VOID, WITHDRAWN, Amendment
from app.core.dossier import Dossier
from app.core.errors import NotFound
from app.core.history import tell
from app.core.paths import get
from app.usecases.desk import amendment_answers, amendments, notices, process
from app.usecases.desk.amendments import AmendmentRefused
from app.usecases.desk.on_duty import CaseworkRefused
from app.usecases.fill import follow
from app.usecases.ports import Mail, Ports
from tests.usecases.conftest import person
from tests.usecases.desk.test_opinions import work
from tests.usecases.ruled import effects, now, sent

NAME = "demandeur.nom"
ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # where no SQL is at stake


@pytest.fixture
def dossier(ports: Ports, agent: Account) -> Dossier:
    return process.act(ports, agent, sent(ports).reference, "take")


def proposed(
    ports: Ports, agent: Account, dossier: Dossier, path: str, *typed: str, reason: str = "Une faute."
) -> Amendment:
    case = process.open_case(ports, agent, dossier.reference)
    parts = ("jour", "mois", "annee") if len(typed) == 3 else ("",)
    given = {part: (text,) for part, text in zip(parts, typed, strict=True)}
    amendments.propose(ports, agent, case, path, given, reason)
    return process.open_case(ports, agent, dossier.reference).amendments[-1]


def test_an_answer_changes_once_the_citizen_accepts_and_not_before(
    ports: Ports, agent: Account, dossier: Dossier
) -> None:
    due = now(ports, dossier).due_on
    one = proposed(ports, agent, dossier, NAME, "Legoff")
    assert (get(now(ports, dossier).answers, NAME), one.awaited) == ("Le Goff", True)
    [waiting] = follow.follow_up(ports, dossier.id).amendments
    assert [(change.before, change.now) for change in waiting.changes] == [("Le Goff", "Legoff")]
    assert effects(ports, dossier)["mail:amendment"] == 1
    forms = effects(ports, dossier)["document:form"]

    assert amendment_answers.answer(ports, dossier.id, one.id, accepted=True).outcome == ACCEPTED
    again = amendment_answers.answer(ports, dossier.id, one.id, accepted=False)
    assert again.outcome == ACCEPTED, "the first word stays"
    after = now(ports, dossier)
    assert (get(after.answers, NAME), get(after.working, NAME)) == ("Legoff", "Legoff")
    assert "Legoff" in after.title
    assert (after.state, after.due_on) == ("under_review", due), "neither the state nor the delay moves"
    assert effects(ports, dossier)["document:form"] == forms + 1
    assert effects(ports, dossier)["mail:amended"] == 1
    assert effects(ports, dossier)["staff:amendment"] == 1
    assert follow.follow_up(ports, dossier.id).amendments == ()

    with ports.store.reading() as tx:
        events = tx.events.of(dossier.id)
        kept = tx.casework.versions.first_after(dossier.id, 0)
    assert kept is not None
    assert get(kept.answers, NAME) == "Le Goff"
    told = [line.text for line in tell(events) if line.text.startswith("Modification")]
    assert len(told) == 2
    assert "Legoff" not in str([event.data for event in events]), "answers stay beside the dossier"


def test_what_was_refused_withdrawn_or_overtaken_changes_nothing(
    ports: Ports, agent: Account, dossier: Dossier
) -> None:
    refused = proposed(ports, agent, dossier, NAME, "Legoff")
    assert amendment_answers.answer(ports, dossier.id, refused.id, accepted=False).outcome == REFUSED
    gone = proposed(ports, agent, dossier, NAME, "Legoff")
    assert amendments.withdraw(ports, agent, dossier.reference, gone.id).awaited
    assert not amendments.withdraw(ports, agent, dossier.reference, gone.id).awaited
    assert amendment_answers.answer(ports, dossier.id, gone.id, accepted=True).outcome == WITHDRAWN
    stale = proposed(ports, agent, dossier, NAME, "Legoff")
    with ports.store.transaction() as tx:  # as a correction sent meanwhile does
        found = tx.dossiers.get(dossier.id)
        answers = {**found.answers, "demandeur": {**found.answers["demandeur"], "nom": "Le Goffic"}}
        tx.dossiers.change(replace(found, answers=answers), from_state=found.state)
    assert follow.follow_up(ports, dossier.id).amendments == ()
    assert amendment_answers.answer(ports, dossier.id, stale.id, accepted=True).outcome == VOID
    assert get(now(ports, dossier).answers, NAME) == "Le Goffic"
    late = proposed(ports, agent, dossier, NAME, "Legoff")
    process.act(ports, agent, dossier.reference, "accept")
    with pytest.raises(NotFound):
        amendment_answers.answer(ports, dossier.id, late.id, accepted=True)


@ON_ONE
def test_what_is_proposed_is_judged_as_on_the_form(ports: Ports, agent: Account, dossier: Dossier) -> None:
    for path, typed, reason, said in (
        ("demandeur.naissance", ("31", "2", "1990"), "Une faute.", "date valide"),
        ("demandeur.naissance", ("1", "1", "2999"), "Une faute.", "antérieure"),
        (NAME, ("",), "Une faute.", "Saisissez"),
        (NAME, ("Le Goff",), "Une faute.", "déjà la réponse"),
    ):
        with pytest.raises(AmendmentRefused, match=said):
            proposed(ports, agent, dossier, path, *typed, reason=reason)
    with pytest.raises(CaseworkRefused):
        proposed(ports, agent, dossier, NAME, "Legoff", reason=" ")
    for path in ("enfants", "rien"):
        with pytest.raises(NotFound):
            proposed(ports, agent, dossier, path, "x")
    proposed(ports, agent, dossier, NAME, "Legoff")
    with pytest.raises(AmendmentRefused, match="déjà"):
        proposed(ports, agent, dossier, NAME, "Legouf")


@ON_ONE
def test_neither_another_service_nor_another_dossier_reaches_it(
    ports: Ports, agent: Account, dossier: Dossier
) -> None:
    one = proposed(ports, agent, dossier, NAME, "Legoff")
    stranger = person(ports, "agent", "autre", "ailleurs@exemple.fr")
    with pytest.raises(NotFound):
        amendments.withdraw(ports, stranger, dossier.reference, one.id)
    with pytest.raises(NotFound):
        amendment_answers.answer(ports, sent(ports).id, one.id, accepted=True)
    process.act(ports, agent, dossier.reference, "ask_correction", motive="Votre date.")
    assert amendments.questions(process.open_case(ports, agent, dossier.reference)) == ()
    assert follow.follow_up(ports, dossier.id).amendments == ()


@ON_ONE
def test_a_citizen_who_does_not_answer_is_reminded_once_and_never_once_it_is_moot(
    ports: Ports, agent: Account, dossier: Dossier
) -> None:
    with ports.store.transaction() as tx:
        tx.dossiers.change(replace(dossier, email="zoe@usager.example"), from_state=dossier.state)
    one = proposed(ports, agent, dossier, NAME, "Legoff")
    other = proposed(ports, agent, dossier, "demandeur.prenom", "Zora")
    work(ports)
    assert len(reminders(ports)) == 0
    amendments.withdraw(ports, agent, dossier.reference, other.id)
    ports.clock.move(days=8)
    for _turn in range(2):
        work(ports)
    [mail] = reminders(ports)
    assert "une semaine" in " ".join(mail.paragraphs)
    assert "Legoff" not in str(mail)
    amendment_answers.answer(ports, dossier.id, one.id, accepted=False)
    ports.clock.move(days=8)
    work(ports)
    assert len(reminders(ports)) == 1


def reminders(ports: Ports) -> list[Mail]:
    return [mail for mail in ports.mailer.sent if mail.subject.startswith("Rappel")]  # type: ignore[attr-defined]


@ON_ONE
@pytest.mark.parametrize(("rhythm", "now_", "later"), [("instant", 1, 0), ("daily", 0, 1), ("none", 0, 0)])
def test_the_answer_is_told_at_the_rhythm_that_the_agent_chose(
    ports: Ports, agent: Account, dossier: Dossier, rhythm: str, now_: int, later: int
) -> None:
    notices.choose(ports, agent, {("demande", "messages"): rhythm})
    one = proposed(ports, agent, dossier, NAME, "Legoff")
    amendment_answers.answer(ports, dossier.id, one.id, accepted=True)
    assert effects(ports, dossier)["staff:amendment"] == now_
    with ports.store.reading() as tx:
        waiting = tx.notices.of(agent.id, ports.clock.now() + timedelta(days=1))
    assert [notice.kind for notice in waiting].count("amendment") == later
