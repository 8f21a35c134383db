"""The real clock and real chance."""

import re
from datetime import UTC, datetime

from app.adapters.clock import SystemClock
from app.adapters.ids import SecretIds
from app.core.dossier import read_reference
from app.core.legal_time import PARIS


def test_now_is_aware_and_in_utc():
    assert SystemClock().now().tzinfo is UTC


def test_today_is_the_day_in_paris():
    before = datetime.now(PARIS).date()
    assert before <= SystemClock().today() <= datetime.now(PARIS).date()


def test_ids_are_opaque_and_differ():
    ids = {SecretIds().new() for _ in range(100)}
    assert len(ids) == 100
    assert all(re.fullmatch(r"[0-9a-f]{32}", each) for each in ids)


def test_references_carry_their_check_character():
    reference = SecretIds().reference()
    assert read_reference(reference.lower()) == reference
