"""The wake-up of the worker, through RQ. Never the truth: rows are, so losing all of Redis loses nothing.

It carries ids only, as JSON. A Redis that is lost, late or full is told in the log and answered
with False; the sweep wakes the same effects again later.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta

from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry
from rq import Queue
from rq.queue import EnqueueData

log = logging.getLogger(__name__)

NAME = "effects"
JOB = "app.worker.run"  # by name: whoever enqueues never loads the worker
BATCH_JOB = "app.worker.run_batch"
BLANK_JOB = "app.worker.run_blank"
BATCH_TIMEOUT = 600  # seconds; what is left then is taken up by the sweep
FAILURE_KEPT = 24 * 3600  # seconds in Redis, for a curious operator; the row keeps the cause


def connect(url: str) -> Redis:
    """A client that answers or fails within a second or two: a citizen is waiting behind it."""
    return Redis.from_url(url, socket_connect_timeout=1, socket_timeout=2, retry=Retry(NoBackoff(), 0))


def listening(url: str) -> Queue:
    """The queue as a worker listens to it: connecting is bounded, waiting for work is not."""
    return Queue(NAME, connection=Redis.from_url(url, socket_connect_timeout=2), serializer="json")


class RqQueue:
    """Fits usecases.ports.Queue."""

    def __init__(self, redis_url: str, *, lease: timedelta = timedelta(seconds=120)) -> None:
        self._queue = Queue(NAME, connection=connect(redis_url), serializer="json")
        # A job must be over before its lease is: after that, the effect is somebody else's.
        self._timeout = max(1, int(lease.total_seconds() * 0.9))
        self._reached = True

    def wake(self, effect_ids: Sequence[str]) -> bool:
        """Put the ids that are not waiting yet in the queue, once each."""
        return self._put({effect_id: self._job(JOB, effect_id, self._timeout) for effect_id in effect_ids})

    def start(self, batch_id: str) -> bool:
        """The same for a batch, whose dossiers are done one by one as long as it takes."""
        return self._put({batch_id: self._job(BATCH_JOB, batch_id, BATCH_TIMEOUT)})

    def print_blank(self, slug: str) -> bool:
        """The same for a blank form to print: one that is waited for is asked once."""
        id_ = f"blank-{slug}"
        return self._put({id_: self._job(BLANK_JOB, id_, self._timeout, slug)})

    def _put(self, asked: Mapping[str, EnqueueData]) -> bool:
        try:
            waiting = set(self._queue.get_job_ids())
            jobs = [job for id_, job in asked.items() if id_ not in waiting]
            if jobs:
                self._queue.enqueue_many(jobs)
        except RedisError as error:
            self._tell(error)
            return False
        self._reached = True
        return True

    def _tell(self, error: RedisError) -> None:
        """Once an outage. A socket that is not there is no outage: the installation is stopped."""
        stopped = isinstance(error.__cause__ or error.__context__, FileNotFoundError)
        if self._reached and not stopped:
            log.warning("queue out of reach, effects are left to the sweep: %s", error)
        self._reached = False

    def _job(self, job: str, id_: str, timeout: int, argument: str = "") -> EnqueueData:
        return Queue.prepare_data(
            job,
            args=(argument or id_,),
            job_id=id_,
            timeout=timeout,
            result_ttl=0,
            failure_ttl=FAILURE_KEPT,
            description=f"{job} {id_}",
        )
