"""The antivirus: a real clamd, alive, dead and overwhelmed."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from app.adapters.scanning import ClamdScanner
from app.usecases.ports import Scan
from tests.core.files import PDF
from tests.fixtures.clamd_server import UNSAFE, ClamdServer


@pytest.fixture(scope="module")
def clamd() -> Iterator[ClamdServer]:
    with TemporaryDirectory(prefix="clamd") as folder:  # a socket's path must be short
        server = ClamdServer(Path(folder)).start()
        yield server
        server.stop()


def test_what_is_safe_and_what_is_not_is_told(clamd: ClamdServer) -> None:
    scanner = ClamdScanner(clamd.url)
    assert scanner.scan(BytesIO(PDF)) == Scan(known=True)
    found = scanner.scan(BytesIO(UNSAFE))
    assert found.known
    assert "Guichet.Test" in found.found


def test_more_than_the_daemon_takes_is_not_known(clamd: ClamdServer) -> None:
    assert ClamdScanner(clamd.url).scan(BytesIO(b"0" * (3 * 2**20))) == Scan(known=False)


@pytest.mark.parametrize("url", ["unix:///nulle/part.sock", "tcp://127.0.0.1:1"])
def test_a_daemon_that_is_away_is_not_known(url: str) -> None:
    assert ClamdScanner(url).scan(BytesIO(PDF)) == Scan(known=False)
