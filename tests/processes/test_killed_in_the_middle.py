"""Each kind of effect, its process killed once its work is done and before it is told: done again, kept once.

A mail that left cannot be taken back: it may leave twice, then with the same Message-ID. All the rest is one
transaction with the end of its effect.
"""

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

import pytest

from app.adapters.database.store import SqlStore
from app.bootstrap import bootstrap
from app.core.account import Account, Membership
from app.core.desk.opinions import Expert, Opinion
from app.core.dossier import Dossier, Effect, Person, new_reference
from app.settings import Settings
from app.usecases.desk import batches, notices
from app.usecases.desk.digests import send_digests
from app.usecases.desk.expert_mails import REMINDER
from app.usecases.desk.moving import add_effect
from app.usecases.desk.process import act
from app.usecases.fill import start
from app.usecases.fill.submit import submit
from app.usecases.operate import run_effect
from app.usecases.operate.clockwork import run_clock
from app.usecases.ports import Mail, Ports
from app.usecases.studio.made_up import good_case
from app.usecases.together import NoQueue
from tests.fixtures.doubles import SettableClock, TellingDocuments
from tests.processes.conftest import Install

pytestmark = [pytest.mark.processes, pytest.mark.timeout(240)]
SLUG = "cerfa-16029"
FORK = get_context("fork")


@dataclass
class Logged:
    """Every mail that leaves, whoever sends it and whatever becomes of them: a line in a file."""

    path: Path

    def send(self, mail: Mail) -> None:
        """A line, as much written as a mail is sent."""
        with self.path.open("a") as log:
            log.write(f"{mail.id}\n")

    def sent(self) -> Counter[str]:
        return Counter(self.path.read_text().split()) if self.path.exists() else Counter()


@dataclass
class Deadly:
    """A port whose process dies by SIGKILL once `name` was called: what it did stays, nothing comes after."""

    real: Any
    name: str

    def __getattr__(self, asked: str) -> Any:
        found = getattr(self.real, asked)
        if asked != self.name:
            return found

        def last(*given: Any, **named: Any) -> None:
            found(*given, **named)
            os.kill(os.getpid(), signal.SIGKILL)

        return last


@dataclass
class Mortal(Deadly):
    """The same, at its last call of so many."""

    lives: int = 1

    def __getattr__(self, asked: str) -> Any:
        if asked == self.name and self.lives > 1:
            self.lives -= 1
            return getattr(self.real, asked)
        return super().__getattr__(asked)


# The family of an effect → the port that its process dies in: the last thing before it is told, or in the
# midst of the transaction.
DEADLY = {
    "document": ("files", "put"),
    "mail": ("mailer", "send"),
    "staff": ("mailer", "send"),
    "expert": ("mailer", "send"),
    "tell": ("ids", "new"),
}


@pytest.fixture
def ports(install: Install, tmp_path: Path) -> Iterator[Ports]:
    installation = install()
    opened = bootstrap(Settings.from_env(installation.environment))
    clock = SettableClock(datetime(2026, 11, 24, 9, 30, tzinfo=UTC))
    mailer: Any = Logged(tmp_path / "mails")
    yield replace(opened, clock=clock, mailer=mailer, queue=NoQueue(), documents=TellingDocuments())
    assert isinstance(opened.store, SqlStore)
    opened.store.close()


def in_a_process(thing: Callable[[], object]) -> int:
    """Its exit code, minus the signal that killed it."""
    process = FORK.Process(target=thing)
    process.start()
    process.join(60)
    assert process.exitcode is not None
    return process.exitcode


def sent(ports: Ports) -> Dossier:
    form = ports.forms.current(SLUG)
    answers = good_case(form, ports.clock.today())
    assert answers is not None
    draft = start(ports, SLUG)
    with ports.store.transaction() as tx:
        filled = replace(draft, working=answers, email="zoe@usager.example")
        tx.dossiers.save_working(filled, based_on=draft.revision)
    return submit(ports, draft.id, declared=True).dossier


def effects(ports: Ports, dossier_id: str) -> tuple[Effect, ...]:
    with ports.store.reading() as tx:
        return tuple(tx.effects.of(dossier_id))


def undone(ports: Ports, dossier: Dossier) -> list[Effect]:
    return [one for one in effects(ports, dossier.id) if one.status != "done"]


def agent_of(ports: Ports) -> Account:
    place = Membership(ports.forms.current(SLUG).service.id, "agent")
    agent = Account("amelie", "amelie@exemple.fr", "Amélie Perrin", memberships=(place,))
    with ports.store.transaction() as tx:
        tx.accounts.add(agent)
    return agent


def status(ports: Ports, effect: Effect) -> str:
    return next(one.status for one in effects(ports, effect.dossier_id) if one.id == effect.id)


def remind(ports: Ports, dossier: Dossier) -> None:
    """A question to an expert, to be recalled now."""
    opinion = Opinion(
        id="avis", dossier_id=dossier.id, expert=Expert("abf@exemple.fr", "Léa Roy", "ABF"), question="Oui ?",
        due_on=ports.clock.today() + timedelta(days=9), confidential=False, sensitive=False,
        asked_at=ports.clock.now(), asked_by=Person("Amélie", "agent", "a"), number=1,
    )  # fmt: skip
    with ports.store.transaction() as tx:
        tx.opinions.add(opinion)
        add_effect(ports, tx, dossier, f"expert:{REMINDER}", ports.clock.now(), {"opinion": opinion.id})


def test_every_effect_killed_before_it_is_told_is_done_again_and_kept_once(ports: Ports) -> None:
    agent = agent_of(ports)
    notices.choose(ports, agent, {(SLUG, "dossiers"): "instant"})
    dossier = sent(ports)
    remind(ports, dossier)
    killed: Counter[str] = Counter()
    while waiting := undone(ports, dossier):
        for effect in waiting:
            killed[effect.name] += 1
            kill(ports, effect)
        ports.clock.move(seconds=ports.effect_lease.total_seconds() + 1)  # type: ignore[attr-defined]
        for effect in waiting:
            assert in_a_process(lambda effect=effect: run_effect(ports, effect.id)) == 0
    assert {name.partition(":")[0] for name in killed} == set(DEADLY)
    with ports.store.reading() as tx:
        kinds = Counter(event.kind for event in tx.events.of(dossier.id))
        documents = Counter(document.effect_id for document in tx.documents.of(dossier.id))
    made = [one for one in effects(ports, dossier.id) if one.name.startswith("document:")]
    assert documents == Counter(one.id for one in made)
    assert kinds["document"] == len(made)
    assert (kinds["mail"], kinds["opinion-reminder"]) == (1, 1)
    told = [one for one in effects(ports, dossier.id) if one.name.startswith("staff:")]
    assert len({str(one.data["account"]) for one in told}) == len(told), "nobody is told twice"
    mails = {
        one.id for one in effects(ports, dossier.id) if DEADLY[one.name.partition(":")[0]][0] == "mailer"
    }
    assert set(ports.mailer.sent()) == mails  # type: ignore[attr-defined]
    assert set(ports.mailer.sent().values()) == {2}, "once by the dead, once again under the same id"  # type: ignore[attr-defined]


def kill(ports: Ports, effect: Effect) -> None:
    port, verb = DEADLY[effect.name.partition(":")[0]]
    dying = replace(ports, **{port: Deadly(getattr(ports, port), verb)})
    assert in_a_process(lambda: run_effect(dying, effect.id)) == -signal.SIGKILL, effect.name
    assert status(ports, effect) == "running"
    run_effect(ports, effect.id)
    assert status(ports, effect) == "running", "held by the dead until its lease ends"


def test_a_daily_mail_whose_process_was_killed_leaves_again_under_one_id(ports: Ports) -> None:
    agent = agent_of(ports)
    dossier = sent(ports)
    for effect in effects(ports, dossier.id):
        if effect.name.startswith("tell:"):
            run_effect(ports, effect.id)
    ports.clock.instant = datetime(2026, 11, 25, 7, tzinfo=UTC)  # type: ignore[attr-defined]
    dying = replace(ports, mailer=Deadly(ports.mailer, "send"))  # type: ignore[arg-type]
    assert in_a_process(lambda: send_digests(dying)) == -signal.SIGKILL
    assert in_a_process(lambda: send_digests(ports)) == 0
    first = f"digest-{agent.id}-2026-11-25"
    before = ports.mailer.sent()  # type: ignore[attr-defined]
    assert before.total() >= 1
    ports.clock.move(seconds=ports.effect_lease.total_seconds() + 1)  # type: ignore[attr-defined]
    both = [FORK.Process(target=send_digests, args=(ports,)) for _scheduler in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
    after = ports.mailer.sent()  # type: ignore[attr-defined]
    assert first in after
    assert max(after.values()) == 2
    assert sum(1 for number in after.values() if number == 2) == 1, "the one whose process was killed"
    send_digests(ports)
    assert ports.mailer.sent() == after  # type: ignore[attr-defined]


def test_two_schedulers_one_of_them_killed_act_once_on_each_dossier(ports: Ports) -> None:
    agent = agent_of(ports)
    dossiers = [sent(ports) for _number in range(25)]  # more than one transaction of the clock
    for dossier in dossiers[:3]:
        act(ports, agent, dossier.reference, "take")
    ports.clock.move(days=200)  # type: ignore[attr-defined]
    dying = replace(ports, queue=Deadly(ports.queue, "wake"))
    assert in_a_process(lambda: run_clock(dying)) == -signal.SIGKILL
    both = [FORK.Process(target=run_clock, args=(ports,)) for _scheduler in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
    for dossier in dossiers:
        with ports.store.reading() as tx:
            actions = [event.data.get("action") for event in tx.events.of(dossier.id)]
            owed = Counter(effect.name for effect in tx.effects.of(dossier.id))
        assert actions[-1] in ("accept_by_silence", "refuse_by_silence")
        assert actions.count(actions[-1]) == 1
        assert owed["mail:implicit"] == 1
    assert run_clock(ports) == 0


def test_a_batch_of_two_hundred_whose_worker_was_killed_is_finished_by_the_next_none_twice(
    ports: Ports,
) -> None:
    agent, first, chance = agent_of(ports), sent(ports), Random(4)
    copies = [replace(first, id=f"{number:032}", reference=new_reference(chance.choice))
              for number in range(199)]  # fmt: skip
    with ports.store.transaction() as tx:
        sending = tx.events.of(first.id)[-1]
        tx.dossiers.add_all(copies)
        for one in copies:
            tx.events.append(one.id, "transition", sending.at, sending.acting, sending.data)
    batch = batches.pick(ports, agent, [first.reference, *(one.reference for one in copies)])
    batches.launch(ports, agent, batch.id, "transition:take", "")
    dying = replace(ports, clock=Mortal(ports.clock, "now", lives=120))
    assert in_a_process(lambda: batches.run(dying, batch.id)) == -signal.SIGKILL
    done = batches.open_batch(ports, agent, batch.id).progress.done
    assert 0 < done < 200
    assert batches.resume(ports) == 1, "the scheduler finds it"
    assert in_a_process(lambda: batches.run(ports, batch.id)) == 0
    assert batches.open_batch(ports, agent, batch.id).progress.done == 200
    with ports.store.reading() as tx:
        histories = [tx.events.of(one.id) for one in (first, *copies)]
    assert all([event.data.get("action") for event in events].count("take") == 1 for events in histories)
