"""What agents are told by mail: at once, in one daily mail, or not; never twice, nothing for nothing."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.core.account import Account
from app.core.desk.notices import Notice
from app.core.dossier import Dossier
from app.core.errors import UnknownAnswers
from app.usecases.desk import messages, notices, visits
from app.usecases.desk.digests import send_digests
from app.usecases.desk.process import act, open_case
from app.usecases.fill.submit import submit
from app.usecases.operate import run_effect
from app.usecases.ports import Mail, Ports
from tests.usecases.conftest import filled, person

SEVEN = datetime(2026, 11, 25, 6, tzinfo=UTC)  # in Paris, the day after that of the tests


def settle(ports: Ports) -> None:
    """Do what was asked of the worker, and what that asks for in turn."""
    for effect_id in ports.queue.woken:
        run_effect(ports, effect_id)
    ports.queue.woken.clear()


def sent(ports: Ports) -> Dossier:
    dossier = submit(ports, filled(ports).id, declared=True).dossier
    settle(ports)
    return dossier


def to(ports: Ports, account: Account) -> list[Mail]:
    return [mail for mail in ports.mailer.sent if mail.to == account.email]


def choose(ports: Ports, account: Account, rhythm: str, subject: str = "dossiers") -> None:
    notices.choose(ports, account, {("demande", subject): rhythm})


def waiting(ports: Ports, account: Account) -> int:
    with ports.store.reading() as tx:
        return len(tx.notices.of(account.id, datetime(2100, 1, 1, tzinfo=UTC)))


def test_new_dossiers_are_told_once_a_day_to_the_agents_of_the_service(ports: Ports, agent: Account) -> None:
    other = person(ports, "agent", "autre", "ailleurs@exemple.fr")
    for _number in range(2):
        sent(ports)
    messages.from_citizen(ports, sent(ports).id, "Bonjour, où en est mon dossier ?")
    settle(ports)
    assert to(ports, agent) == []
    assert send_digests(ports) == 0, "nothing of today before tomorrow"
    ports.clock.instant = SEVEN
    assert send_digests(ports) == 1
    assert send_digests(ports) == 0
    [mail] = to(ports, agent)
    assert mail.subject == "Votre point du jour\u00a0: 3 dossiers"
    assert "3 nouveaux, 1 avec un message" in " ".join(mail.paragraphs)
    assert "Bonjour" not in str(mail)
    assert mail.action_url.endswith("/bureau")
    assert to(ports, other) == []


def test_two_schedulers_send_one_mail_and_lose_nothing_that_comes_meanwhile(
    ports: Ports, agent: Account
) -> None:
    dossier = sent(ports)
    ports.clock.instant = SEVEN

    class Meanwhile:
        """While a mail leaves, the other scheduler has its turn, and a slow transaction ends."""

        def send(self, mail: Mail) -> None:
            ports.mailer.send(mail)
            assert send_digests(ports) == 0
            late = Notice("late", agent.id, dossier.id, "ccas", "demande", "message", dossier.submitted_at)
            with ports.store.transaction() as tx:
                tx.notices.add([late])

    assert send_digests(replace(ports, mailer=Meanwhile())) == 1
    assert len(to(ports, agent)) == 1
    assert waiting(ports, agent) == 1, "for the mail of tomorrow"
    ports.clock.move(days=1)
    assert send_digests(ports) == 1
    assert len({mail.id for mail in to(ports, agent)}) == 2


def test_a_scheduler_that_died_while_sending_is_replaced_under_the_same_message_id(
    ports: Ports, agent: Account
) -> None:
    sent(ports)
    ports.clock.instant = SEVEN

    class Dying:
        def send(self, mail: Mail) -> None:
            ports.mailer.send(mail)
            raise SystemExit

    with pytest.raises(SystemExit):
        send_digests(replace(ports, mailer=Dying()))
    assert send_digests(ports) == 0, "held for two minutes"
    ports.clock.move(minutes=3)
    assert send_digests(ports) == 1
    first, second = to(ports, agent)
    assert first.id == second.id


def test_after_days_of_being_down_one_mail_tells_all(ports: Ports, agent: Account) -> None:
    for _day in range(3):
        sent(ports)
        ports.clock.move(days=1)
    ports.clock.instant = datetime(2026, 11, 28, 9, tzinfo=UTC)
    assert send_digests(ports) == 0, "nobody works on Saturday"
    ports.clock.move(days=2)
    assert send_digests(ports) == 1
    [mail] = to(ports, agent)
    assert "3 nouveaux" in " ".join(mail.paragraphs)


def test_nothing_is_sent_when_there_is_nothing_left_to_say(ports: Ports, agent: Account) -> None:
    colleague = person(ports, "manager", "ccas", "collegue@exemple.fr")
    gone = person(ports, "agent", "ccas", "parti@exemple.fr")
    dossier = sent(ports)
    ports.clock.move(minutes=5)
    case = open_case(ports, agent, dossier.reference)
    visits.record(ports, case.dossier, case.visit)
    choose(ports, colleague, "none")
    with ports.store.transaction() as tx:
        tx.accounts.close(gone.id)
    ports.clock.instant = SEVEN
    ports.mailer.sent.clear()
    assert send_digests(ports) == 0
    assert ports.mailer.sent == []
    assert [waiting(ports, one) for one in (agent, colleague, gone)] == [0, 0, 0]


def test_a_mail_that_cannot_leave_is_tried_again_then_left_to_the_next_day(
    ports: Ports, agent: Account
) -> None:
    sent(ports)
    ports.clock.instant, ports.mailer.broken = SEVEN, True
    for _turn in range(10):  # three tries are made, further and further apart
        assert send_digests(ports) == 0
        ports.clock.move(minutes=5)
    ports.mailer.broken = False
    assert send_digests(ports) == 0
    ports.clock.move(days=1)
    assert send_digests(ports) == 1
    assert "1 nouveau" in " ".join(to(ports, agent)[0].paragraphs)


def test_each_agent_hears_at_their_own_rhythm(ports: Ports, agent: Account) -> None:
    quick, quiet = (person(ports, "agent", "ccas", f"{name}@exemple.fr") for name in ("vite", "calme"))
    choose(ports, quick, "instant")
    choose(ports, quiet, "none")
    dossier = sent(ports)
    [mail] = to(ports, quick)
    assert mail.subject.startswith("Nouveau dossier")
    assert mail.action_url.endswith(dossier.reference)
    assert [waiting(ports, one) for one in (agent, quick, quiet)] == [1, 0, 0]
    choose(ports, quick, "daily")
    assert {one.rhythms["dossiers"] for one in notices.preferences(ports, quick)} >= {"daily"}


def test_a_correction_is_told_to_who_has_the_dossier_in_charge(ports: Ports, agent: Account) -> None:
    colleague = person(ports, "agent", "ccas", "collegue@exemple.fr")
    dossier = sent(ports)
    act(ports, agent, dossier.reference, "ask_correction", motive="Précisez.")
    submit(ports, dossier.id, declared=True)
    settle(ports)
    assert [waiting(ports, one) for one in (agent, colleague)] == [2, 1]


def test_what_was_never_offered_is_refused(ports: Ports, agent: Account) -> None:
    for chosen in ({("ailleurs", "dossiers"): "none"}, {("demande", "dossiers"): "parfois"}):
        with pytest.raises(UnknownAnswers):
            notices.choose(ports, agent, chosen)
