"""Make the lock files again from pyproject.toml: `python packaging/make_locks.py [--upgrade]`.

Needs a network, and uv: on the path or beside this Python. Without `--upgrade` what is pinned stays
where pyproject.toml allows it. One file holds for every system and Python: `run.txt` what the program
needs, `test.txt` that and what checking and bundling it needs, `uv.txt` the installer for machines
that lack it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
LOCKS = Path("packaging", "locks")
_HEADER = "# Made by packaging/make_locks.py from pyproject.toml; do not edit.\n"


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--upgrade"]):
        print("usage: python packaging/make_locks.py [--upgrade]", file=sys.stderr)
        return 64
    run, test = str(LOCKS / "run.txt"), str(LOCKS / "test.txt")
    _compile(run, ["pyproject.toml", *arguments])
    groups = ["--all-extras", "--group", "dev"]
    _compile(test, ["pyproject.toml", *groups, "--constraints", run, *arguments])
    with tempfile.NamedTemporaryFile("w", suffix=".in") as wanted:
        wanted.write("uv\n")
        wanted.flush()
        _compile(str(LOCKS / "uv.txt"), [wanted.name, *arguments])
    return 0


def _uv() -> str:
    beside = Path(sys.executable).with_name("uv")
    return str(beside) if beside.exists() else "uv"


def _compile(output: str, arguments: list[str]) -> None:
    subprocess.run(
        [
            *(_uv(), "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"),
            *("--generate-hashes", "--no-annotate", "--no-header", "--no-config"),
            *("--no-emit-index-url", "--output-file", output, *arguments),
        ],
        cwd=CHECKOUT,
        check=True,
    )
    path = CHECKOUT / output
    path.write_text(_HEADER + path.read_text(encoding="utf-8"), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
