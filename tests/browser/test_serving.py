"""The server of the tests themselves: nothing of it goes on when it has ended."""

from pathlib import Path
from socket import create_connection
from threading import Event, Thread
from urllib.parse import urlsplit
from urllib.request import urlopen

from flask import Flask

from tests.browser.serving import served


def test_what_is_still_being_answered_ends_before_the_site_does(tmp_path: Path) -> None:
    application, begun, ended = Flask("slow"), Event(), Event()

    @application.get("/")
    def slow() -> str:
        begun.set()
        ended.wait(0.3)
        ended.set()
        return "answered"

    with served(application, tmp_path) as site:
        idle = create_connection(("localhost", urlsplit(site.url).port or 0))
        asking = Thread(target=lambda: urlopen(site.url).read())
        asking.start()
        assert begun.wait(5)
    assert ended.is_set(), "and a line that nobody uses holds nothing back"
    asking.join()
    idle.close()
