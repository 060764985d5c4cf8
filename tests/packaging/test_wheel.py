"""The wheel that `python -m build` makes."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import installers
import pytest
from heard_scene import SAMPLE_NAME, assert_is_the_sample_scene
from small_checkout import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    build = ["build", "--wheel", "--no-isolation", "--outdir", str(tmp_path / "wheel"), str(ROOT)]
    subprocess.run(
        [sys.executable, "-P", "-m", *build],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=60,
    )
    (made,) = (tmp_path / "wheel").glob("*.whl")
    return made


def test_it_holds_the_program_and_nothing_of_the_workshop(wheel: Path) -> None:
    """Both packages, the resources and the licence are in it; tests and tools are not."""
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"studio", "ui"}
    assert f"studio/_resources/samples/{SAMPLE_NAME}" in names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_installed_into_an_empty_environment_it_renders_the_sample_scene(
    wheel: Path, tmp_path: Path
) -> None:
    """Nothing of the checkout is needed: the installed command finds its voices and its resources."""
    folder = tmp_path / "empty environment"
    python = installers.python_of(folder)
    subprocess.run(
        [installers.base_python(), "-m", "venv", "--without-pip", str(folder)],
        check=True,
        timeout=60,
    )
    install = ["--python", str(python), "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run([sys.executable, "-P", "-m", "pip", *install], check=True, timeout=120)
    site_packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder)}))
    # The libraries come from here, so that no network is needed; pointers among them are not followed.
    (site_packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")

    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environ |= {"HOME": str(tmp_path)}
    where = [
        str(python),
        "-P",
        "-c",
        "import studio.resource_files as r; print(r.resource_file('samples'))",
    ]
    samples = Path(subprocess.check_output(where, text=True, env=environ, cwd=tmp_path).strip())
    assert samples.is_relative_to(folder)
    command = [str(python.with_name("dialogue-studio")), "render", str(samples / SAMPLE_NAME)]
    subprocess.run(
        [*command, "-o", "scene.wav"], cwd=tmp_path, env=environ, check=True, timeout=120
    )
    assert_is_the_sample_scene(tmp_path / "scene.wav")
