"""The clock acts once, at the legal day, whatever died or ran twice; the version of the workflow is kept."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Barrier

from app.adapters.database.store import SqlStore
from app.adapters.forms import WorkflowFiles
from app.core.account import Account
from app.core.desk.opinions import Expert
from app.core.errors import TransitionNotAllowed
from app.core.legal_time import civil_date
from app.core.legal_time.silence import explain
from app.usecases.desk import opinions, process
from app.usecases.desk.opinions import Question
from app.usecases.fill import follow
from app.usecases.fill.submit import submit
from app.usecases.operate.clockwork import run_clock
from app.usecases.ports import Ports
from tests.usecases.ruled import accepting, effects, moves, now, on, rejecting, sent

WAITING = 12  # dossiers that two schedulers fight for


def test_silence_accepts_on_its_day_and_not_before(ports: Ports, tmp_path: Path) -> None:
    ports = accepting(ports, tmp_path)
    on(ports, "2026-11-23")
    dossier = sent(ports)
    assert (dossier.due_on, dossier.clock_on) == (date(2027, 1, 24), date(2027, 1, 24))
    on(ports, "2027-01-23")
    assert run_clock(ports) == 0
    assert now(ports, dossier).state == "submitted"
    on(ports, "2027-01-24")
    assert run_clock(ports) == 1
    decided = now(ports, dossier)
    assert (decided.state, decided.clock_on) == ("implicitly_accepted", None)
    assert effects(ports, dossier)["mail:implicit"] == 1
    assert run_clock(ports) == 0


def test_after_days_of_being_down_the_legal_day_is_kept(ports: Ports, tmp_path: Path) -> None:
    ports = accepting(ports, tmp_path)
    on(ports, "2026-11-23")
    dossier = sent(ports)
    on(ports, "2027-02-03")
    assert run_clock(ports) == 1
    decided = now(ports, dossier)
    assert decided.decided_at is not None
    assert civil_date(decided.decided_at) == date(2027, 1, 24)
    last = moves(ports, dossier)[-1]
    assert (last.data["on"], civil_date(last.at)) == ("2027-01-24", date(2027, 2, 3))
    told = follow.follow_up(ports, dossier.id).history[-1]
    assert "24 janvier 2027" in told.detail


def test_the_actions_missed_in_a_row_are_each_done_at_their_day(
    ports: Ports, agent: Account, tmp_path: Path
) -> None:
    ports = rejecting(ports, tmp_path, "avis")
    on(ports, "2026-11-23")
    dossier = sent(ports)
    process.act(ports, agent, dossier.reference, "take")
    on(ports, "2026-12-01")
    experts = (Expert("abf@exemple.fr", "Léa Roy", "Architecte des bâtiments de France"),)
    opinions.ask(ports, agent, dossier.reference, Question(experts, "Qu’en pensez-vous ?", "P15D"))
    assert now(ports, dossier).clock_on == date(2026, 12, 17)
    on(ports, "2027-03-01")
    assert run_clock(ports) == 1
    done = [(event.data["action"], event.data.get("on")) for event in moves(ports, dossier)[-2:]]
    assert done == [("opinions_late", "2026-12-17"), ("refuse_by_silence", "2027-01-24")]


def test_two_schedulers_act_once_on_each_dossier(ports: Ports, store: SqlStore, tmp_path: Path) -> None:
    ports = accepting(ports, tmp_path)
    on(ports, "2026-11-23")
    dossiers = [sent(ports) for _number in range(WAITING)]
    on(ports, "2027-01-30")
    together = Barrier(2)
    # Two stores over the database, as two processes have: no lock of this program is between them.
    others = [SqlStore(store._engine), SqlStore(store._engine)]

    def turn(other: SqlStore) -> int:
        together.wait()
        return run_clock(replace(ports, store=other))

    with ThreadPoolExecutor(2) as threads:
        acted = list(threads.map(turn, others))
    assert sum(acted) == WAITING
    for dossier in dossiers:
        actions = [event.data["action"] for event in moves(ports, dossier)]
        assert actions == ["submit", "accept_by_silence"]
        assert effects(ports, dossier)["mail:implicit"] == 1


def test_an_agent_and_the_clock_at_the_same_moment_decide_once(
    ports: Ports, agent: Account, store: SqlStore, tmp_path: Path
) -> None:
    ports = accepting(ports, tmp_path)
    on(ports, "2026-11-23")
    dossier = sent(ports)
    process.act(ports, agent, dossier.reference, "take")
    on(ports, "2027-01-24")
    together = Barrier(2)

    def decide(other: SqlStore) -> str:
        together.wait()
        try:
            process.act(replace(ports, store=other), agent, dossier.reference, "accept")
        except TransitionNotAllowed as refusal:
            return refusal.reason
        return ""

    def tick(other: SqlStore) -> int:
        together.wait()
        return run_clock(replace(ports, store=other))

    with ThreadPoolExecutor(2) as threads:
        person_, clock = (
            threads.submit(decide, SqlStore(store._engine)),
            threads.submit(tick, SqlStore(store._engine)),
        )
    assert (person_.result() == "") is (clock.result() == 0)
    ends = {event.data["to"] for event in moves(ports, dossier)} & {"accepted", "implicitly_accepted"}
    assert len(ends) == 1


def test_a_correction_suspends_a_rejection_and_restarts_an_acceptance(
    ports: Ports, agent: Account, tmp_path: Path
) -> None:
    for make, due, why in (
        (rejecting, date(2027, 2, 5), "Suspendu 12 jours par la demande du 3 décembre 2026."),
        (accepting, date(2027, 2, 16), "Délai compté depuis la correction reçue le 15 décembre 2026."),
    ):
        ruled = make(ports, tmp_path / make.__name__)
        on(ruled, "2026-11-23")
        dossier = sent(ruled)
        on(ruled, "2026-12-03")
        process.act(ruled, agent, dossier.reference, "ask_correction", motive="Il manque une pièce.")
        told = follow.follow_up(ruled, dossier.id)
        assert told.answer_by == date(2027, 1, 4), "the 3rd is a Sunday"
        on(ruled, "2026-12-15")
        submit(ruled, dossier.id, declared=True)
        assert now(ruled, dossier).due_on == due
        case = process.open_case(ruled, agent, dossier.reference)
        assert case.due is not None
        assert case.tick is not None
        assert (case.due.on, case.tick.on) == (due, due)
        assert why in [text.replace("\u00a0", " ") for text in explain(case.due)]


def test_a_date_that_is_out_of_date_is_mended_without_acting(ports: Ports, tmp_path: Path) -> None:
    ports = accepting(ports, tmp_path)
    on(ports, "2026-11-23")
    dossier = sent(ports)
    with ports.store.transaction() as tx:
        tx.dossiers.look_on(dossier.id, date(2026, 11, 24), due_on=date(2026, 11, 24))
    on(ports, "2026-11-25")
    assert run_clock(ports) == 0
    mended = now(ports, dossier)
    assert (mended.state, mended.due_on, mended.clock_on) == (
        "submitted",
        date(2027, 1, 24),
        date(2027, 1, 24),
    )


def test_one_that_cannot_be_dealt_with_stops_no_other(ports: Ports, tmp_path: Path) -> None:
    ports = accepting(ports, tmp_path)
    on(ports, "2026-11-23")
    broken, sound = sent(ports), sent(ports)
    with ports.store.transaction() as tx:
        tx.dossiers.change(replace(broken, workflow_hash=""), from_state="submitted")
    on(ports, "2027-01-24")
    without_file = replace(ports, workflows=WorkflowFiles(tmp_path / "none"))
    assert run_clock(without_file) == 1
    assert now(ports, sound).state == "implicitly_accepted"
    assert now(ports, broken).clock_on == date(2027, 1, 25), "told once a day, not at each turn"
    on(ports, "2027-01-25")
    assert run_clock(ports) == 1
    assert moves(ports, broken)[-1].data["on"] == "2027-01-24"
