"""Every step at which a disk may refuse, in an export of every kind of file."""

from __future__ import annotations

import errno
import os
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from studio import atomic_file
from studio.atomic_file import UNFINISHED_SUFFIX
from studio.audio.encoding import encoding_named
from studio.errors import StorageError
from studio.export.carrying_out import carry_out
from studio.export.job import Job, MixFile, Sound, StemFiles
from tests.export.made import files, usual
from tests.export.test_carrying_out import everything

_SHORT = 2
_OLD = b"the old file\n"
_STEPS = {
    "open": (errno.EROFS, "read-only"),
    "fsync": (errno.ENOSPC, "disk is full"),
    "replace": (errno.EACCES, "no permission"),
}


class _Refusing:
    """The system's calls as `atomic_file` makes them, of which one fails."""

    def __init__(self, step: str, at: int) -> None:
        self._step, self._at = step, at
        self.count = 0

    def __getattr__(self, name: str) -> Any:
        real: Callable[..., Any] = getattr(os, name)
        if name != self._step:
            return real

        def call(*arguments: Any, **more: Any) -> Any:
            self.count += 1
            if self.count == self._at:
                code = _STEPS[name][0]
                raise OSError(code, os.strerror(code))
            return real(*arguments, **more)

        return call


@dataclass(frozen=True)
class _Whole:
    """An export that nothing disturbed, and how often it made each step."""

    files: dict[str, bytes]
    steps: dict[str, int]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> _Whole:
    folder = tmp_path_factory.mktemp("whole") / "out"
    folder.mkdir()
    steps = dict.fromkeys(_STEPS, 0)

    class Counting:
        def __getattr__(self, name: str) -> Any:
            if name in steps:
                steps[name] += 1
            return getattr(os, name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(atomic_file, "os", Counting())
        carry_out(usual(), everything(folder))
    return _Whole({name: (folder / name).read_bytes() for name in files(folder)}, steps)


@pytest.mark.parametrize(
    "many", [False, pytest.param(True, marks=[pytest.mark.slow, pytest.mark.campaign])]
)
@pytest.mark.parametrize("step", _STEPS)
def test_whatever_step_fails_is_one_sentence_and_every_file_is_whole(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    whole: _Whole,
    step: str,
    many: bool,
) -> None:
    """Each file that stood there is as it was, or the new one; nothing unfinished is left; and once the
    disk is well again the same export succeeds."""
    folder = tmp_path / "out"
    folder.mkdir()
    chosen = range(1, whole.steps[step] + 1)
    failing = chosen if many else sorted(random.Random(step).sample(chosen, _SHORT))
    for at in failing:
        for name in whole.files:
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(_OLD)
        refusing = _Refusing(step, at)
        monkeypatch.setattr(atomic_file, "os", refusing)
        said = _exported(folder)
        assert refusing.count >= at
        assert _STEPS[step][1] in said, (step, at)
        assert said.count("\n") == 0
        for name in files(folder):
            assert UNFINISHED_SUFFIX not in name, (step, at)
            content = (folder / name).read_bytes()
            assert content == _OLD or _same(name, content, whole.files[name]), (step, at, name)
    monkeypatch.setattr(atomic_file, "os", os)
    carry_out(usual(), everything(folder))
    for name, expected in whole.files.items():
        assert _same(name, (folder / name).read_bytes(), expected), name


def _exported(folder: Path) -> str:
    try:
        carry_out(usual(), everything(folder))
    except StorageError as error:
        return str(error)
    return ""


def _same(name: str, content: bytes, expected: bytes) -> bool:
    """To the byte, but for the moment and the number by chance that some containers hold."""
    return _without_chance(name, content) == _without_chance(name, expected)


def _without_chance(name: str, content: bytes) -> bytes:
    if name.endswith("manifest.json"):
        return re.sub(rb'"(checksum|revision)": .*', b"", content)
    if name.endswith((".ogg", ".opus")):
        # The number of the stream, and the checksum of each page.
        return re.sub(rb"(?s)(OggS\0.{9}).{4}(.{4}).{4}", rb"\1\2", content)
    if name.endswith(".wav"):
        return re.sub(rb"(?s)(PEAK.{8}).{4}", rb"\1", content, count=1)
    return content


def test_a_file_that_another_program_holds_keeps_no_other_from_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every sound written with it is there, the held ones beside their old files, and both are named."""
    held = {tmp_path / "mix.flac", tmp_path / "stems" / "Kitchen_BEN.wav"}
    replace = os.replace

    def refuse_held(source: Any, target: Any) -> None:
        if Path(target) in held:
            error = PermissionError(errno.EACCES, "in use")
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        replace(source, target)

    (tmp_path / "stems").mkdir()
    for path in held:
        path.write_bytes(_OLD)
    monkeypatch.setattr(os, "replace", refuse_held)
    forms = [encoding_named("wav-16"), encoding_named("flac-16"), encoding_named("ogg-6")]
    mixes = tuple(MixFile(tmp_path / f"mix{form.ending}", Sound(form)) for form in forms)
    with pytest.raises(StorageError) as refused:
        carry_out(usual(), Job(mixes=mixes, stems=StemFiles(tmp_path / "stems")))
    for path in held:
        assert path.read_bytes() == _OLD
        assert path.name in str(refused.value)
    stems = [f"Kitchen_{name}" for name in ("ANNA", "BEN (2)", "BEN", "CÄCILIA")]
    names = [
        "mix (2).flac",
        "mix.flac",
        "mix.ogg",
        "mix.wav",
        *(f"stems/{each}.wav" for each in stems),
    ]
    assert files(tmp_path) == names
    assert all(
        (tmp_path / name).stat().st_size > 1000 for name in names if tmp_path / name not in held
    )
