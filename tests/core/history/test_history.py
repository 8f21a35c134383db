"""The events of a dossier in words: the citizen is spared the machinery that the agent reads."""

from datetime import UTC, datetime

from app.core.dossier import ALONE, Event
from app.core.history import tell

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def event(number: int, kind: str, **data: str) -> Event:
    return Event(str(number), "dossier", number, kind, NOW, ALONE, data)


EVENTS = (
    event(1, "transition", done="Demande envoyée"),
    event(2, "document", title="Accusé de réception"),
    event(3, "mail", subject="Nous avons reçu votre démarche"),
)


def test_the_citizen_reads_no_line_about_documents_and_mails() -> None:
    assert [line.text for line in tell(EVENTS)] == ["Demande envoyée"]


def test_the_agent_reads_every_line() -> None:
    told = [line.text for line in tell(EVENTS, to_agent=True)]
    assert told[0] == "Demande envoyée"
    assert "Accusé de réception" in told[1]
    assert len(told) == 3
