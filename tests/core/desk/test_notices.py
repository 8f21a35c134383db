"""When daily mails may leave, and what is worth telling in them."""

from datetime import UTC, date, datetime

from app.core.desk.notices import Choice, Notice, Reader, counted, cut, digest_day, still_wanted
from tests.core.tables import each


def notice(
    kind: str = "received", *, dossier: str = "d1", service: str = "ccas", seen: bool = False
) -> Notice:
    return Notice("n", "a", dossier, service, "aide", kind, datetime(2026, 11, 24, tzinfo=UTC), seen)


@each(
    ("instant", "day"),
    [
        ("2026-11-24T05:59:59+00:00", None),  # winter: 06:59 in Paris
        ("2026-11-24T06:00:00+00:00", date(2026, 11, 24)),
        ("2026-07-15T05:00:00+00:00", date(2026, 7, 15)),  # summer
        ("2026-10-26T05:30:00+00:00", None),  # the day after the clocks went back
        ("2026-11-28T09:00:00+00:00", None),  # Saturday
        ("2026-11-11T09:00:00+00:00", None),  # armistice
        ("2026-11-24T23:30:00+00:00", None),  # the 25th in Paris, not yet seven
        ("2028-02-29T22:30:00+00:00", date(2028, 2, 29)),
    ],
)
def test_daily_mails_leave_on_working_days_from_seven(instant: str, day: date | None) -> None:
    assert digest_day(datetime.fromisoformat(instant)) == day


def test_a_day_is_cut_at_seven_in_paris() -> None:
    assert cut(date(2026, 7, 15)) == datetime(2026, 7, 15, 5, tzinfo=UTC)
    assert cut(date(2026, 11, 24)) == datetime(2026, 11, 24, 6, tzinfo=UTC)


def test_only_what_is_new_and_wanted_is_told() -> None:
    told = (notice(), notice("message"), notice(seen=True), notice(service="autre"))
    assert still_wanted(told, (), ["ccas"]) == (notice(), notice("message"))
    none = Choice("aide", "dossiers", "none")
    assert still_wanted(told, [none], ["ccas"]) == (notice("message"),)
    assert still_wanted(told, [Choice("autre", "dossiers", "none")], ["ccas"])[0] == notice()


def test_a_dossier_counts_once_for_each_thing() -> None:
    numbers = counted([notice(), notice("message"), notice("message"), notice("message", dossier="d2")])
    assert numbers == {"aide": {"received": 1, "message": 2}}


def test_who_chose_nothing_hears_at_the_usual_rhythm() -> None:
    assert (Reader("a", None).rhythm("dossiers"), Reader("a", None).rhythm("messages")) == (
        "daily",
        "instant",
    )
    assert Reader("a", "none").rhythm("messages") == "none"
