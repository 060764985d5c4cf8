"""The checkout's own `.venv`: is it whole, and make it so.

A mark written last says what the environment holds; without the mark it is half-made and made again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import sysconfig
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import failures
import installers
from installers import Installer, environment_of, python_of

Group = Literal["run", "test"]

# The test lock holds all of the run lock, at the same versions.
_HELD_BY: dict[Group, tuple[Group, ...]] = {"run": ("run",), "test": ("run", "test")}
_NEEDED_MB: dict[Group, int] = {"run": 600, "test": 900}


def lock_file(checkout: Path, name: str) -> Path:
    return checkout / "packaging" / "locks" / f"{name}.txt"


def is_complete(checkout: Path, group: Group) -> bool:
    """Everything the group's lock names is installed, for this Python, and the interpreter is there."""
    if not python_of(environment_of(checkout)).exists():
        return False
    return {_python_line(), _lock_line(checkout, group)} <= _read_mark(checkout)


def make_complete(checkout: Path, group: Group, environ: Mapping[str, str]) -> None:
    """Add what is missing to a whole environment; make any other one anew."""
    unreachable: failures.Unreachable | None = None
    if environment_of(checkout).exists() and not _was_whole(checkout):
        _say("Making .venv again, because it is unfinished or of another Python …")
    try:
        for way in installers.ways_to_install(checkout, lock_file(checkout, "uv"), environ):
            try:
                if not _was_whole(checkout):
                    _make_empty(checkout, way, environ)
                _fill(checkout, group, way, environ)
            except failures.Unreachable as failure:
                # uv knows nothing of an address pip is configured with: pip has a try of its own.
                _say(f"No network for {way.name} …")
                unreachable = failure
            else:
                return
    finally:
        if not _mark(checkout).exists():
            shutil.rmtree(environment_of(checkout), ignore_errors=True)
    assert unreachable is not None, "can_install() promised a way"
    raise unreachable


def check_place(checkout: Path, group: Group) -> None:
    """Stop before anything is begun where the checkout cannot be written or its disk is too small."""
    try:
        with tempfile.TemporaryFile(dir=checkout):
            pass
    except OSError as error:
        error.filename = str(checkout)
        raise failures.of_system_error(error, checkout) from error
    free_mb = shutil.disk_usage(checkout).free // 1_000_000
    if not _read_mark(checkout) and free_mb < _NEEDED_MB[group]:
        raise failures.no_room(checkout, _NEEDED_MB[group], free_mb)


def _was_whole(checkout: Path) -> bool:
    """What is here was finished once, by this Python: it can be gone on with."""
    return _python_line() in _read_mark(checkout) and python_of(environment_of(checkout)).exists()


def _make_empty(checkout: Path, way: Installer, environ: Mapping[str, str]) -> None:
    _mark(checkout).unlink(missing_ok=True)
    shutil.rmtree(environment_of(checkout), ignore_errors=True)
    installers.carry_out(way.make, checkout, environ)


def _fill(checkout: Path, group: Group, way: Installer, environ: Mapping[str, str]) -> None:
    """Without its mark while it changes; a network that is not there changes nothing."""
    before = _read_mark(checkout)
    _say(f"Installing the libraries of packaging/locks/{group}.txt into .venv with {way.name} …")
    _mark(checkout).unlink(missing_ok=True)
    try:
        installers.carry_out((*way.install, str(lock_file(checkout, group))), checkout, environ)
    except failures.Unreachable:
        if before:
            _write_mark(checkout, before)
        raise
    _make_importable(checkout)
    locks = {_lock_line(checkout, held) for held in _HELD_BY[group]}
    _write_mark(checkout, {_python_line(), *locks})


def _make_importable(checkout: Path) -> None:
    """`studio` and `ui` come from the checkout, and the environment has a `dialogue-studio`.

    Relative paths, so that a moved checkout, a space or a foreign letter in its path change nothing.
    """
    folder = environment_of(checkout)
    site_packages = sysconfig.get_path("purelib", "venv", {"base": str(folder)})
    pointer = Path(site_packages) / "dialogue_studio.pth"
    pointer.write_text(os.path.relpath(checkout, site_packages) + "\n", encoding="utf-8")
    if sys.platform == "win32":
        starter = folder / "Scripts" / "dialogue-studio.cmd"
        starter.write_text('@"%~dp0python.exe" -P -m ui %*\r\n', encoding="ascii")
        return
    starter = folder / "bin" / "dialogue-studio"
    starter.write_text(
        '#!/bin/sh\nexec "$(dirname -- "$(readlink -f -- "$0")")/python" -P -m ui "$@"\n',
        encoding="ascii",
    )
    starter.chmod(0o755)


def _mark(checkout: Path) -> Path:
    return environment_of(checkout) / "complete"


def _read_mark(checkout: Path) -> set[str]:
    try:
        return set(_mark(checkout).read_text(encoding="utf-8").splitlines())
    except FileNotFoundError:
        return set()


def _write_mark(checkout: Path, lines: set[str]) -> None:
    """Whole or not at all, also when the power fails."""
    draft = _mark(checkout).with_suffix(".new")
    with draft.open("w", encoding="utf-8") as file:
        file.write("".join(f"{line}\n" for line in sorted(lines)))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(_mark(checkout))


def _python_line() -> str:
    return f"python {sys.version_info[0]}.{sys.version_info[1]}"


def _lock_line(checkout: Path, group: Group) -> str:
    return f"{group} {hashlib.sha256(lock_file(checkout, group).read_bytes()).hexdigest()}"


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
