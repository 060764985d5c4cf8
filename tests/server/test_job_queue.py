"""Who speaks next."""

from __future__ import annotations

from studio.server.job_queue import JobQueue


def _queue(*jobs: tuple[int, str]) -> JobQueue[int]:
    queue: JobQueue[int] = JobQueue()
    for number, client in jobs:
        queue.add(number, client, number)
    return queue


def test_first_come_first_served() -> None:
    """Jobs come out in the order they came in; one begun in vain goes first."""
    queue = _queue((1, "a"), (2, "b"), (3, "a"))
    queue.add_again(0, "c", 0)
    assert [queue.next() for _ in range(5)] == [0, 1, 2, 3, None]


def test_who_was_not_heard_yet_comes_first() -> None:
    """An urgent job goes before those that are not, but many of them do not keep the others out."""
    queue: JobQueue[str] = JobQueue()
    queue.add(0, "a", "later")
    for number in range(1, 21):
        queue.add(number, "b", f"u{number}", is_urgent=True)
    taken = [queue.next() for _ in range(21)]
    assert taken.index("later") == 8
    assert [job for job in taken if job != "later"] == [f"u{number}" for number in range(1, 21)]
    assert queue.next() is None


def test_the_jobs_of_a_client_that_takes_nothing_wait() -> None:
    """While a client is held its jobs are passed over, and come in their order when released."""
    queue = _queue((1, "a"), (2, "b"), (3, "a"))
    queue.hold("a")
    assert [queue.next(), queue.next()] == [2, None]
    queue.release("a")
    assert [queue.next(), queue.next()] == [1, 3]


def test_a_job_taken_back() -> None:
    """A waiting job can be removed; one that was given out cannot."""
    queue = _queue((1, "a"), (2, "a"))
    assert queue.next() == 1
    assert not queue.remove(1)
    assert queue.remove(2)
    assert queue.next() is None


def test_all_can_be_taken() -> None:
    """All waiting jobs come out at once, held or not."""
    queue = _queue((1, "a"), (2, "b"))
    queue.hold("a")
    assert queue.take_all() == [1, 2]
    assert queue.next() is None
