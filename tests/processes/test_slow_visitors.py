"""Visitors who never finish what they send hold a thread each, not the site."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from tests.processes.conftest import Install
from tests.processes.installation import Installation

pytestmark = [pytest.mark.processes, pytest.mark.timeout(120)]
UNFINISHED = (
    b"POST /deconnexion HTTP/1.1\r\nHost: localhost\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\na="
)


@contextmanager
def unfinished_posts(installation: Installation, number: int) -> Iterator[None]:
    with ExitStack() as opened:
        for _post in range(number):
            visitor = opened.enter_context(socket.create_connection(("127.0.0.1", installation.port)))
            visitor.sendall(UNFINISHED)
        time.sleep(0.5)  # for each to have reached its thread
        yield


def test_six_unfinished_posts_do_not_stop_the_site(install: Install):
    installation = install().start()
    assert installation.environment["GUICHET_WEB_WORKERS"] == "1"
    with unfinished_posts(installation, 6):
        started = time.monotonic()
        assert all(installation.answers() for _time in range(4))
        assert time.monotonic() - started < 4
    assert "allows spawning" not in installation.told()


def test_the_threads_that_are_given_are_those_that_serve(install: Install):
    installation = install(GUICHET_WEB_THREADS="2").start()
    with unfinished_posts(installation, 1):
        assert installation.answers()
    with unfinished_posts(installation, 4):
        assert not installation.answers()
    assert installation.answers(), "they left"
