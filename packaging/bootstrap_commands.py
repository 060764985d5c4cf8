"""The two commands: prepare this machine as far as it needs it, then start or check the program.

Speaks on standard error, one line per step, so that what the program prints stays its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import apt_packages
import debian_pip
import environment
import failures
import installers
import system_needs
from system_needs import Need

from studio import displays

_USAGE = """\
usage: python3 packaging/bootstrap.py run [ARGUMENTS]    start Dialogue Studio (ARGUMENTS go to it)
       python3 packaging/bootstrap.py test [ARGUMENTS]   run every check (ARGUMENTS go to pytest)

Both first bring what is missing: libraries into .venv, system packages through apt."""
_USAGE_ERROR = 64


def main(arguments: list[str]) -> int:
    checkout = Path(__file__).resolve().parent.parent
    commands: dict[str, Callable[[Path, list[str]], NoReturn]] = {"run": _run, "test": _test}
    if arguments and arguments[0] in ("-h", "--help"):
        print(_USAGE)
        return 0
    if not arguments or arguments[0] not in commands:
        print(_USAGE, file=sys.stderr)
        return _USAGE_ERROR
    try:
        commands[arguments[0]](checkout, arguments[1:])
    except failures.Failure as failure:
        print(failure, file=sys.stderr)
    except OSError as error:
        print(failures.of_system_error(error, checkout), file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped; the same command goes on from here.", file=sys.stderr)
        return 130
    return 1


def _run(checkout: Path, arguments: list[str]) -> NoReturn:
    display = displays.has_display(os.environ)
    if not display and len(arguments) == 1 and Path(arguments[0]).exists():
        raise failures.Failure(
            f"There is no display to open {arguments[0]} on: start from a desktop, or write its sound "
            f"with 'python3 packaging/bootstrap.py run render {arguments[0]} -o scene.wav'."
        )
    needs = (*system_needs.WINDOW, *system_needs.SOUND) if display else ()
    if display and displays.has_wayland(os.environ):
        needs = (*needs, *system_needs.WAYLAND)
    _prepare(checkout, "run", needs)
    sample = str(checkout / "resources" / "samples" / "low-visibility.txt")
    if arguments:
        _become(checkout, ["-P", "-m", "ui", *arguments])
    if display:
        print("Opening Dialogue Studio with the sample scene …", file=sys.stderr, flush=True)
        _become(checkout, ["-P", "-m", "ui", sample])
    print(
        "There is no display to open a window on: rendering the sample scene to sample-scene.wav "
        "in this folder instead …",
        file=sys.stderr,
        flush=True,
    )
    _become(checkout, ["-P", "-m", "studio", "render", sample, "-o", "sample-scene.wav"])


def _test(checkout: Path, arguments: list[str]) -> NoReturn:
    needs = (*system_needs.WINDOW, *system_needs.SOUND, *system_needs.TESTS)
    _prepare(checkout, "test", (*needs, *system_needs.python_library()))
    _become(checkout, ["-P", str(checkout / "packaging" / "checks.py"), *arguments])


def _prepare(checkout: Path, group: environment.Group, needs: tuple[Need, ...]) -> None:
    """Everything that can be refused is refused before the first change."""
    lacking = system_needs.missing(needs)
    if environment.is_complete(checkout, group):
        if lacking:
            apt_packages.provide(lacking, os.environ, checkout)
        return
    environment.check_place(checkout, group)
    with installers.scratch(checkout):
        if not installers.can_install(checkout) and (
            lacking or not debian_pip.fetch(installers.scratch_folder(checkout), os.environ)
        ):
            lacking = (system_needs.python_venv(), *lacking)
        if lacking:
            apt_packages.provide(lacking, os.environ, checkout)
        environment.make_complete(checkout, group, os.environ)


def _become(checkout: Path, arguments: list[str]) -> NoReturn:
    """Go on as the environment's Python; where a process cannot change, start it and wait."""
    python = str(installers.python_of(installers.environment_of(checkout)))
    if sys.platform == "win32":
        sys.exit(subprocess.call([python, *arguments]))
    os.execv(python, [python, *arguments])
