"""A pip fetched by apt, from an archive made here."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import debian_pip
import pytest

pytestmark = pytest.mark.skipif(
    not (shutil.which("apt-get") and shutil.which("dpkg-deb")),
    reason="a matter of Debian and Ubuntu",
)


@pytest.fixture
def archive(tmp_path: Path) -> dict[str, str]:
    """An archive with one package, and the environment in which apt knows only that archive."""
    contents = tmp_path / "contents"
    wheels = contents / "usr" / "share" / "python-wheels"
    wheels.mkdir(parents=True)
    with zipfile.ZipFile(wheels / "pip-23.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("pip/__main__.py", "print('this is pip')\n")
    control = "Package: python3-pip-whl\nVersion: 23.0\nArchitecture: all\nMaintainer: none\nDescription: pip\n"
    (contents / "DEBIAN").mkdir()
    (contents / "DEBIAN" / "control").write_text(control)
    offered = tmp_path / "archive"
    offered.mkdir()
    package = offered / "python3-pip-whl.deb"
    _run("dpkg-deb", "--build", "--root-owner-group", str(contents), str(package))
    (offered / "Packages").write_text(
        f"{control}Filename: ./{package.name}\nSize: {package.stat().st_size}\n"
        f"SHA256: {hashlib.sha256(package.read_bytes()).hexdigest()}\n\n"
    )
    (tmp_path / "sources").write_text(f"deb [trusted=yes] file:{offered} ./\n")
    (tmp_path / "status").touch()
    for folder in ("lists/partial", "cache/archives/partial"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "apt.conf").write_text(
        f'Dir::State "{tmp_path}";\nDir::State::status "{tmp_path}/status";\n'
        f'Dir::State::lists "{tmp_path}/lists";\nDir::Cache "{tmp_path}/cache";\n'
        f'Dir::Etc::sourcelist "{tmp_path}/sources";\nDir::Etc::sourceparts "/dev/null";\n'
        'Dir::Etc::trustedparts "/dev/null";\nAPT::Sandbox::User "root";\n'
    )
    environ = {**os.environ, "APT_CONFIG": str(tmp_path / "apt.conf"), "PIP_CERT": "anything"}
    _run("apt-get", "update", env=environ)
    return environ


def _run(*command: str, env: dict[str, str] | None = None) -> None:
    subprocess.run(command, env=env, check=True, capture_output=True, timeout=30)


def test_the_pip_of_a_package_runs_without_being_installed(
    archive: dict[str, str], tmp_path: Path
) -> None:
    """Downloaded and unpacked into the scratch folder, it is something Python can be given."""
    scratch = tmp_path / "a scratch folder"
    assert debian_pip.fetch(scratch, archive)
    pip = debian_pip.fetched(scratch)
    assert subprocess.check_output([sys.executable, str(pip)], text=True) == "this is pip\n"


def test_a_package_apt_does_not_know_is_no_pip(archive: dict[str, str], tmp_path: Path) -> None:
    """Where apt has nothing to offer it says no and stops nobody."""
    shutil.rmtree(tmp_path / "lists")
    assert not debian_pip.fetch(tmp_path / "scratch", archive)
    assert debian_pip.fetched(tmp_path / "scratch") is None
