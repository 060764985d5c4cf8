"""The ways a virtual environment is made and filled: uv where it can be had, else pip.

pip stays outside the environment it fills, so any way can go on where another ended. A machine with
neither needs `debian_pip` or Debian's `python3-venv` first. What they print is told when they fail.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import debian_pip
import failures

_ONLY_WHAT_THE_LOCK_PROMISES = ("--require-hashes", "--only-binary", ":all:", "-r")
_PIP_SETTINGS = ("--quiet", "--disable-pip-version-check", *_ONLY_WHAT_THE_LOCK_PROMISES)


@dataclass(frozen=True, slots=True)
class Installer:
    """`make` makes an empty environment; `install`, followed by a lock file, fills it."""

    name: str
    make: tuple[str, ...]
    install: tuple[str, ...]


def environment_of(checkout: Path) -> Path:
    """Where the checkout keeps its libraries."""
    return checkout / ".venv"


def scratch_folder(checkout: Path) -> Path:
    """Where downloads wait: on the disk they end on, so that they are linked and not copied."""
    return checkout / ".venv.part"


def python_of(folder: Path) -> Path:
    """The interpreter of the environment in `folder`."""
    if sys.platform == "win32":
        return folder / "Scripts" / "python.exe"
    return folder / "bin" / "python"


def base_python() -> str:
    """This interpreter, or the one beneath it when an environment is active."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


@contextmanager
def scratch(checkout: Path) -> Iterator[None]:
    """An empty scratch folder for as long as the block runs."""
    folder = scratch_folder(checkout)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def can_install(checkout: Path) -> bool:
    """This machine has uv, or a pip from somewhere."""
    return _uv_on_path() is not None or _can_bring_pip(checkout)


def ways_to_install(
    checkout: Path, uv_lock: Path, environ: Mapping[str, str]
) -> Iterator[Installer]:
    """One way after the other, the quickest first; the next is made ready only when asked for."""
    uv = _uv_on_path()
    if uv is not None:
        yield _with_uv(uv, checkout)
    if not _can_bring_pip(checkout):
        return
    pip = _pip(checkout, environ)
    if uv is None:
        uv = _fetched_uv(pip, checkout, uv_lock, environ)
        if uv is not None:
            yield _with_uv(uv, checkout)
    folder = environment_of(checkout)
    yield Installer(
        "pip",
        (base_python(), "-m", "venv", "--without-pip", str(folder)),
        (*pip, "--python", str(python_of(folder)), "install", *_PIP_SETTINGS),
    )


def carry_out(command: tuple[str, ...], checkout: Path, environ: Mapping[str, str]) -> None:
    """Run one installer command in silence; its failure becomes a sentence."""
    done = subprocess.run(
        command,
        cwd=checkout,
        env=_environment_of_installers(checkout, environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        # A limit on file sizes is then an error that the installer words, not its silent end.
        restore_signals=False,
        check=False,
    )
    if done.returncode != 0:
        raise failures.of_installer(done.stdout, checkout, environ)


def _environment_of_installers(checkout: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """No folder outside the checkout is written, and a network that is not there is given up on soon."""
    scratch = str(scratch_folder(checkout))
    patience = {"PIP_DEFAULT_TIMEOUT": "15", "UV_HTTP_RETRIES": "2"}
    kept = {
        name: value
        for name, value in environ.items()
        if name not in ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "PIP_TARGET", "PIP_PREFIX")
    }
    return {
        **patience,
        **kept,
        "LC_ALL": "C.UTF-8",
        "PIP_USER": "0",
        "PIP_NO_INPUT": "1",
        # Without a retry pip does not say that it found no network.
        "PIP_RETRIES": "2",
        "PIP_CACHE_DIR": scratch,
        "UV_CACHE_DIR": scratch,
        "UV_PYTHON_DOWNLOADS": "never",
        "TMPDIR": scratch,
        "TEMP": scratch,
        "TMP": scratch,
    }


def _can_bring_pip(checkout: Path) -> bool:
    own = any(importlib.util.find_spec(name) for name in ("ensurepip", "pip"))
    return own or debian_pip.fetched(scratch_folder(checkout)) is not None


def _pip(checkout: Path, environ: Mapping[str, str]) -> tuple[str, ...]:
    """The command line of a pip: unpacked for the occasion, or the one this Python has."""
    fetched = debian_pip.fetched(scratch_folder(checkout))
    if fetched is not None:
        return (base_python(), str(fetched))
    if importlib.util.find_spec("ensurepip") is None:
        return (base_python(), "-m", "pip")
    folder = scratch_folder(checkout) / "pip"
    carry_out((base_python(), "-m", "venv", str(folder)), checkout, environ)
    return (str(python_of(folder)), "-m", "pip")


def _fetched_uv(
    pip: tuple[str, ...], checkout: Path, lock: Path, environ: Mapping[str, str]
) -> str | None:
    """A uv for the occasion; None where none is offered for this machine."""
    folder = scratch_folder(checkout) / "uv"
    try:
        install = (*pip, "install", "--target", str(folder), *_PIP_SETTINGS, str(lock))
        carry_out(install, checkout, environ)
    except failures.Unreachable:
        raise
    except failures.Failure:
        return None
    found = [*folder.glob("*/uv"), *folder.glob("*/uv.exe")]
    return str(found[0]) if found else None


def _with_uv(uv: str, checkout: Path) -> Installer:
    folder = environment_of(checkout)
    return Installer(
        "uv",
        (uv, "venv", "--quiet", "--no-project", "--python", base_python(), str(folder)),
        (
            *(uv, "pip", "install", "--quiet", "--python", str(python_of(folder))),
            *_ONLY_WHAT_THE_LOCK_PROMISES,
        ),
    )


def _uv_on_path() -> str | None:
    """A uv on the path that really runs: version managers leave names that lead nowhere."""
    uv = shutil.which("uv")
    if uv is None:
        return None
    asked = subprocess.run(
        [uv, "--version"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=os.environ,
        check=False,
    )
    return uv if asked.returncode == 0 else None
