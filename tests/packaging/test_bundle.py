"""The folder that `packaging/make_bundle.py` makes: a program that needs no Python."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import make_bundle
import pytest
from heard_scene import SAMPLE_NAME, assert_is_the_sample_scene
from small_checkout import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        sys.platform == "linux" and not sysconfig.get_config_var("Py_ENABLE_SHARED"),
        reason="a Python without a library of its own cannot be bundled",
    ),
]


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("bundle")
    tool = str(ROOT / "packaging" / "make_bundle.py")
    subprocess.run([sys.executable, "-P", tool, str(folder)], check=True, timeout=400)
    moved = folder / "moved elsewhere"
    (folder / make_bundle.NAME).rename(moved)
    return moved


def _run(bundle: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """As a desktop would start it: no Python on the path, nothing of ours in the environment."""
    return subprocess.run(
        [str(bundle / make_bundle.NAME), *arguments],
        cwd=home,
        env={"PATH": "/usr/bin:/bin", "HOME": str(home), "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_it_lists_its_verbs(bundle: Path, tmp_path: Path) -> None:
    """`--help` names the verbs, which are imported by name and so must have been put in."""
    done = _run(bundle, tmp_path, "--help")
    assert done.returncode == 0, done.stderr
    assert "render" in done.stdout


def test_it_renders_the_sample_scene(bundle: Path, tmp_path: Path) -> None:
    """The local voices and their processes are the same executable, told a verb."""
    sample = next(bundle.rglob(SAMPLE_NAME))
    done = _run(bundle, tmp_path, "render", str(sample), "-o", "scene.wav")
    assert done.returncode == 0, done.stderr
    assert_is_the_sample_scene(tmp_path / "scene.wav")


def test_it_carries_what_it_needs_to_sound(bundle: Path, tmp_path: Path) -> None:
    """Voices, window library and PortAudio came along, and are found where they lie."""
    done = _run(bundle, tmp_path, "doctor", "--json")
    found = {each["name"]: each for each in json.loads(done.stdout)["checks"]}
    assert found["voices"]["state"] == "fine"
    assert found["qt"]["facts"]["version"]
    assert "devices" in found["sound"]["facts"]
    assert list(bundle.rglob("*portaudio*"))
    assert not list(bundle.rglob("libasound*"))
