"""How much memory `render` takes while it has a long play spoken."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from studio.own_program import own_program

_MOST_MORE_MB = 20.0
_RUN = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""


def _peak_mb(folder: Path, lines: int) -> float:
    script = folder / f"{lines}.txt"
    rows = [
        f"{'ABCD'[at % 4]}NN: Row {at} came late, and nobody had seen it." for at in range(lines)
    ]
    script.write_text("\n".join(rows), encoding="utf-8")
    command = own_program("render", str(script), "-o", str(folder / f"{lines}.flac"), "--quiet")
    done = subprocess.run(
        [sys.executable, "-c", _RUN, *command], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


@pytest.mark.slow
@pytest.mark.campaign
@pytest.mark.skipif(sys.platform == "win32", reason="no peak of memory to be asked for")
def test_a_longer_play_takes_no_more_memory(tmp_path: Path) -> None:
    """Three thousand Lines against one thousand: the sound of what was spoken is on the disk."""
    short, long = _peak_mb(tmp_path, 1_000), _peak_mb(tmp_path, 3_000)
    assert long - short < _MOST_MORE_MB, (short, long)
