"""The application of the tests of pages on a real port, for forms that only tests have."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import SHUT_RD, socket
from threading import Thread
from typing import Any

from flask import Flask
from werkzeug.serving import ThreadedWSGIServer

from tests.browser.conftest import Site


class Attentive(ThreadedWSGIServer):
    """One that ends once all is answered: a late answer would open the database of the next test, at the same
    address."""

    daemon_threads = False

    def __init__(self, application: Flask) -> None:
        self._open: list[socket] = []
        super().__init__("localhost", 0, application)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.append(request)
        super().process_request(request, client_address)

    def server_close(self) -> None:
        """Browsers keep their lines for the next page: there is none."""
        for line in self._open:
            with suppress(OSError):  # it is closed already
                line.shutdown(SHUT_RD)
        super().server_close()


@contextmanager
def served(application: Flask, instance: Path) -> Iterator[Site]:
    """Answer on a free port until the block ends."""
    server = Attentive(application)
    serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    serving.start()
    try:
        yield Site(f"http://localhost:{server.port}", instance)
    finally:
        server.shutdown()
        serving.join()
        server.server_close()
