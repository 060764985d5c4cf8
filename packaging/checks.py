"""Every check of the project, one after the other, and one closing line.

Runs inside the checkout's environment; `bootstrap.py test` prepares it. A check that fails does not
keep the next from running. Nothing is read from the keyboard, and nothing is written outside the
checkout and the temporary folder: the checks get a home of their own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
_ON_ALL_CORES = ["--numprocesses=logical", "--maxprocesses=4", "--dist=worksteal"]


def checks(pytest_arguments: list[str]) -> dict[str, list[str]]:
    """Name of each check and the modules of this environment that carry it out."""
    return {
        "format": ["ruff", "format", "--check", "."],
        "lint": ["ruff", "check", "."],
        "types": ["mypy"],
        "tests": ["pytest", *_ON_ALL_CORES, *pytest_arguments],
    }


def main(pytest_arguments: list[str]) -> int:
    started = time.monotonic()
    outcome = {}
    with tempfile.TemporaryDirectory(prefix="dialogue-studio-home-") as home:
        for name, command in checks(pytest_arguments).items():
            print(f"== {name}: {' '.join(command)}", flush=True)
            done = subprocess.run(
                [sys.executable, "-P", "-m", *command],
                cwd=CHECKOUT,
                env=_environment(home),
                stdin=subprocess.DEVNULL,
                check=False,
            )
            outcome[name] = done.returncode == 0
    print(summary(outcome, time.monotonic() - started), flush=True)
    return 0 if all(outcome.values()) else 1


def summary(outcome: dict[str, bool], seconds: float) -> str:
    """The closing line."""
    words = ", ".join(f"{name} {'passed' if good else 'FAILED'}" for name, good in outcome.items())
    verdict = "all checks passed" if all(outcome.values()) else "NOT all checks passed"
    minutes, rest = divmod(round(seconds), 60)
    return f"Dialogue Studio: {verdict} in {minutes} min {rest} s ({words})."


def _environment(home: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    return {**kept, "HOME": home}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
