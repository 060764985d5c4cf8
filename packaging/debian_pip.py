"""A pip for Debian's bare Python without an administrator: fetched by apt, unpacked, never installed.

Debian keeps pip out of its Python, yet anyone may download the package that holds it.
"""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

_PACKAGE = "python3-pip-whl"
_WHEELS = "usr/share/python-wheels/pip-*.whl"
# This pip trusts what the system trusts, and a bare system trusts nobody yet.
_TRUSTED = Path("/etc/ssl/certs/ca-certificates.crt")
_TRUST_VARIABLES = ("PIP_CERT", "REQUESTS_CA_BUNDLE")


def fetch(scratch: Path, environ: Mapping[str, str]) -> bool:
    """Whether a pip lies in `scratch` now; what stands in the way is left to the usual way to say."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return False
    if not (_TRUSTED.exists() or any(environ.get(name) for name in _TRUST_VARIABLES)):
        return False
    folder = _folder(scratch)
    folder.mkdir(parents=True, exist_ok=True)
    if not _done(["apt-get", "download", _PACKAGE], folder, environ):
        return False
    for package in folder.glob("*.deb"):
        if not _done(["dpkg-deb", "--extract", str(package), str(folder)], folder, environ):
            return False
    for wheel in folder.glob(_WHEELS):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder / "unpacked")
    return fetched(scratch) is not None


def fetched(scratch: Path) -> Path | None:
    """What `python` is given to be that pip."""
    pip = _folder(scratch) / "unpacked" / "pip"
    return pip if pip.is_dir() else None


def _folder(scratch: Path) -> Path:
    return scratch / "debian-pip"


def _done(command: list[str], folder: Path, environ: Mapping[str, str]) -> bool:
    finished = subprocess.run(
        command,
        cwd=folder,
        env={**environ, "TMPDIR": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return finished.returncode == 0
