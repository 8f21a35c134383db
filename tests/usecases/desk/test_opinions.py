"""Opinions asked of experts: the link, the answer, the reminder, who reads what, what comes next."""

from datetime import date
from pathlib import Path

import pytest

from app.core.account import Account
from app.core.desk.opinions import AGAINST, FAVORABLE, NONE, Expert, Opinion
from app.core.dossier import Dossier
from app.core.errors import NotFound, TransitionNotAllowed
from app.core.history import tell
from app.usecases.desk import opinion_links, opinions, process
from app.usecases.desk.expert_mails import link
from app.usecases.desk.on_duty import CaseworkRefused
from app.usecases.desk.opinions import Question
from app.usecases.fill import follow
from app.usecases.operate import run_effect, sweep
from app.usecases.operate.clockwork import run_clock
from app.usecases.ports import Ports
from tests.usecases.conftest import person
from tests.usecases.ruled import moves, now, on, sent, with_workflow

ABF = Expert("abf@exemple.fr", "Léa Roy", "Architecte des bâtiments de France")
DDT = Expert("ddt@exemple.fr", "Jean Petit", "Direction des territoires")
ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # where no SQL is at stake


@pytest.fixture
def ports(ports: Ports, tmp_path: Path) -> Ports:
    ports = with_workflow(ports, tmp_path, "avis", rule="aucune")
    on(ports, "2026-11-02")
    return ports


@pytest.fixture
def dossier(ports: Ports, agent: Account) -> Dossier:
    found = sent(ports)
    return process.act(ports, agent, found.reference, "take")


def ask(ports: Ports, agent: Account, dossier: Dossier, *experts: Expert, **more: object) -> list[Opinion]:
    """Ask, let the worker write, give the questions as they are kept."""
    question = Question(experts, "Le projet est-il conforme ?", more.pop("delay", "P15D"), **more)  # type: ignore[arg-type]
    opinions.ask(ports, agent, dossier.reference, question)
    work(ports)
    return asked(ports, dossier)


def work(ports: Ports) -> None:
    sweep(ports)
    for effect_id in ports.queue.woken:  # type: ignore[attr-defined]
        run_effect(ports, effect_id)
    ports.queue.woken.clear()  # type: ignore[attr-defined]


def asked(ports: Ports, dossier: Dossier) -> list[Opinion]:
    with ports.store.reading() as tx:
        return list(tx.opinions.of(dossier.id))


def mails(ports: Ports, to: str) -> list[str]:
    return [mail.subject for mail in ports.mailer.sent if mail.to == to]  # type: ignore[attr-defined]


def code(ports: Ports, opinion: Opinion) -> str:
    return link(ports, opinion).rpartition("/")[2]


def test_the_last_of_parallel_opinions_takes_the_examination_up_again(
    ports: Ports, agent: Account, dossier: Dossier
) -> None:
    first, second = ask(ports, agent, dossier, ABF, DDT)
    assert (now(ports, dossier).state, now(ports, dossier).clock_on) == ("consulting", date(2026, 11, 18))
    [mail] = [mail for mail in ports.mailer.sent if mail.to == ABF.email]  # type: ignore[attr-defined]
    assert mail.action_url == link(ports, first)
    assert "Le Goff" not in str(mail), "a mail names nobody but the expert"
    assert opinion_links.enter(ports, first.id, code(ports, first)).id == first.id
    on(ports, "2026-11-05")
    opinion_links.give(ports, first.id, FAVORABLE, "", confirmed=True)
    assert now(ports, dossier).state == "consulting"
    opinion_links.give(ports, second.id, AGAINST, "Zone inondable.", confirmed=True)
    assert now(ports, dossier).state == "under_review"
    last = moves(ports, dossier)[-1]
    assert (last.data["action"], last.data["on"]) == ("opinions_complete", "2026-11-05")
    work(ports)
    assert mails(ports, agent.email).count(mails(ports, agent.email)[0]) == 2, "the agent is told of each"
    opinion_links.give(ports, first.id, NONE, "Je change d’avis.", confirmed=True)
    assert asked(ports, dossier)[0].answer == FAVORABLE, "the first answer stays"


def test_without_the_last_opinion_the_deadline_goes_on_once_and_a_late_one_is_still_taken(
    ports: Ports, agent: Account, dossier: Dossier
) -> None:
    [late] = ask(ports, agent, dossier, ABF)
    on(ports, "2026-11-17")
    assert run_clock(ports) == 0, "the last day is the expert's"
    on(ports, "2026-11-20")
    assert (run_clock(ports), run_clock(ports)) == (1, 0)
    last = moves(ports, dossier)[-1]
    assert (last.data["action"], last.data["on"]) == ("opinions_late", "2026-11-18")
    assert late.late(ports.clock.today())
    opinion_links.give(ports, late.id, FAVORABLE, "", confirmed=True)
    assert now(ports, dossier).state == "under_review"
    process.act(ports, agent, dossier.reference, "ask_opinions")
    assert now(ports, dossier).state == "consulting", "what came in an earlier stay ends no new one"


@ON_ONE
def test_the_reminder_is_sent_once_before_the_deadline_and_never_after_the_answer(
    ports: Ports, agent: Account, dossier: Dossier
) -> None:
    first, _second = ask(ports, agent, dossier, ABF, DDT)
    assert len(mails(ports, ABF.email)) == 1
    opinion_links.give(ports, first.id, FAVORABLE, "", confirmed=True)
    on(ports, "2026-11-13")
    work(ports)
    assert len(mails(ports, DDT.email)) == 1
    on(ports, "2026-11-14")
    for _turn in range(3):
        work(ports)
    assert [subject[:6] for subject in mails(ports, DDT.email)] == ["Votre ", "Rappel"]
    assert len(mails(ports, ABF.email)) == 1
    with ports.store.reading() as tx:
        kinds = [event.kind for event in tx.events.of(dossier.id)]
    assert kinds.count("opinion-reminder") == 1


def test_a_link_dies_when_renewed_withdrawn_too_old_or_when_the_dossier_is_decided(
    ports: Ports, agent: Account, dossier: Dossier
) -> None:
    first, second = ask(ports, agent, dossier, ABF, DDT)
    old = code(ports, first)
    opinions.send_again(ports, agent, dossier.reference, first.id)
    work(ports)
    assert len(mails(ports, ABF.email)) == 2
    with pytest.raises(NotFound):
        opinion_links.enter(ports, first.id, old)
    renewed = asked(ports, dossier)[0]
    assert opinion_links.enter(ports, first.id, code(ports, renewed))
    with pytest.raises(NotFound):
        opinion_links.enter(ports, second.id, code(ports, renewed))
    opinions.withdraw(ports, agent, dossier.reference, first.id)
    opinions.withdraw(ports, agent, dossier.reference, first.id)
    with pytest.raises(NotFound):
        opinion_links.enter(ports, first.id, code(ports, renewed))
    assert now(ports, dossier).state == "consulting", "the other one is still awaited"
    on(ports, "2026-12-18")
    with pytest.raises(NotFound):
        opinion_links.enter(ports, second.id, code(ports, second))
    on(ports, "2026-11-04")
    opinions.withdraw(ports, agent, dossier.reference, second.id)
    assert now(ports, dossier).state == "under_review", "nobody is awaited any more"
    [third] = ask(ports, agent, dossier, ABF)[2:]
    process.act(ports, agent, dossier.reference, "stop_waiting")
    process.act(ports, agent, dossier.reference, "accept")
    with pytest.raises(NotFound):
        opinion_links.give(ports, third.id, FAVORABLE, "", confirmed=True)


@ON_ONE
def test_what_is_confidential_is_read_by_the_service_alone(
    ports: Ports, agent: Account, dossier: Dossier
) -> None:
    [secret] = ask(ports, agent, dossier, ABF, confidential=True)
    [_secret, plain] = ask(ports, agent, dossier, DDT)
    opinion_links.give(ports, secret.id, AGAINST, "Secret bien gardé.", confirmed=True)
    assert opinion_links.consult(ports, plain.id).others == ()
    with ports.store.reading() as tx:
        events = tx.events.of(dossier.id)
    citizen = " ".join(line.text + line.who for line in tell(events)).replace("\u00a0", " ")
    assert "Avis demandé : Direction" in citizen
    assert "Architecte" not in citizen
    assert "Architecte" in " ".join(line.text for line in tell(events, to_agent=True))
    assert "Secret" not in str([event.data for event in events]), "words stay beside the dossier"
    opinion_links.give(ports, plain.id, FAVORABLE, "Rien à dire.", confirmed=True)
    assert follow.follow_up(ports, dossier.id).opinions == (), "not before the decision (CRPA L311-2)"
    process.act(ports, agent, dossier.reference, "accept")
    assert [one.text for one in follow.follow_up(ports, dossier.id).opinions] == ["Rien à dire."]


@ON_ONE
def test_an_answer_is_judged(ports: Ports, agent: Account, dossier: Dossier) -> None:
    [one] = ask(ports, agent, dossier, ABF)
    for answer, text, confirmed, place in (
        ("", "", True, "champ-avis"),
        ("peut-être", "", True, "champ-avis"),
        (AGAINST, " \n", True, "champ-texte"),
        (FAVORABLE, "x" * 5001, True, "champ-texte"),
        (FAVORABLE, "", False, "champ-confirme"),
    ):
        with pytest.raises(CaseworkRefused) as refused:
            opinion_links.give(ports, one.id, answer, text, confirmed=confirmed)
        assert refused.value.place == place
    assert asked(ports, dossier)[0].awaited


@ON_ONE
def test_nobody_is_asked_where_the_workflow_does_not_say_so_nor_by_another_service(
    ports: Ports, agent: Account, dossier: Dossier
) -> None:
    [one] = ask(ports, agent, dossier, ABF)
    stranger = person(ports, "agent", "autre", "ailleurs@exemple.fr")
    for attempt in (opinions.send_again, opinions.withdraw):
        with pytest.raises(NotFound):
            attempt(ports, stranger, dossier.reference, one.id)
    process.act(ports, agent, dossier.reference, "stop_waiting")
    process.act(ports, agent, dossier.reference, "accept")
    with pytest.raises(TransitionNotAllowed) as refused:
        opinions.ask(ports, agent, dossier.reference, Question((DDT,), "Et alors ?", "P15D"))
    assert refused.value.reason == "no-consulting"
    assert len(asked(ports, dossier)) == 1
