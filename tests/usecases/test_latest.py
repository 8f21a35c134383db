"""The values worked out last: as many as are allowed, those asked for last."""

from app.usecases.latest import Latest


def test_the_value_asked_for_longest_ago_is_the_one_that_goes() -> None:
    latest: Latest[str, int] = Latest(most=2)
    assert latest.find("un") is None
    assert latest.keep("un", 1) == 1
    latest.keep("deux", 2)
    assert latest.find("un") == 1
    latest.keep("trois", 3)
    assert [latest.find(key) for key in ("un", "deux", "trois")] == [1, None, 3]


def test_a_value_kept_again_is_replaced() -> None:
    latest: Latest[str, int] = Latest(most=2)
    latest.keep("un", 1)
    latest.keep("un", 2)
    assert latest.find("un") == 2
