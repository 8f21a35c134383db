"""A whole Guichet as an operator runs it (`guichet run`), and a real Chromium to visit it.

One site and one browser serve all the tests of a worker; each test opens its own contexts.
"""

import json
import os
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from app.usecases.operate.demonstrate import PASSWORD
from tests.browser import gallery
from tests.fixtures.forked import forked
from tests.fixtures.launching import Launch, Launched
from tests.fixtures.run import made_once
from tests.usecases.conftest import LIGHT

# Chromium in a container: no sandbox of its own, no talk of its own with the outside.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",  # a container's /dev/shm may be too small for the picture of a page
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A fifth of its processor's time less: fewer processes, no letters in three colours, nothing that moves.
    "--renderer-process-limit=1",
    "--in-process-gpu",
    "--disable-lcd-text",
    "--force-prefers-reduced-motion",
]
# The same engine without windows takes half the time for a page.
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
OURS = ("GUICHET_", "REDIS_", "SMTP_", "DATABASE_URL")
PICTURES = os.environ.get("GUICHET_PICTURES")  # of a site as it is shown, without the forms of tests
PROJECT = Path(__file__).parents[2]
PHONE = {"width": 320, "height": 640}
DESKTOP = {"width": 1280, "height": 900}


@dataclass(frozen=True)
class Site:
    """A running Guichet: where it answers and where it keeps its things."""

    url: str
    instance: Path


@pytest.fixture(scope="session")
def site(
    tmp_path_factory: pytest.TempPathFactory, run_folder: Path, sqlite_template: Path, launch: Launch
) -> Iterator[Site]:
    """Start `guichet run` on an instance that holds the demonstration accounts."""
    loaded = made_once(run_folder / "demonstration", lambda place: _load(place, sqlite_template))
    instance = tmp_path_factory.mktemp("site")
    shutil.copytree(loaded, instance, dirs_exist_ok=True)
    (run_folder / "layouts").mkdir(mode=0o700, exist_ok=True)
    (instance / "layouts").symlink_to(run_folder / "layouts")  # made by one, they serve all
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    running = launch("run", environment=_environment(instance, port), log=instance / "run.log")
    url = f"http://localhost:{port}"
    try:
        _wait_for(f"{url}/sante", running, instance / "run.log")
        yield Site(url, instance)
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(timeout=20)


def _load(instance: Path, sqlite_template: Path) -> None:
    """What every site of the run begins with."""
    instance.mkdir()
    shutil.copyfile(sqlite_template, instance / "guichet.db")
    if not PICTURES:
        _with_test_forms(instance / "forms")
    shown = ["--dossiers", "400"] if PICTURES else ["--accounts-only"]
    loaded = forked("demo", *shown, environment=_environment(instance))
    assert loaded.returncode == 0, loaded.stderr
    _sign_in_at_once(instance / "guichet.db")


def _environment(instance: Path, port: int = 8000) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    own |= {
        "GUICHET_INSTANCE": str(instance),
        "GUICHET_PORT": str(port),
        "GUICHET_DEMO": "1",
        "GUICHET_WEB_WORKERS": "1",
        "GUICHET_SWEEP_EVERY": "1",
    }
    return own if PICTURES else own | {"GUICHET_FORMS": str(instance / "forms")}


def _sign_in_at_once(database: Path) -> None:
    """The same password, hashed lightly: slow on purpose for thieves, not for tests."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE accounts SET password_hash = ?", [LIGHT.hash(PASSWORD)])


def _with_test_forms(folder: Path) -> None:
    """The forms of the project, and those whose pages do everything at once."""
    for source in (PROJECT / "forms_definitions", PROJECT / "tests/browser/data/forms"):
        shutil.copytree(source, folder, dirs_exist_ok=True)
    for workflow in ("avis", "visa"):
        _under_workflow(folder, workflow)
    for slug in gallery.galleries():
        (folder / slug).mkdir()
        (folder / slug / "1.json").write_text(json.dumps(gallery.definition(slug)), encoding="utf-8")


def _under_workflow(folder: Path, workflow: str) -> None:
    """A form of the house that goes through another workflow: "essai-avis"."""
    raw = json.loads((folder / "cerfa-16029" / "1.json").read_text(encoding="utf-8"))
    raw |= {"slug": f"essai-{workflow}", "title": f"Essai : {workflow}", "workflow": workflow}
    (folder / raw["slug"]).mkdir()
    (folder / raw["slug"] / "1.json").write_text(json.dumps(raw), encoding="utf-8")


def _wait_for(url: str, running: Launched, log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if running.poll() is not None:
            break
        try:
            with urlopen(url, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the site did not start:\n{log.read_text(errors='replace')[-3000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright."""
    path = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    assert path, "Chromium is missing: `make test` installs it (Debian package: chromium-headless-shell)"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


Visitor = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Visitor]:
    """Open a page as a new person: `visit(PHONE, script=False)`; Playwright's options follow.

    What the page logs as wrong fails the test.
    """
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def opened(viewport: dict[str, int], *, script: bool = True, **options: Any) -> Page:
        context = browser.new_context(
            base_url=site.url,
            viewport=viewport,
            java_script_enabled=script,
            locale="fr-FR",
            accept_downloads=True,
            **options,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: _note(message.type, message.text, wrong))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not wrong, wrong


def _note(kind: str, text: str, wrong: list[str]) -> None:
    """Chromium logs each 4xx answer and each dropped line as an error: those are the tests' own doing."""
    own = ("status of 4", "net::ERR_CONNECTION_RESET", "net::ERR_INTERNET_DISCONNECTED")
    if kind == "error" and not any(doing in text for doing in own):
        wrong.append(text)
