"""The benchmarks are found by their files, so that one that cannot be imported stops no other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOOK = """
import sys
from tests.benchmarks.__main__ import names
print(len(names()), [name for name in sys.modules if name.startswith("tests.benchmarks.")])
"""


def test_the_list_of_benchmarks_imports_none_of_them() -> None:
    """Each is imported when it is its turn."""
    run = [sys.executable, "-c", LOOK]
    printed = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    count, imported = printed.split(maxsplit=1)
    assert int(count) >= 10
    assert imported.strip() == "['tests.benchmarks.__main__']"
