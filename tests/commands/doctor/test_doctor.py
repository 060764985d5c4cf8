"""`doctor` tells the truth about this machine, to people and to programs."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from studio.commands.doctor import PROBES, report
from studio.commands.doctor.check import Check, State
from studio.commands.doctor.probes import _PROBES
from studio.folders import HOME_VARIABLE
from studio.own_program import own_program

NAMES = ["program", "qt", "sqlite", *PROBES, "folders", "disk"]


def doctor(home: Path, *words: str, **environment: str) -> tuple[int, str]:
    done = subprocess.run(
        own_program("doctor", *words),
        env={**os.environ, HOME_VARIABLE: str(home), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def checks(home: Path, **environment: str) -> tuple[int, dict[str, Any]]:
    status, output = doctor(home, "--json", **environment)
    values = json.loads(output)
    assert [check["name"] for check in values["checks"]] == NAMES
    assert values["works"] == (status == 0)
    return status, {check["name"]: check for check in values["checks"]}


def test_it_looks_at_everything(tmp_path: Path) -> None:
    """Versions, SQLite, display, sound, voices, key ring, folders and disk; each lack has a remedy."""
    status, found = checks(tmp_path)
    assert status == 0
    for check in found.values():
        assert check["found"]
        assert (check["remedy"] is None) == (check["state"] == "fine")
    assert found["program"]["facts"]["python"].startswith("3.")
    assert found["qt"]["facts"]["version"].startswith("6.")
    assert found["sqlite"]["facts"]["version"].startswith("3.")
    assert found["voices"]["facts"]["count"] > 20
    assert found["voices"]["facts"]["espeak_ng"].startswith("1.")
    assert found["folders"]["facts"]["data"] == str(tmp_path / "data")
    assert found["disk"]["facts"]["data_free_bytes"] > 0


def test_people_get_aligned_rows(tmp_path: Path) -> None:
    """Each check begins a row with its sign and name; what it says is indented alike and not wide."""
    status, text = doctor(tmp_path)
    assert status == 0
    *rows, empty, end = text.splitlines()
    assert (empty, end) == ("", "Everything essential works.")
    assert sum(not row.startswith(" ") for row in rows) == len(NAMES)
    column = rows[0].index("Dialogue Studio")
    for row in rows:
        assert row[column - 2 : column] == "  "
        assert row[column:].strip()
        assert len(row) <= 96 or "/" in row


def test_what_is_essential_and_missing_exits_1(tmp_path: Path) -> None:
    """Without a place to keep anything it says so, names the remedy, and exits 1."""
    (tmp_path / "file").write_text("")
    status, found = checks(tmp_path / "file")
    assert status == 1
    assert found["folders"]["state"] == "broken"
    assert HOME_VARIABLE in found["folders"]["remedy"]
    status, text = doctor(tmp_path / "file")
    assert status == 1
    assert "FAILS  Folders" in text
    assert text.endswith("To be mended: Folders.\n")


def test_no_screen_and_no_key_ring_are_no_failure(tmp_path: Path) -> None:
    """A machine without them can do the main job: it says what is lacking and exits 0."""
    status, found = checks(
        tmp_path,
        DISPLAY="",
        WAYLAND_DISPLAY="",
        QT_QPA_PLATFORM="",
        PYTHON_KEYRING_BACKEND="keyring.backends.fail.Keyring",
    )
    assert status == 0
    assert found["display"]["state"] == "limited"
    assert found["key-ring"]["state"] == "limited"


@pytest.mark.usefixtures("sound")
def test_a_sound_device_is_named(tmp_path: Path) -> None:
    """With a sound server there, the device is found in the child and named."""
    status, found = checks(tmp_path)
    assert status == 0
    assert found["sound"]["state"] == "fine"
    assert found["sound"]["facts"]["devices"]
    assert "default" not in found["sound"]["found"]
    assert found["sound"]["facts"]["default"] in found["sound"]["facts"]["devices"]


def test_no_sound_device_is_no_failure(tmp_path: Path) -> None:
    """Without one, or without the sound library, it is said that writing sound files works."""
    _, found = checks(tmp_path)
    assert found["sound"]["state"] == "limited"
    assert "works" in found["sound"]["remedy"]


def test_what_a_probe_cannot_load_is_reported(tmp_path: Path) -> None:
    """A key ring that cannot even be loaded does not take the doctor along."""
    status, found = checks(tmp_path, PYTHON_KEYRING_BACKEND="nowhere.Nothing")
    assert status == 0
    assert found["key-ring"]["state"] == "limited"
    assert "nowhere" in found["key-ring"]["remedy"]


def test_every_check_has_a_label() -> None:
    """What is checked, probed and labelled are the same things."""
    assert tuple(_PROBES) == PROBES
    assert list(report._LABELS) == NAMES


def test_a_check_survives_the_way_from_a_child() -> None:
    """What a child prints is what the parent reads."""
    check = Check("sound", State.LIMITED, "no sound device", "Connect one.", {"devices": []})
    assert Check.from_values(json.loads(json.dumps(check.as_values()))) == check


@pytest.mark.parametrize("state", State)
def test_only_what_is_broken_counts(state: State) -> None:
    """Something limited is no failure."""
    assert report.works([Check("disk", state, "something")]) == (state is not State.BROKEN)
