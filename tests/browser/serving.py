"""The application of the tests of pages on a real port, for forms that only tests have."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from flask import Flask
from werkzeug.serving import make_server

from tests.browser.conftest import Site


@contextmanager
def served(application: Flask, instance: Path) -> Iterator[Site]:
    """Answer on a free port until the block ends."""
    server = make_server("localhost", 0, application, threaded=True)
    serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    serving.start()
    try:
        yield Site(f"http://localhost:{server.port}", instance)
    finally:
        server.shutdown()
        serving.join()
        server.server_close()
