"""`python -m tests.campaigns.project NAME [--long] [--count N] [--seed N] [--build B] [--folder F]`.

Runs one campaign in a process of its own, which has no threads, so that it can make others by
forking. Prints the outcome as JSON; exit status 1 when a promise was broken. The folder then keeps
what was found.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.campaigns.project.broken_builds import BUILDS

SHORT_AND_LONG = {
    "kills": (40, 500),
    "copy_kills": (30, 300),
    "write_failures": (45, 1200),
    "mutations": (60, 500),
    "races": (50, 50),
    "power_cuts": (60, 300),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.campaigns.project")
    parser.add_argument("name", choices=sorted(SHORT_AND_LONG))
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--count", type=int)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--build", choices=sorted(BUILDS))
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    folder = arguments.folder or Path(tempfile.mkdtemp(prefix="campaign-"))
    os.environ["DIALOGUE_STUDIO_HOME"] = str(folder / "home")
    short, long = SHORT_AND_LONG[arguments.name]
    count = arguments.count or (long if arguments.long else short)
    campaign = importlib.import_module(f"tests.campaigns.project.{arguments.name}").campaign
    begun = time.monotonic()
    outcome = campaign(count, arguments.seed, folder, arguments.build)
    took = round(time.monotonic() - begun, 1)
    print(json.dumps({**outcome.as_json(), "took_seconds": took, "folder": str(folder)}))
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
