"""Bad script files: each is imported, or leads to one sentence that helps."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from campaigns.bad_scripts import FAMILIES, PER_FAMILY, bad_files

SEED = 20_261
MOST_SECONDS = 5.0


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
def test_bad_files_are_read_or_refused_in_a_sentence(family: str, tmp_path: Path) -> None:
    """Thirty bad files of a family: within 5 s and 300 MiB each is understood as far as it goes, or
    one message names the file, the reason and the remedy."""
    paths = []
    for bad in bad_files(family, SEED):
        path = tmp_path / bad.name
        path.write_bytes(bad.content)
        paths.append(path)
    root = Path(__file__).resolve().parents[2]
    reader = Path(__file__).with_name("bad_scripts_reader.py")
    done = subprocess.run(
        [sys.executable, str(reader), *map(str, paths)],
        capture_output=True,
        text=True,
        timeout=200,  # the wall clock of a busy machine; what counts is the time of the processor
        check=False,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    found = [json.loads(row) for row in done.stdout.splitlines()]
    assert len(found) == PER_FAMILY, done.stderr[-2000:]
    assert not [each for each in found if "fault" in each]
    assert not [each for each in found if each["seconds"] > MOST_SECONDS]
    for each in found:
        message = each.get("message")
        if message is not None:
            assert each["file"] in message
            assert message.count(". ") >= 1, f"no remedy: {message}"
            assert len(message) < 1_000
