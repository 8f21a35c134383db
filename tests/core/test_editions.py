"""Which documents stand, and which were replaced."""

from datetime import UTC, datetime

from app.core.dossier import Document
from app.core.editions import editions

DAY = datetime(2026, 11, 26, tzinfo=UTC)


def test_the_last_of_each_kind_stands_and_the_others_are_kept_behind_it() -> None:
    made = [
        Document(str(number), "d", kind, kind, "", 1, DAY)
        for number, kind in enumerate(["form", "receipt", "form", "decision", "form"])
    ]
    found = editions(made)
    assert [document.id for document in found.current] == ["1", "3", "4"]
    assert [document.id for document in found.older] == ["0", "2"]
    assert editions([]).current == editions([]).older == ()
