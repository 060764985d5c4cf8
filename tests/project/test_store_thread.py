from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from pathlib import Path

import pytest

from studio.errors import StorageError
from studio.project import store_thread
from studio.project.creating import write_new_file
from studio.project.store import CannotWrite, Damaged, Database, open_to_write
from studio.project.store_thread import StoreThread
from studio.sentences import sentence
from tests.project.made import SCENE

_trouble = sentence("test.store-thread.trouble", "The trial {n} failed: it was meant to. Leave it.")


@pytest.fixture
def thread(path: Path) -> Iterator[StoreThread]:
    write_new_file(path, SCENE)
    thread = StoreThread("test")

    def open_it() -> None:
        thread.database = open_to_write(path)

    thread.do(open_it).result(10)
    yield thread
    thread.close(10)
    assert not thread.is_alive


def _set(name: str, value: str) -> Callable[[Database], None]:
    def write(database: Database) -> None:
        database.run("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, value))

    return write


def _get(thread: StoreThread, name: str) -> str | None:
    row = thread.ask(
        lambda database: database.row("SELECT value FROM settings WHERE name = ?", (name,))
    )
    return None if row is None else str(row[0])


def test_writes_wait_until_the_file_may_change(thread: StoreThread) -> None:
    """Reads do not."""
    future = thread.write(_set("a", "1"))
    assert _get(thread, "a") is None
    assert not future.done()
    thread.let_write()
    future.result(10)
    assert _get(thread, "a") == "1"


def test_a_write_is_told_to_be_done_only_after_its_commit(thread: StoreThread, path: Path) -> None:
    """Another program sees it then."""
    thread.let_write()
    for number in range(20):
        thread.write(_set("a", str(number))).result(10)
        other = open_to_write(path)
        assert other.row("SELECT value FROM settings WHERE name = 'a'") == (str(number),)
        other.close()


def test_writes_that_wait_together_share_a_commit(thread: StoreThread) -> None:
    """A hundred small ones cost one flush of the disk."""
    commits = []
    begin = Database.transaction

    def counted(self: Database) -> object:
        commits.append(1)
        return begin(self)

    futures = [thread.write(_set(str(n), "x")) for n in range(100)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "transaction", counted)
        thread.let_write()
        for future in futures:
            future.result(10)
    assert len(commits) == 1


def test_a_write_that_fails_by_itself_takes_no_other_along(thread: StoreThread) -> None:
    """Its own future tells; the others are committed."""

    def bad(database: Database) -> None:
        database.run("INSERT OR REPLACE INTO settings VALUES ('half', 'x')")
        raise ZeroDivisionError

    first, failing, last = (
        thread.write(_set("a", "1")),
        thread.write(bad),
        thread.write(_set("b", "2")),
    )
    thread.let_write()
    first.result(10)
    last.result(10)
    with pytest.raises(ZeroDivisionError):
        failing.result(10)
    assert (_get(thread, "a"), _get(thread, "half"), _get(thread, "b")) == ("1", None, "2")


@pytest.mark.by_the_clock
def test_what_is_to_be_written_soon_gives_way_to_what_comes_later(thread: StoreThread) -> None:
    """Only the last one is written, within half a second, and whoever waits for an earlier one is
    told then too."""
    done = []

    def write(number: int) -> Callable[[Database], int]:
        def work(database: Database) -> int:
            done.append(number)
            return number

        return work

    thread.let_write()
    futures = [thread.write_soon(write(number)) for number in range(10)]
    started = time.monotonic()
    assert futures[-1].result(10) == 9
    assert time.monotonic() - started < 0.5
    assert [future.result(10) for future in futures[:-1]] == [None] * 9
    assert done == [9]


def test_other_writes_take_along_what_was_to_be_written_soon(thread: StoreThread) -> None:
    """Text and Takes are in one commit."""
    soon = thread.write_soon(_set("text", "1"))
    other = thread.write(_set("take", "1"))
    thread.let_write()
    other.result(10)
    assert soon.done()


def test_a_disk_that_refuses_costs_nothing(
    thread: StoreThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be written stays, in its order, is tried again, and trouble is told and ends."""
    monkeypatch.setattr(store_thread, "RETRY_SECONDS", 0.05)
    full = threading.Event()
    full.set()
    told: list[str | None] = []
    thread.trouble_changed.connect(lambda: told.append(thread.trouble and str(thread.trouble)))

    def write(number: int) -> Callable[[Database], None]:
        def work(database: Database) -> None:
            if full.is_set():
                raise CannotWrite(_trouble(n=number))
            database.run("INSERT OR REPLACE INTO settings VALUES ('n', ?)", (str(number),))

        return work

    thread.let_write()
    futures = [thread.write(write(number)) for number in range(5)]
    soon = thread.write_soon(write(7))
    while not told:
        time.sleep(0.001)
    later = thread.write_soon(write(8))
    assert not any(future.done() for future in (*futures, soon, later))
    full.clear()
    thread.try_again()
    for future in (*futures, soon, later):
        future.result(10)
    assert _get(thread, "n") == "8"
    assert thread.trouble is None
    assert told[-1] is None


def test_what_cannot_be_written_at_the_end_is_told(thread: StoreThread) -> None:
    """Closing waits for no disk that refuses."""

    def full(database: Database) -> None:
        raise CannotWrite(_trouble(n=1))

    thread.let_write()
    future = thread.write(full)
    while thread.trouble is None:
        time.sleep(0.001)
    left = thread.close(10)
    assert left is not None
    with pytest.raises(CannotWrite):
        future.result(10)


def test_damage_met_while_reading_fails_no_write(thread: StoreThread) -> None:
    """A read that comes between two writes tells only whoever asked."""

    def damaged(database: Database) -> None:
        raise Damaged(_trouble(n=2))

    one = thread.write(_set("a", "1"))
    read = thread.read(damaged)
    two = thread.write(_set("b", "2"))
    thread.let_write()
    one.result(10)
    two.result(10)
    with pytest.raises(Damaged):
        read.result(10)


def test_a_file_that_is_only_read_refuses_at_once(thread: StoreThread) -> None:
    """Nothing waits for a commit that never comes."""
    future = thread.write(_set("a", "1"))
    thread.refuse_writes(StorageError(_trouble(n=3)))
    with pytest.raises(StorageError, match="The trial 3"):
        future.result(10)
    with pytest.raises(StorageError, match="The trial 3"):
        thread.write_soon(_set("a", "1")).result(10)
    assert _get(thread, "a") is None


def test_background_work_lets_others_pass_and_ends_when_it_must(thread: StoreThread) -> None:
    """Between its steps, writes are committed; closing stops it."""
    thread.let_write()
    running = threading.Event()

    def work(let_pass: Callable[[], None]) -> None:
        while True:
            running.set()
            let_pass()

    future = thread.in_background(work)
    assert running.wait(10)
    thread.write(_set("a", "1")).result(10)
    assert _get(thread, "a") == "1"
    thread.close(10)
    with pytest.raises(CancelledError):
        future.result(10)


def test_after_the_end_nothing_is_taken(thread: StoreThread) -> None:
    """Whoever comes too late is told so."""
    thread.close(10)
    for future in (thread.read(lambda it: None), thread.write_soon(lambda it: None)):
        with pytest.raises(StorageError, match="is closed"):
            future.result(10)


def test_the_store_thread_itself_may_ask(thread: StoreThread) -> None:
    """Whoever is told of something there can look things up without waiting for itself."""
    assert thread.do(lambda: thread.ask(lambda database: database.row("SELECT 7"))).result(10) == (
        7,
    )


def test_giving_up_on_an_answer_ends_nothing(thread: StoreThread) -> None:
    """At the worst moment, too: when the work is done and the answer about to be given."""
    thread.let_write()
    futures: list[Future[None]] = []
    ready = threading.Event()

    def cancel(_: Database) -> None:
        ready.wait(10)
        futures[0].cancel()

    futures.append(thread.write(cancel))
    ready.set()
    thread.in_background(lambda _: None).cancel()
    thread.write(_set("a", "1")).result(10)
    assert futures[0].cancelled()
    assert thread.is_alive


def test_an_edit_that_no_file_can_hold_is_told(thread: StoreThread) -> None:
    """Nothing is worse than to believe that one's work is saved; the next edit that can be is."""

    def impossible(_: Database) -> None:
        raise ValueError("too strange")

    thread.let_write()
    with pytest.raises(ValueError, match="too strange"):
        thread.write_soon(impossible).result(10)
    assert "too strange" in str(thread.trouble)
    thread.write_soon(_set("a", "1")).result(10)
    assert thread.trouble is None
