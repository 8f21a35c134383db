"""Whatever dies between a decision and its documents, every document is made, and made once."""

import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

import psutil
import pytest

from app.adapters.database.store import SqlStore
from app.bootstrap import bootstrap
from app.core.answers import judge
from app.core.dossier import Dossier
from app.settings import Settings
from app.usecases.desk import batches
from app.usecases.fill import start
from app.usecases.fill.submit import submit
from app.usecases.operate.demonstrate import filled_in, load_accounts, staff_of
from app.usecases.ports import Ports
from app.usecases.studio.made_up import good_case
from app.usecases.together import Joined, NoEffects, NoQueue
from tests.fixtures.redis_server import RedisServer
from tests.processes.conftest import Install
from tests.processes.installation import Installation, wait_until

pytestmark = [pytest.mark.processes, pytest.mark.timeout(240)]
Opener = Callable[[Installation], Ports]
SLUG = "cerfa-16029"
QUICK = {"GUICHET_EFFECT_LEASE": "5", "GUICHET_SWEEP_EVERY": "0.3"}


@pytest.fixture
def ports_of() -> Iterator[Opener]:
    """A function that gives the ports of an installation, as its web server has them."""
    opened: list[Ports] = []

    def open_ports(installation: Installation) -> Ports:
        opened.append(bootstrap(Settings.from_env(installation.environment)))
        return opened[-1]

    yield open_ports
    for ports in opened:
        assert isinstance(ports.store, SqlStore)
        ports.store.close()


def send_one(ports: Ports) -> Dossier:
    """A citizen sends a complete form: its documents and mails are now to be made."""
    form = ports.forms.published()[0]
    today = ports.clock.today()
    answers = next(
        case.answers for case in form.scenarios
        if not (verdict := judge(form, case.answers, today=today)).errors and verdict.ineligible is None
    )  # fmt: skip
    dossier = start(ports, form.slug)
    with ports.store.transaction() as tx:
        filled = replace(dossier, working=answers, email="zoe@usager.example")
        tx.dossiers.save_working(filled, based_on=dossier.revision)
    return submit(ports, dossier.id, declared=True).dossier


def statuses(ports: Ports, dossier: Dossier) -> Counter[str]:
    with ports.store.reading() as tx:
        return Counter(effect.status for effect in tx.effects.of(dossier.id))


def all_done(ports: Ports, dossier: Dossier) -> bool:
    return set(statuses(ports, dossier)) == {"done"}


def assert_each_document_was_made_once(ports: Ports, dossier: Dossier, installation: Installation) -> None:
    with ports.store.reading() as tx:
        effects, documents = tx.effects.of(dossier.id), tx.documents.of(dossier.id)
        events = Counter(event.kind for event in tx.events.of(dossier.id))
    wanted = {effect.id for effect in effects if effect.name.startswith("document:")}
    assert len(wanted) >= 2, "the form and its receipt"
    assert Counter(document.effect_id for document in documents) == Counter(wanted)
    assert events["document"] == len(wanted)
    assert all(ports.files.get(document.sha256).startswith(b"%PDF") for document in documents)
    mails = {f"{effect.id}.eml" for effect in effects if effect.name.startswith("mail:")}
    assert mails <= {path.name for path in (installation.folder / "outbox").iterdir()}


def worker_of(installation: Installation) -> psutil.Process:
    wait_until(lambda: "worker" in installation.children(), "a worker")
    return installation.children()["worker"]


def test_killing_the_worker_between_documents_in_the_middle_of_one_and_again(
    install: Install, ports_of: Opener
):
    installation = install(**QUICK).start()
    ports = ports_of(installation)
    undisturbed = send_one(ports)
    wait_until(lambda: all_done(ports, undisturbed), "all effects done when nothing goes wrong")
    dossier = send_one(ports)
    wait_until(lambda: statuses(ports, dossier)["running"] > 0, "an effect under way")
    worker = worker_of(installation)
    fork = worker.children()
    worker.kill()
    wait_until(lambda: not any(alive(process) for process in fork), "the death of its fork", 2)
    assert not all_done(ports, dossier)
    another = send_one(ports)
    for _time in range(2):
        time.sleep(0.4)
        worker_of(installation).kill()
    for sent in (undisturbed, dossier, another):
        wait_until(lambda sent=sent: all_done(ports, sent), "all effects done by the next worker", 60)
        assert_each_document_was_made_once(ports, sent, installation)


def test_killing_the_worker_in_the_middle_of_a_batch_of_two_hundred(install: Install, ports_of: Opener):
    installation = install(GUICHET_DEMO="oui", **QUICK)
    ports = ports_of(installation)
    load_accounts(ports)
    references = two_hundred_sent(ports)
    agent = staff_of(ports, ports.forms.current(SLUG).service.id, "agent")
    assert agent is not None
    installation.start()
    batch = batches.pick(ports, agent, references)
    batches.launch(ports, agent, batch.id, "transition:take", "")
    wait_until(lambda: batches.open_batch(ports, agent, batch.id).progress.done > 10, "a part of it")
    worker_of(installation).kill()
    assert batches.open_batch(ports, agent, batch.id).progress.waiting > 0
    wait_until(lambda: batches.open_batch(ports, agent, batch.id).progress.done == 200, "all of it")
    with ports.store.reading() as tx:
        items = tx.batches.items(batch.id)
        histories = [[event.data.get("action") for event in tx.events.of(item.dossier_id)] for item in items]
    assert [history.count("take") for history in histories] == [1] * 200


def two_hundred_sent(ports: Ports) -> list[str]:
    """Sent as everybody's, but in one transaction and without what would follow."""
    form, store = ports.forms.current(SLUG), Joined(ports.store, NoEffects)
    answers = good_case(form, ports.clock.today())
    assert answers is not None
    joined = replace(ports, store=store, queue=NoQueue())
    with store.together():
        drafts = [filled_in(joined, form, answers) for _number in range(200)]
        return [submit(joined, draft.id, declared=True).dossier.reference for draft in drafts]


def alive(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def test_redis_forgets_everything_then_is_dead_while_a_citizen_sends(
    install: Install, redis_server: RedisServer, ports_of: Opener
):
    installation = install(REDIS_URL=redis_server.url, **QUICK).start()
    ports = ports_of(installation)
    worker, scheduler = worker_of(installation), installation.children()["scheduler"]
    worker.send_signal(signal.SIGSTOP)
    scheduler.send_signal(signal.SIGSTOP)
    dossier = send_one(ports)
    assert redis_server.client().dbsize() > 0
    redis_server.client().flushall()
    assert statuses(ports, dossier)["done"] == 0
    worker.send_signal(signal.SIGCONT)
    scheduler.send_signal(signal.SIGCONT)
    wait_until(lambda: all_done(ports, dossier), "all effects done")
    assert_each_document_was_made_once(ports, dossier, installation)
    wait_until(lambda: not worker_of(installation).children(), "a worker at rest")
    time.sleep(0.5)  # for it to have told Redis so
    redis_server.stop()
    started = time.monotonic()
    dossier = send_one(ports)
    assert dossier.submitted_at is not None
    assert time.monotonic() - started < 5, "a citizen does not wait for Redis"
    assert statuses(ports, dossier)["done"] == 0
    redis_server.start()
    wait_until(lambda: all_done(ports, dossier), "all effects done")
    assert_each_document_was_made_once(ports, dossier, installation)
    assert "Traceback" not in installation.told()


def test_the_whole_machine_stops_leaves_no_orphan_and_starts_again_at_once(
    install: Install, ports_of: Opener
):
    installation = install(**QUICK).start()
    ports = ports_of(installation)
    dossier = send_one(ports)
    seen = set(installation.remember())
    assert len(seen) >= 6, "supervisor, redis, worker, scheduler, web and its own worker"
    assert installation.supervisor is not None
    installation.supervisor.kill()
    installation.supervisor.wait()
    installation.log.write_text("")
    installation.start()
    assert installation.answers()
    assert seen.isdisjoint(installation.survivors())
    wait_until(lambda: all_done(ports, dossier), "all effects done after the restart")
    assert_each_document_was_made_once(ports, dossier, installation)
