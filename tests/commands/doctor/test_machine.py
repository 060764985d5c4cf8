"""What the doctor concludes from versions and disks."""

from __future__ import annotations

import shutil
import sys
from importlib import metadata, util
from pathlib import Path

import pytest

from studio.commands.doctor import machine
from studio.commands.doctor.check import State
from studio.folders import HOME_VARIABLE
from studio.project.store import sqlite_version


@pytest.mark.parametrize(
    ("version", "faulty"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 52, 0), False),
        ((4, 0, 0), False),
    ],
)
def test_the_fault_of_sqlite_is_known_by_version(
    version: tuple[int, int, int], faulty: bool
) -> None:
    """From 3.7.0 until 3.51.3, but not in the two repaired older lines."""
    assert machine.has_wal_reset_fault(version) == faulty


def test_the_version_of_sqlite_is_three_numbers() -> None:
    """The door to SQLite tells which library stands behind it."""
    assert len(sqlite_version()) == 3
    assert sqlite_version() >= (3, 37, 0)


def test_a_qt_that_ends_python_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt 6.12 with Python 3.11 is refused with a remedy, and taken with Python 3.12."""
    monkeypatch.setattr(metadata, "version", lambda _: "6.12.0")
    monkeypatch.setattr(sys, "version_info", (3, 11, 7))
    assert machine.window_library().state is State.BROKEN
    assert "6.11" in str(machine.window_library().remedy)
    monkeypatch.setattr(sys, "version_info", (3, 12, 0))
    assert machine.window_library().state is State.FINE


def test_a_missing_qt_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Qt there is no window, and the remedy says what to install."""
    monkeypatch.setattr(util, "find_spec", lambda _: None)
    assert machine.window_library().state is State.BROKEN
    assert "PySide6-Essentials" in str(machine.window_library().remedy)


def test_a_qt_of_unknown_version_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bundle does not write down versions; that is no finding."""

    def unknown(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", unknown)
    assert machine.window_library().state is State.FINE


def test_little_space_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Below 500 MB there is a remedy; the numbers are those of the folders themselves."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    usage = shutil.disk_usage(tmp_path)
    assert machine.disk().facts["data_free_bytes"] == pytest.approx(usage.free, abs=1e9)
    little = usage._replace(free=499_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: little)
    assert machine.disk().state is State.LIMITED
    assert "499 MB free for data" in machine.disk().found


def test_a_log_that_cannot_be_written_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only data and settings are essential; both are proved by writing."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    assert machine.folders().state is State.FINE
    (tmp_path / "log").rmdir()
    (tmp_path / "log").write_text("")
    assert machine.folders().state is State.LIMITED
    assert "to log" in machine.folders().found
    (tmp_path / "data").rmdir()
    (tmp_path / "data").write_text("")
    assert machine.folders().state is State.BROKEN
