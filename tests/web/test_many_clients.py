"""Many people save at once on SQLite: nobody is refused, no field is lost. `make bench` tells the time."""

from dataclasses import replace
from pathlib import Path

from app.settings import Settings
from app.usecases.ports import Ports
from app.web.factory import create_app
from bench.clients import drive, lost, windows
from tests.web.large import published

CLIENTS, SAVES = 20, 1000


def test_a_thousand_saves_from_twenty_clients_lose_no_field(
    ports: Ports, settings: Settings, tmp_path: Path
) -> None:
    large = replace(ports, forms=published(tmp_path / "large"))
    opened = windows(create_app(large, settings), large, CLIENTS)
    assert drive(opened) == {200: SAVES}
    assert lost(large, opened) == []
