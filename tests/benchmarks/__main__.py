"""`python -m tests.benchmarks [NAME ...] [--short]`: one JSON line for every measurement.

A benchmark is a module of this folder, without an underscore in front, with
`measure(short: bool) -> Iterator[dict[str, object]]`.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path


def names() -> list[str]:
    """Every benchmark there is; none is imported for that, so that none can keep the others back."""
    return sorted(file.stem for file in Path(__file__).parent.glob("[!_]*.py"))


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names())}")
    parser.add_argument("--short", action="store_true", help="fewer rounds, rougher figures")
    arguments = parser.parse_args(argv)
    unknown = set(arguments.names) - set(names())
    if unknown:
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    for name in arguments.names or names():
        begun = time.monotonic()
        for measured in _load(name).measure(arguments.short):
            took = round(time.monotonic() - begun, 1)
            print(json.dumps({"benchmark": name, **measured, "took_seconds": took}), flush=True)
    return 0


def _load(name: str):  # type: ignore[no-untyped-def]  # a module; what it has is asked for by name
    return importlib.import_module(f"tests.benchmarks.{name}")


if __name__ == "__main__":
    sys.exit(main())
