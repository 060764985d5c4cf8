"""A file is the old one or the whole new one, whatever fails while it is written."""

from __future__ import annotations

import errno
import os
import random
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio.atomic_file import delivery, replacement, write_atomically
from studio.errors import StorageError

OLD, NEW = b"old" * 1000, b"new" * 1000
STEPS = ("open", "fsync", "replace")


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_file_is_written_and_written_over(tmp_path: Path) -> None:
    """The content is exactly what was given, and nothing else lies in the folder afterwards."""
    path = tmp_path / "Zoë's file.json"
    for content in (OLD, NEW, b""):
        write_atomically(path, content)
        assert path.read_bytes() == content
    assert names(tmp_path) == [path.name]


def test_permissions_and_links_stay(tmp_path: Path) -> None:
    """A file that only its owner may read stays so, and a link goes on leading to the file."""
    path, link = tmp_path / "there", tmp_path / "link"
    path.write_bytes(OLD)
    path.chmod(0o600)
    link.symlink_to(path)
    write_atomically(link, NEW)
    assert link.is_symlink()
    assert path.read_bytes() == NEW
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_disk_is_told_before_and_after_the_name_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The content is flushed before it takes the place, and the folder after it."""
    order: list[str] = []
    for name in STEPS:
        monkeypatch.setattr(os, name, _told(getattr(os, name), name, order))
    write_atomically(tmp_path / "file", NEW)
    assert [step for step in order if step != "open"] == ["fsync", "replace", "fsync"]


def _told(real: Callable[..., Any], name: str, order: list[str]) -> Callable[..., Any]:
    def step(*arguments: Any) -> Any:
        order.append(name)
        return real(*arguments)

    return step


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
@pytest.mark.parametrize("failing", range(1, 8))
def test_whatever_step_fails_the_file_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, failing: int
) -> None:
    """When the n-th call to the disk fails, for each n, the file is the old or the new one."""
    path = tmp_path / "file"
    path.write_bytes(OLD)
    calls: list[str] = []

    def failing_step(name: str) -> Callable[..., Any]:
        real = getattr(os, name)

        def step(*arguments: Any) -> Any:
            calls.append(name)
            if len(calls) == failing:
                raise OSError(code, os.strerror(code))
            return real(*arguments)

        return step

    with monkeypatch.context() as patched:
        for name in STEPS:
            patched.setattr(os, name, failing_step(name))
        if failing > 6:
            write_atomically(path, NEW)
            assert len(calls) == 6, "a step was added: let the range above reach it"
        else:
            with pytest.raises(StorageError, match="could not be written"):
                write_atomically(path, NEW)
    assert path.read_bytes() == (NEW if failing >= 5 else OLD)
    assert names(tmp_path) == ["file"]
    write_atomically(path, NEW)


def test_a_block_that_fails_changes_nothing(tmp_path: Path) -> None:
    """An error inside the block leaves the old file and no unfinished one, and is not disguised."""
    path = tmp_path / "file"
    path.write_bytes(OLD)

    def fail(error: BaseException) -> None:
        with replacement(path) as unfinished:
            unfinished.write_bytes(NEW)
            raise error

    for error in (ValueError("mine"), KeyboardInterrupt()):
        with pytest.raises(type(error)):
            fail(error)
        assert path.read_bytes() == OLD
        assert names(tmp_path) == ["file"]


def test_the_sentence_names_thing_cause_and_remedy(tmp_path: Path) -> None:
    """No folder, a folder in the way, and a file as folder are each said as what they are."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(OLD)
    for path, cause in (
        (tmp_path / "nowhere" / "file", "there is no folder"),
        (tmp_path / "folder", "a folder of this name"),
        (tmp_path / "file" / "file", "there is no folder"),
    ):
        with pytest.raises(StorageError, match=cause) as caught:
            write_atomically(path, NEW)
        assert str(path) in str(caught.value)
        assert str(caught.value).endswith(".")
        assert isinstance(caught.value.__cause__, OSError)


def test_a_file_too_large_leaves_the_old_one(tmp_path: Path) -> None:
    """A write that the system cuts short in the middle, for real, leaves the old file."""
    path = tmp_path / "file"
    path.write_bytes(OLD)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        with pytest.raises(StorageError, match="too large"):
            write_atomically(path, b"x" * 200_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, ignored)
    assert path.read_bytes() == OLD
    assert names(tmp_path) == ["file"]


_WRITER = """
import sys
from pathlib import Path
from studio.atomic_file import write_atomically
for number in range(1_000_000):
    write_atomically(Path(sys.argv[1]), str(number).encode().rjust(300_000, b"0"))
    print(number, flush=True)
"""


def test_a_killed_writer_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    """Killed at any moment, the file is whole and at least as new as the last one acknowledged."""
    chance = random.Random(11)
    path = tmp_path / "file"
    for _ in range(8):
        with subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(path)], stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout is not None
            acknowledged = [writer.stdout.readline() for _ in range(chance.randint(1, 12))]
            writer.kill()
            acknowledged += writer.stdout.read().splitlines()
        content = path.read_bytes()
        assert len(content) == 300_000
        assert int(content[-20:]) >= int(acknowledged[-1])


def test_what_another_program_holds_is_not_replaced_and_nothing_is_made_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old file is as it was, the new one lies whole beside it under a name nobody has, and it is
    said where. A file that is quickly written again leaves nothing."""
    held, replace = tmp_path / "scene.wav", os.replace
    held.write_bytes(OLD)
    (tmp_path / "scene (2).wav").write_bytes(OLD)

    def is_held(source: Any, target: Any) -> None:
        if Path(target) == held:
            error = PermissionError(errno.EACCES, "in use")
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        replace(source, target)

    monkeypatch.setattr(os, "replace", is_held)
    with pytest.raises(StorageError, match="another program has it open") as refused:  # noqa: SIM117
        with delivery(held) as unfinished:
            unfinished.write_bytes(NEW)
    assert f"{held} is as it was" in str(refused.value)
    assert f"was kept beside it as {tmp_path / 'scene (3).wav'}." in str(refused.value)
    assert held.read_bytes() == OLD
    assert (tmp_path / "scene (3).wav").read_bytes() == NEW
    with pytest.raises(StorageError, match="Close it there and try again"):
        write_atomically(held, NEW)
    assert names(tmp_path) == ["scene (2).wav", "scene (3).wav", "scene.wav"]
    monkeypatch.undo()
    with delivery(held) as unfinished:
        unfinished.write_bytes(NEW)
    assert held.read_bytes() == NEW
