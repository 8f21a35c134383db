import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from rq import Queue

from app.adapters.queue import NAME, RqQueue, listening
from tests.fixtures.redis_server import RedisServer


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path / "instance").start()
    yield server
    server.stop()


def waiting(server: RedisServer) -> list[str]:
    return Queue(NAME, connection=server.client(), serializer="json").get_job_ids()


def test_waking_puts_each_effect_in_the_queue(redis_server: RedisServer):
    assert RqQueue(redis_server.url).wake(["a1", "b2"])
    assert waiting(redis_server) == ["a1", "b2"]


def test_an_effect_that_already_waits_is_not_queued_twice(redis_server: RedisServer):
    queue = RqQueue(redis_server.url)
    queue.wake(["a1"])
    assert queue.wake(["a1", "b2"])
    assert waiting(redis_server) == ["a1", "b2"]


def test_an_effect_taken_by_a_worker_that_died_can_be_woken_again(redis_server: RedisServer):
    queue = RqQueue(redis_server.url)
    queue.wake(["a1"])
    redis_server.client().lpop(f"rq:queue:{NAME}")  # the list has lost it, its job is still there
    assert queue.wake(["a1"])
    assert waiting(redis_server) == ["a1"]


def test_a_job_carries_ids_only_and_names_what_to_run(redis_server: RedisServer):
    RqQueue(redis_server.url, lease=timedelta(seconds=30)).wake(["a1"])
    job = listening(redis_server.url).fetch_job("a1")
    assert job is not None
    assert (job.func_name, list(job.args), job.timeout) == ("app.worker.run", ["a1"], 27)


def test_a_blank_form_is_asked_once_and_its_job_carries_the_slug(redis_server: RedisServer):
    queue = RqQueue(redis_server.url)
    assert queue.print_blank("cerfa-1")
    assert queue.print_blank("cerfa-1")
    job = listening(redis_server.url).fetch_job("blank-cerfa-1")
    assert job is not None
    assert (job.func_name, list(job.args)) == ("app.worker.run_blank", ["cerfa-1"])
    assert waiting(redis_server) == ["blank-cerfa-1"]


def test_no_effect_means_no_work(redis_server: RedisServer):
    assert RqQueue(redis_server.url).wake([])
    assert waiting(redis_server) == []


def test_a_dead_redis_answers_false_and_says_so_once(
    redis_server: RedisServer, caplog: pytest.LogCaptureFixture
):
    queue = RqQueue(redis_server.url)
    redis_server.stop()
    assert not queue.wake(["a1"])
    assert not queue.wake(["a2"])
    assert caplog.text.count("left to the sweep") == 1


def test_a_stopped_installation_answers_false_and_says_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    assert not RqQueue(RedisServer(tmp_path).url).wake(["a1"])
    assert caplog.text == ""


def test_a_silent_redis_does_not_keep_a_citizen_waiting(redis_server: RedisServer):
    queue = RqQueue(redis_server.url)
    redis_server.pause()
    started = time.monotonic()
    assert not queue.wake(["a1"])
    assert time.monotonic() - started < 4


def test_the_queue_works_again_when_redis_is_back(redis_server: RedisServer):
    queue = RqQueue(redis_server.url)
    redis_server.stop()
    queue.wake(["a1"])
    redis_server.start()
    assert queue.wake(["a1"])
    assert waiting(redis_server) == ["a1"]
