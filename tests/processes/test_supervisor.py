import os
import signal
import sqlite3
from pathlib import Path

import psutil
import pytest

from tests.fixtures.redis_server import RedisServer
from tests.processes.conftest import Install
from tests.processes.installation import Installation, wait_until

pytestmark = [pytest.mark.processes, pytest.mark.timeout(240)]
ALL = {"web", "worker", "scheduler", "redis"}


def test_everything_starts_alone_in_its_folder_and_stops_on_ctrl_c_without_orphan(install: Install):
    installation = install().start(from_nothing=True)
    assert installation.answers()
    assert set(installation.children()) == ALL
    assert_private(installation)
    again = installation.here("run", "--port", str(installation.port + 1))
    assert again.returncode == 2
    assert "Guichet tourne déjà sur le dossier" in one_line(again.stderr)
    elsewhere = install("elsewhere").here("run", "--port", str(installation.port))
    assert elsewhere.returncode == 2
    assert f"Le port {installation.port}" in one_line(elsewhere.stderr)
    assert "GUICHET_PORT" in elsewhere.stderr
    assert installation.answers(), "those who were refused took nothing"
    code, seconds = installation.ask_to_stop(signal.SIGINT)
    assert code == 0
    assert seconds < 10
    assert installation.survivors() == []
    assert "Traceback" not in installation.told()


def assert_private(installation: Installation) -> None:
    redis = installation.children()["redis"]
    assert [found for found in redis.net_connections("inet") if found.status == psutil.CONN_LISTEN] == []
    folder = installation.folder / "redis"
    assert oct(folder.stat().st_mode & 0o777) == "0o700"
    assert oct((folder / "redis.sock").stat().st_mode & 0o777) == "0o600"
    assert (folder / "appendonlydir").is_dir() or (folder / "appendonly.aof").is_file()


def test_a_child_that_dies_is_replaced_later_and_later_if_it_keeps_dying(install: Install):
    installation = install("a-very-long-path-is-no-obstacle-" * 5).start()
    before = installation.children()
    for process in before.values():
        process.kill()

    def replaced() -> bool:
        now = installation.children()
        return set(now) == ALL and all(now[name].pid != before[name].pid for name in ALL)

    wait_until(replaced, "four new processes")
    wait_until(installation.answers, "an answer of the new web server")
    assert "restarted in 0.5 s" in installation.told()
    for _time in range(2):
        wait_until(lambda: "scheduler" in installation.children(), "a scheduler")
        installation.children()["scheduler"].kill()
        wait_until(lambda: "scheduler" not in installation.children(), "its death")
    wait_until(lambda: "restarted in 2.0 s" in installation.told(), "a longer pause")
    assert installation.answers(), "the others go on"
    worker = installation.children()["worker"]
    wait_until(lambda: listens(worker), "the worker at its queue")
    worker.terminate()
    ended = f"worker (pid {worker.pid}) stopped (code 0)"
    wait_until(lambda: ended in installation.told(), "the end of an idle worker, asked and not killed")


def listens(process: psutil.Process) -> bool:
    """True once it has its own way to meet SIGTERM."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    caught = int(status.split("SigCgt:")[1].split()[0], 16)
    return bool(caught >> (signal.SIGTERM - 1) & 1)


def test_a_given_redis_an_ended_demonstration_and_no_form_are_no_obstacle(
    install: Install, redis_server: RedisServer, tmp_path: Path
):
    (tmp_path / "no-forms").mkdir()
    installation = install(GUICHET_DEMO="oui", GUICHET_SWEEP_EVERY="0.2", REDIS_URL=redis_server.url)
    assert installation.here("demo", "--accounts-only").returncode == 0
    installation.environment |= {"GUICHET_DEMO": "non", "GUICHET_FORMS": str(tmp_path / "no-forms")}
    refused = installation.here("demo", "--accounts-only")
    assert refused.returncode == 1
    assert "GUICHET_DEMO=oui" in refused.stderr
    with sqlite3.connect(installation.folder / "guichet.db") as database:
        database.execute(
            "INSERT INTO throttles (key, at) VALUES ('login:a@b.fr', '2020-01-01 00:00:00.000000')"
        )
    installation.start()
    wait_until(lambda: set(installation.children()) == ALL - {"redis"}, "the given one is used")
    warnings = [line for line in installation.told().splitlines() if line.startswith("Attention")]
    assert len(warnings) == 1
    assert "guichet check" in warnings[0]
    assert "le mot de passe public n’ouvre plus agent@ccas.example" in installation.told()
    wait_until(lambda: "purge: 1 throttles" in installation.told(), "the purge of what is no longer kept")


def one_line(text: str) -> str:
    assert "Traceback" not in text
    assert len(text.strip().splitlines()) == 1, text
    return text


@pytest.mark.parametrize(
    ("environment", "hint"),
    [
        ({"REDIS_URL": "redis://127.0.0.1:1/0"}, "Redis ne répond pas"),
        ({"REDIS_URL": "redis://:hunter2@127.0.0.1:1/0"}, "REDIS_URL"),
        ({"DATABASE_URL": "postgresql://guichet:hunter2@127.0.0.1:1/none"}, "hors d’atteinte"),
        ({"DATABASE_URL": "mysql://localhost/guichet"}, "DATABASE_URL"),
        ({"DATABASE_URL": "sqlite:////proc/guichet.db"}, "guichet db upgrade"),
        ({"GUICHET_INSTANCE": "/proc/guichet"}, "GUICHET_INSTANCE"),
        ({"GUICHET_INSTANCE": os.devnull}, "GUICHET_INSTANCE"),
        ({"GUICHET_PORT": "zéro"}, "GUICHET_PORT"),
        ({"GUICHET_HOST": "no-such-host.invalid"}, "GUICHET_HOST"),
        ({"PATH": "/nowhere"}, "redis-server"),
    ],
)
def test_what_cannot_work_is_refused_in_one_line(install: Install, environment: dict[str, str], hint: str):
    refused = install(**environment).here("run")
    assert refused.returncode == 2
    assert hint in one_line(refused.stderr)
    assert "hunter2" not in refused.stderr
    assert refused.stdout == ""


def test_a_damaged_signing_key_is_told_in_one_line(install: Install):
    installation = install()
    (installation.folder / "secret.key").write_text("")
    refused = installation.here("run")
    assert refused.returncode == 2
    assert "secret.key" in one_line(refused.stderr)


def test_a_web_server_that_never_starts_ends_everything(install: Install, tmp_path: Path):
    (tmp_path / "flask.py").write_text("raise RuntimeError('broken on purpose')")
    refused = install(PYTHONPATH=str(tmp_path)).command("run")
    assert refused.returncode == 2
    assert "broken on purpose" in refused.stderr
    assert refused.stderr.splitlines()[-1].startswith("guichet : Le serveur web ne démarre pas")


def test_a_database_that_was_never_made_says_how_to_make_it(install: Install):
    installation = install()
    (installation.folder / "guichet.db").unlink()
    refused = installation.here("run")
    assert refused.returncode == 2
    assert "guichet db upgrade" in one_line(refused.stderr)


def test_a_web_server_that_stays_silent_does_not_hold_back_the_others(install: Install, tmp_path: Path):
    (tmp_path / "flask.py").write_text("import time; time.sleep(3600)")
    installation = install(PYTHONPATH=str(tmp_path))
    installation.launch()
    wait_until(lambda: set(installation.children()) == ALL, "the others")
    assert "ne répond pas encore" in installation.told()
    code, seconds = installation.ask_to_stop()
    assert code == 0
    assert seconds < 10
