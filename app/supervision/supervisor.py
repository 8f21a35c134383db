"""`guichet run`: web server, scheduler, worker and (without REDIS_URL) Redis, watched until told to stop.

It refuses early, in one line, what cannot work. It knows nothing of dossiers: its children are forks that
become the same commands that an operator may run by hand.
"""

import http.client
import os
import signal
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import partial
from threading import Event

import click
from redis import Redis, RedisError

from app.bootstrap import preload, queue_client, require_database
from app.instance import signing_secret
from app.settings import Settings
from app.supervision import embedded_redis
from app.supervision.child import Child, Program, forked, started
from app.supervision.refusals import CannotStart, claim_instance, require_port, require_redis

PULSE = 0.1  # seconds between two looks at the children
REDIS_PATIENCE = 20.0  # loading a long append-only file takes a while
STOPPING = ("web", "scheduler", "worker", "redis")  # their times to stop add up to 9 s
WEB_PATIENCE = 10.0  # the others start without waiting longer for the web server's first answer
WEB_TRIES = 3  # deaths of a web server that never answered: it is broken, not unlucky
_SILENT = (
    "Attention : le serveur web ne répond pas encore sur {url} après {seconds:g} s ; le reste démarre sans "
    "l’attendre."
)
_ILL = (
    "Attention : le serveur web répond, mais /sante signale une panne : aucun formulaire utilisable "
    "(lancez « guichet check ») ou base de données hors d’atteinte. Le reste démarre."
)
ANY = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - listened to by choice; asked on the loopback


class Supervisor:
    """One installation, from its start to its orderly end."""

    def __init__(
        self, settings: Settings, become: Callable[[str], object], environment: Mapping[str, str]
    ) -> None:
        """become: runs the command of that name to its end; in a fork, with `environment`."""
        self._settings = settings
        self._become, self._environment = become, environment
        self._stop, self._hurry = Event(), Event()
        self._children: dict[str, Child] = {}

    def run(self) -> int:
        """Start everything and stay until told to stop; the exit code."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._told_to_stop)
        settings = self._settings
        lock = claim_instance(settings.instance)
        try:
            signing_secret(settings.instance, settings.secret_key)
            require_database(settings)
            require_port(settings.host, settings.port)
            self._start_redis(lock)
            preload(settings)
            self._start_web(lock)
            self._start_ours("worker", 3.5, lock)
            self._start_ours("scheduler", 1.0, lock)
            self._watch()
        finally:
            self._stop_all()
            os.close(lock)
        return 0

    def _told_to_stop(self, _number: int, _frame: object) -> None:
        if self._stop.is_set():
            self._hurry.set()  # told twice: no more waiting
        self._stop.set()

    def _start(self, program: Program, lock: int) -> None:
        child = Child(program, lock)
        self._children[program.name] = child
        child.start()

    def _start_ours(self, name: str, grace: float, lock: int) -> None:
        """A command that an operator may also run by hand."""
        if not self._stop.is_set():
            begin = forked(name, partial(self._become, name), self._environment)
            self._start(Program(name, begin, grace), lock)

    def _start_web(self, lock: int) -> None:
        """First and alone, for somebody is waiting: the worker's fonts can wait. Says where to go."""
        self._start_ours("web", 3.0, lock)
        host, port = self._settings.host, self._settings.port
        web, deaths, since = self._children["web"], 0, time.monotonic()
        while not self._stop.wait(PULSE):
            self._tend()
            if web.deaths >= WEB_TRIES:
                raise CannotStart("Le serveur web ne démarre pas : lisez son message d’erreur ci-dessus.")
            if web.deaths > deaths:
                deaths, since = web.deaths, time.monotonic()
            status = first_answer(ANY.get(host, host), port) if web.alive else 0
            if status or time.monotonic() - since > WEB_PATIENCE:
                self._tell(status)
                return

    def _tell(self, status: int) -> None:
        """Where to go, and what is wrong if something is: nothing else waits for it to be mended."""
        host, port = self._settings.host, self._settings.port
        shown = "localhost" if host in {"127.0.0.1", "::1", *ANY} else host
        if not status:
            click.echo(_SILENT.format(seconds=WEB_PATIENCE, url=f"http://{shown}:{port}"), err=True)
            return
        click.echo(f"Guichet répond sur http://{shown}:{port} (Ctrl-C pour tout arrêter).")
        if status >= 500:
            click.echo(_ILL, err=True)

    def _start_redis(self, lock: int) -> None:
        """Start our own and wait until it answers, or ask the given one."""
        with closing(queue_client(self._settings)) as client:  # no fork may find it open
            if not self._settings.redis_embedded:
                require_redis(client)
                return
            command = embedded_redis.command(self._settings.instance)
            self._start(Program("redis", started(command, self._environment), 1.5), lock)
            self._wait_for_redis(client)

    def _wait_for_redis(self, client: Redis) -> None:
        deadline = time.monotonic() + REDIS_PATIENCE
        while self._children["redis"].alive and time.monotonic() < deadline:
            try:
                client.ping()
            except RedisError:
                if self._stop.wait(0.05):
                    return
            else:
                return
        folder = self._settings.instance / "redis"
        raise CannotStart(f"Le Redis embarqué ne démarre pas : lisez {folder / 'redis.log'}.")

    def _watch(self) -> None:
        """Tend the children until told to stop."""
        while not self._stop.wait(PULSE):
            self._tend()

    def _tend(self) -> None:
        for child in self._children.values():
            child.tend()

    def _stop_all(self) -> None:
        """Web first so that nobody waits behind a closed door, Redis last."""
        for name in STOPPING:
            if name in self._children:
                self._children[name].stop(grace=0.2 if self._hurry.is_set() else None)


def first_answer(host: str, port: int) -> int:
    """The status of /sante, whatever it is: being ill is not being absent. 0 when nobody answers."""
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", "/sante")
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()
