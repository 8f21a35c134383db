"""What silence is worth and when: the two regimes of the CRPA, dated, with their explanation."""

from datetime import date
from typing import NamedTuple

from app.core.legal_time.silence import Correction, explain, silence, silence_date


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def asked(on: str, ended: str = "", **more: object) -> Correction:
    granted = day(str(more.pop("granted", "")))
    return Correction(date.fromisoformat(on), day(ended), granted=granted, **more)  # type: ignore[arg-type]


class Case(NamedTuple):
    article: str
    rule: str
    received: str
    on: str
    corrections: tuple[Correction, ...] = ()
    told: str = ""
    months: int = 2


CASES = (
    Case("L231-1", "acceptation", "2026-11-23", "2027-01-24", (),
         "Sans réponse du service au plus tard le 24 janvier 2027, "
         "la demande est acceptée (accord implicite)."),
    Case("L231-4", "rejet", "2026-11-23", "2027-01-24", (),
         "Sans réponse du service au plus tard le 24 janvier 2027, "
         "la demande est refusée (rejet implicite)."),
    Case("L231-6, another delay", "rejet", "2026-11-25", "2026-12-26", (), "", 1),
    # SVR: suspended while the person answers.
    Case("L114-5 al. 4", "rejet", "2026-01-10", "2026-03-23", (asked("2026-03-03", "2026-03-15"),),
         "Suspendu 12 jours par la demande du 3 mars."),
    Case("L114-5 al. 4, one day", "rejet", "2026-01-10", "2026-03-12", (asked("2026-03-03", "2026-03-04"),),
         "Suspendu 1 jour par la demande du 3 mars."),
    Case("L114-5 al. 4, two requests", "rejet", "2026-01-10", "2026-03-26",
         (asked("2026-01-20", "2026-01-25"), asked("2026-03-01", "2026-03-11")),
         "Suspendu 5 jours par la demande du 20 janvier."),
    Case("L114-5 al. 4, not answered", "rejet", "2026-01-10", "", (asked("2026-03-03"),),
         "Le délai est suspendu, en attendant la réponse à une demande de correction."),
    Case("L114-5 al. 4, at most the time granted", "rejet", "2026-01-10", "2026-03-22",
         (asked("2026-03-03", granted="2026-03-13"),), "Suspendu 11 jours par la demande du 3 mars."),
    Case("L114-5 al. 4, answered before the end of the time granted", "rejet", "2026-01-10", "2026-03-16",
         (asked("2026-03-03", "2026-03-08", granted="2026-03-13"),)),
    Case("L114-5 al. 4, answered after the time granted", "rejet", "2026-01-10", "2026-03-22",
         (asked("2026-03-03", "2026-03-20", granted="2026-03-13"),)),
    Case("L114-5 al. 4, over the due date", "rejet", "2026-01-10", "2026-06-11",
         (asked("2026-03-10", "2026-06-10"),)),
    Case("L114-5 al. 4, asked after the rejection was born", "rejet", "2026-01-10", "2026-03-11",
         (asked("2026-03-11", "2026-06-10"),)),
    Case("L114-5 al. 4, given up", "rejet", "2026-01-10", "2026-03-21",
         (asked("2026-03-03", "2026-03-13", cancelled=True),)),
    Case("L114-5 al. 4, over the year", "rejet", "2026-12-10", "2027-02-16",
         (asked("2026-12-28", "2027-01-02"),),
         "Suspendu 5 jours par la demande du 28 décembre 2026."),
    # SVA: runs from the complete request.
    Case("L114-5 al. 3", "acceptation", "2026-01-10", "2026-05-16", (asked("2026-03-03", "2026-03-15"),),
         "Délai compté depuis la correction reçue le 15 mars."),
    Case("L114-5 al. 3, two requests", "acceptation", "2026-01-10", "2026-06-02",
         (asked("2026-02-01", "2026-02-10"), asked("2026-03-20", "2026-04-01"))),
    Case("L114-5 al. 3, the time granted changes nothing", "acceptation", "2026-01-10", "",
         (asked("2026-03-03", granted="2026-03-13"),),
         "Le délai ne court pas : il commencera quand le dossier sera complet."),
    Case("L114-5 al. 3, answered on 29 February", "acceptation", "2028-01-10", "2028-04-30",
         (asked("2028-02-01", "2028-02-29"),)),
    Case("L114-5 al. 3, answered on 31 December", "acceptation", "2026-11-10", "2027-03-01",
         (asked("2026-12-01", "2026-12-31"),)),
    Case("L114-5, given up: paused only", "acceptation", "2026-01-10", "2026-03-21",
         (asked("2026-03-03", "2026-03-13", cancelled=True),)),
    Case("L114-5 al. 3, asked once accepted", "acceptation", "2026-01-10", "2026-03-11",
         (asked("2026-03-11", "2026-03-15"),)),
    # What a workflow may choose instead.
    Case("paused by choice", "acceptation", "2026-01-10", "2026-03-23",
         (asked("2026-03-03", "2026-03-15", effect="pause"),)),
    Case("restarted by choice", "rejet", "2026-01-10", "2026-05-16",
         (asked("2026-03-03", "2026-03-15", effect="restart"),)),
    Case("a request that changes nothing", "rejet", "2026-01-10", "2026-03-11",
         (asked("2026-03-03", "2026-03-15", effect="none"),)),
)  # fmt: skip


def test_silence_is_worth_a_decision_on_the_day_that_the_law_says() -> None:
    wrong = []
    for case in CASES:
        due = silence(case.rule, case.months, date.fromisoformat(case.received), case.corrections)
        assert due is not None
        told = [sentence.replace("\u00a0", " ") for sentence in explain(due)]
        if due.on != day(case.on) or (case.told and case.told not in told):
            wrong.append((case.article, due.on, told))
    assert wrong == []


def test_without_a_rule_or_a_delay_silence_means_nothing() -> None:
    assert silence("aucune", 2, date(2026, 11, 25), ()) is None
    assert silence("rejet", 0, date(2026, 11, 25), ()) is None


def test_silence_is_counted_from_the_day_of_reception_left_out() -> None:
    for received, months, on in (
        ("2026-03-15", 2, "2026-05-16"),
        ("2026-12-30", 2, "2027-03-01"),
        ("2026-12-31", 2, "2027-03-01"),
        ("2026-01-31", 1, "2026-03-01"),
        ("2027-02-28", 1, "2027-03-29"),
    ):
        assert silence_date(date.fromisoformat(received), months) == date.fromisoformat(on)
        due = silence("rejet", months, date.fromisoformat(received), ())
        assert due is not None
        assert due.on == date.fromisoformat(on)
