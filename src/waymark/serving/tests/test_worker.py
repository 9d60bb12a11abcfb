"""The worker runs the jobs of all rooms; one that fails does not stop the others."""

import logging
import threading
from datetime import UTC, datetime

import pytest

from waymark.serving import worker

AT = datetime(2026, 10, 22, 9, tzinfo=UTC)


def three_things(*, at: datetime) -> int:
    assert at == AT
    return 3


def fails(*, at: datetime) -> int:
    raise RuntimeError("no")


@pytest.mark.django_db
def test_a_failing_job_is_logged_and_the_others_go_on(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        done = worker.work_once({"first": fails, "second": three_things}, at=AT, stop=threading.Event())
    assert done == 3
    assert "The job for first failed" in caplog.text


@pytest.mark.django_db
def test_no_job_starts_once_the_worker_is_told_to_stop() -> None:
    stop = threading.Event()
    stop.set()
    assert worker.work_once({"only": three_things}, at=AT, stop=stop) == 0


def test_every_job_can_be_called() -> None:
    jobs = dict(worker.list_jobs())
    assert "waymark.bridges.mail" in jobs
    assert all(callable(job) for job in jobs.values())
