"""Freed memory is used again instead of asked for anew."""

from __future__ import annotations

import subprocess
import sys

import pytest

_BLOCKS = """
import resource
{first}
blocks = [bytes(300_000) for _ in range(4)]
del blocks
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(200):
    blocks = [bytes(300_000), bytes(250_000), bytes(400_000)]
    del blocks
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""
_KEPT = "from studio.server.freed_memory import keep_freed_memory; keep_freed_memory()"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep it by themselves")
def test_blocks_that_come_and_go_cost_no_new_pages() -> None:
    """Two hundred times three blocks take no more pages than the first three; without it they would."""
    kept, given_back = (_new_pages(first) for first in (_KEPT, ""))
    assert kept < 500
    assert given_back > 4 * kept


def _new_pages(first: str) -> int:
    told = subprocess.run(
        [sys.executable, "-c", _BLOCKS.format(first=first)],
        capture_output=True,
        check=True,
        timeout=30,
    )
    return int(told.stdout)
