"""The campaigns against project files in their short form, and that each catches a broken build.

The long forms: `python -m tests.campaigns.project NAME --long`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.campaigns.project.faulty_disk import can_be_built

ROOT = Path(__file__).parents[3]
SEED = 20_261

on_a_faulty_disk = pytest.mark.skipif(
    not can_be_built(), reason="a C compiler is needed to make a disk that fails"
)


def _run(name: str, folder: Path, *options: str) -> tuple[int, dict[str, Any]]:
    done = subprocess.run(
        [
            sys.executable, "-m", "tests.campaigns.project", name,
            "--seed", str(SEED), "--folder", str(folder), *options,
        ],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("kills", 40),
        ("copy_kills", 30),
        ("mutations", 60),
        ("races", 50),
        pytest.param("write_failures", 45, marks=on_a_faulty_disk),
        pytest.param("power_cuts", 60, marks=on_a_faulty_disk),
    ],
)
def test_no_promise_is_broken(name: str, least: int, tmp_path: Path) -> None:
    """Killed, refused by the disk, damaged, raced for, without power: nothing acknowledged is lost."""
    status, outcome = _run(name, tmp_path)
    assert outcome["faults"] == []
    assert outcome["tries"] >= least
    assert status == 0


@pytest.mark.parametrize(
    ("name", "build"),
    [
        ("kills", "acknowledge_early"),
        ("kills", "no_transaction"),
        ("copy_kills", "copy_in_place"),
        ("mutations", "no_checksum"),
        ("races", "no_lock"),
        pytest.param("write_failures", "forget_what_failed", marks=on_a_faulty_disk),
        pytest.param("write_failures", "acknowledge_early", marks=on_a_faulty_disk),
        pytest.param("power_cuts", "never_flush", marks=on_a_faulty_disk),
        pytest.param("power_cuts", "acknowledge_early", marks=on_a_faulty_disk),
    ],
)
def test_a_build_that_is_broken_on_purpose_is_caught(name: str, build: str, tmp_path: Path) -> None:
    """A net that lets one of these through would prove nothing."""
    status, outcome = _run(name, tmp_path, "--build", build)
    assert outcome["faults"]
    assert status == 1
