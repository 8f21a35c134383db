"""What RQ runs: ids in, one use case called.

A worker loads WeasyPrint and its fonts before it forks (a job then costs its document, not an
import), never loads Flask, and outlives a Redis that goes away.
"""

import gc
import logging
import random
import time
from functools import cache
from types import FrameType

from redis import RedisError
from rq import Queue, Worker
from rq.job import Job

from app.bootstrap import bootstrap, worker_queue
from app.processes import die_with_parent
from app.settings import Settings
from app.usecases.desk import batches
from app.usecases.fill import blank_forms
from app.usecases.operate import run_effect
from app.usecases.ports import Ports

log = logging.getLogger(__name__)

LONGEST_WAIT = 5.0  # seconds between two tries while Redis is away


@cache
def ports() -> Ports:
    """The ports of this process. A fork inherits them unused: it opens its own database connection."""
    return bootstrap(Settings.from_env())


def run(effect_id: str) -> None:
    """The job: the queue names it by its path (adapters/queue.py)."""
    run_effect(ports(), effect_id)


def run_batch(batch_id: str) -> None:
    """The job of a batch: its dossiers one by one."""
    batches.run(ports(), batch_id)


def run_blank(slug: str) -> None:
    """The job of a blank form to print."""
    blank_forms.make(ports(), slug)


class EffectWorker(Worker):
    """A fork per effect. It dies with its worker: an effect left behind is taken up after its lease."""

    max_connection_wait_time = LONGEST_WAIT
    log_job_description = False
    asked_to_stop = False  # work() returns for lesser reasons too

    def main_work_horse(self, job: Job, queue: Queue) -> None:
        """What a fork does first."""
        die_with_parent()
        super().main_work_horse(job, queue)

    def procline(self, message: str) -> None:
        """Nothing: it keeps the name that the supervisor gave it, by which operators know it."""

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        """SIGINT or SIGTERM. Noted here: RQ keeps no trace of it when no job is at hand."""
        self.asked_to_stop = True
        super().request_stop(signum, frame)


def work() -> None:
    """Serve the queue until told to stop."""
    _prepare()
    settings = Settings.from_env()
    wait = LONGEST_WAIT / 8
    while True:
        started = time.monotonic()
        try:
            queue = worker_queue(settings)
            worker = EffectWorker([queue], connection=queue.connection, serializer="json")
            worker.work(logging_level="WARNING")
            if worker.asked_to_stop:
                return
        except RedisError as error:
            log.warning("Redis out of reach, the worker will try again: %s", error)
        lived = time.monotonic() - started
        wait = LONGEST_WAIT / 8 if lived > LONGEST_WAIT else min(wait * 2, LONGEST_WAIT)
        time.sleep(wait * random.uniform(0.8, 1.2))  # noqa: S311 - spreads workers, hides nothing


def _prepare() -> None:
    """Pay once, before any fork, for what each document needs."""
    warm_up = getattr(ports().documents, "warm_up", None)
    if warm_up is not None:
        warm_up()
    gc.collect()
    gc.freeze()  # what is loaded is never collected: forks share its pages
