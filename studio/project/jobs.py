"""Work for the store thread, and what becomes of its futures."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from studio.project.store import CannotWrite, Damaged, Database

_log = logging.getLogger(__name__)


class Stopped(Exception):
    """Background work is to end now."""


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """Something to be done, and who waits for it; a write is given the database."""

    work: Callable[[Any], Any]
    future: Future[Any]
    is_write: bool
    is_late: bool = False
    """May wait a moment, and gives way to a later one."""


def tried(database: Database, job: Job) -> tuple[Any, BaseException | None]:
    """The result of one job, or why it alone failed; for writes, what the disk or the file refuses
    is raised."""
    if not job.is_write:
        try:
            return job.work(database), None
        except Exception as error:
            return None, error
    try:
        with database.savepoint():
            return job.work(database), None
    except (CannotWrite, Damaged):
        raise
    except Exception as error:
        if not database.is_in_transaction:
            raise
        _log.info("a write was not possible: %r", error)
        return None, error


def fulfil(future: Future[Any], work: Callable[[], Any]) -> None:
    try:
        result = work()
    except Stopped:
        future.cancel()
    except BaseException as error:
        settle(future, None, error)
    else:
        settle(future, result, None)


def settle(future: Future[Any], result: Any, error: BaseException | None) -> None:
    # Whoever waited may give up at any moment; that is no reason for this thread to end.
    with suppress(InvalidStateError):
        if error is None:
            future.set_result(result)
        else:
            future.set_exception(error)


def _pass_on(done: Future[None], waiting: Future[None]) -> None:
    settle(waiting, None, None if done.cancelled() else done.exception())


def give_way(older: Job, newer: Job) -> None:
    """Whoever waited for the older one is told by the newer one."""
    newer.future.add_done_callback(lambda done: _pass_on(done, older.future))
