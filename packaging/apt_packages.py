"""Bring missing system packages here with apt, or stop with the one command that does it.

Nothing is installed halfway: apt is used when that takes no answer from the keyboard, else nothing
is touched. Other distributions are told what is lacking.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import failures
from system_needs import Need, missing


def provide(lacking: tuple[Need, ...], environ: Mapping[str, str], checkout: Path) -> None:
    """Install what is lacking with apt, or stop with the one command that does it."""
    if shutil.which("apt-get") is None:
        raise failures.Failure(
            f"Dialogue Studio needs {_listed(need.what for need in lacking)}, which this machine "
            "lacks: install the packages that hold them and start again."
        )
    packages = [_name_here(need.package) for need in lacking]
    prefix = _as_administrator()
    if prefix is None:
        raise failures.Failure(
            f"Dialogue Studio needs {_listed(packages)} from the system, and installing them takes "
            f"an administrator: run the next line, then start again.\n  {_command_for(packages)}"
        )
    print(f"Installing with apt: {' '.join(packages)} …", file=sys.stderr, flush=True)
    # A list of packages that cannot be renewed may still be good enough.
    _apt([*prefix, "apt-get", "update"], environ)
    install = [*prefix, "apt-get", "install", "-y", "--no-install-recommends", *packages]
    done = _apt(install, environ)
    if done.returncode != 0:
        raise _apt_failure(done.stdout, packages, environ, checkout)
    still = [need for need in missing(lacking) if need.what != need.package]
    if still:
        raise failures.Failure(
            f"apt has installed {_listed(need.package for need in still)}, yet "
            f"{_listed(need.what for need in still)} cannot be found: remove other copies from "
            "LD_LIBRARY_PATH or repair the package, then start again."
        )


def _name_here(package: str) -> str:
    """Newer releases renamed some libraries for their 64-bit times (`t64`)."""
    renamed = f"{package}t64"
    asked = subprocess.run(
        ["apt-cache", "pkgnames", package],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return renamed if renamed in asked.stdout.split() else package


def _as_administrator() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    sudo = ["sudo", "--non-interactive"]
    asked = subprocess.run(
        [*sudo, "true"], stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    return [*sudo, "env", "DEBIAN_FRONTEND=noninteractive"] if asked.returncode == 0 else None


def _command_for(packages: list[str]) -> str:
    steps = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(packages)}"
    asker = "sudo sh -c" if shutil.which("sudo") else "su root -c"
    return f"{asker} {shlex.quote(steps)}"


def _apt(command: list[str], environ: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env={**environ, "LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive"},
        check=False,
    )


def _apt_failure(
    output: str, packages: list[str], environ: Mapping[str, str], checkout: Path
) -> failures.Failure:
    held = re.search(
        r"could not get lock \S+?\.?(?: It is held by (process [^\n]+?))?\.?$", output, re.I | re.M
    )
    if held or "Unable to acquire the dpkg" in output or "Unable to lock" in output:
        holder = f" ({held[1]})" if held and held[1] else ""
        return failures.Failure(
            "The system packages that Dialogue Studio needs could not be installed because another "
            f"program{holder} is installing packages just now: wait until it has finished, then "
            "start again."
        )
    if "dpkg was interrupted" in output:
        return failures.Failure(
            "An earlier installation of system packages was interrupted: run "
            "'sudo dpkg --configure -a', then start again."
        )
    if "Unable to locate package" in output or "has no installation candidate" in output:
        return failures.Failure(
            f"apt knows no package for some of {' '.join(packages)}: connect this computer to the "
            "internet or add the distribution's main archive to its sources, then start again."
        )
    return failures.of_installer(output, checkout, environ)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
