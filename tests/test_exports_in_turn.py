"""Exports are written one after the other, each as the project was when it was asked for."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from studio.document.values import Document
from studio.export.progress import Stopped, Watch
from studio.front import export_jobs, keep_awake
from studio.front.exporting import Exporting
from studio.front.running import Running
from studio.standing.exporting import ExportOutcome, ExportWish

WISH = ExportWish(Path("out"), "scene")


class Bench:
    """What writes files, written by hand: each export waits until the test lets it go on."""

    def __init__(self) -> None:
        self.document = Document(title="first")
        self.begun: list[str] = []
        self.changed = threading.Condition()
        self.may_end = threading.Event()

    @contextmanager
    def snapshot(self, _running: Running) -> Iterator[Document]:
        with self.changed:
            self.taken = getattr(self, "taken", 0) + 1
            self.changed.notify_all()
        yield self.document

    def carried_out(self, material: Document, _wish: ExportWish, watch: Watch) -> ExportOutcome:
        with self.changed:
            self.begun.append(material.title)
            self.changed.notify_all()
        assert self.may_end.wait(10)
        watch.step(0.0)
        return ExportOutcome((), 0, 0.0, 0, (), ())

    def wait_until_taken(self, count: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: getattr(self, "taken", 0) == count, 10)

    def wait_until_begun(self, count: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.begun) == count, 10)


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Bench:
    made = Bench()
    monkeypatch.setattr(export_jobs, "snapshot", made.snapshot)
    monkeypatch.setattr(export_jobs, "carried_out", made.carried_out)
    monkeypatch.setattr(keep_awake, "_helper", lambda: ("no such helper",))
    return made


def test_the_second_waits_and_is_as_it_was_when_asked_for(bench: Bench) -> None:
    """An edit between the wish and its turn is not in what is written."""
    exporting = Exporting(Running(lambda: bench.document))
    first = exporting.start(WISH)
    bench.wait_until_begun(1)
    bench.document = Document(title="second")
    second = exporting.start(WISH)
    bench.wait_until_taken(2)
    bench.document = Document(title="third")
    assert bench.begun == ["first"]
    bench.may_end.set()
    for run in (first, second):
        run.done.result(10)
    assert bench.begun == ["first", "second"]
    exporting.close()


def test_what_is_stopped_while_it_waits_is_never_begun(bench: Bench) -> None:
    """The one before it goes on undisturbed."""
    exporting = Exporting(Running(lambda: bench.document))
    first = exporting.start(WISH)
    bench.wait_until_begun(1)
    second = exporting.start(WISH)
    bench.wait_until_taken(2)
    second.stop()
    with pytest.raises(Stopped):
        second.done.result(10)
    bench.may_end.set()
    first.done.result(10)
    assert bench.begun == ["first"]
    exporting.close()


_WAITER = "import sys, pathlib; sys.stdin.read(); pathlib.Path(sys.argv[1]).write_text('ended')"


def test_the_machine_is_kept_awake_exactly_as_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The helper runs while the block does and is over afterwards."""
    ended = tmp_path / "ended"
    command = (sys.executable, "-c", _WAITER, str(ended))
    monkeypatch.setattr(keep_awake, "_helper", lambda: command)
    with keep_awake.kept_awake():
        assert not ended.exists()
    assert ended.read_text() == "ended"


def test_without_a_helper_everything_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that cannot be asked sleeps as it likes."""
    monkeypatch.setattr(keep_awake, "_helper", lambda: ("no such helper",))
    with keep_awake.kept_awake():
        done = True
    assert done
