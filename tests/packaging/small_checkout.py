"""A small checkout to prepare: the real `packaging/`, with a tiny program and tiny libraries.

Its locks name wheels made here, so that a whole preparation takes a second and no network.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "packaging"))

import installers  # noqa: E402

TELLS_HOW_IT_WAS_STARTED = "import sys; print('{name}', *sys.argv[1:], sep='|')\n"


@dataclass(frozen=True, slots=True)
class Finished:
    """How a command ended."""

    status: int
    said: str
    printed: str

    def assert_one_sentence(self, *parts: str) -> None:
        """It failed, and the last thing it said is one sentence with these parts, no traceback."""
        assert self.status not in (0, None), self.said
        assert "Traceback" not in self.said + self.printed
        last = self.said.strip().splitlines()[-1]
        for part in parts:
            assert part in last, last
        assert last.endswith("."), last


@dataclass(frozen=True, slots=True)
class Checkout:
    """A folder that looks like a checkout to `packaging/bootstrap.py`."""

    folder: Path
    wheels: Path
    prefix: tuple[str, ...] = ()

    @property
    def python(self) -> Path:
        return installers.python_of(self.folder / ".venv")

    def command(self, *arguments: str) -> list[str]:
        script = str(self.folder / "packaging" / "bootstrap.py")
        return [*self.prefix, installers.base_python(), script, *arguments]

    def environment(self, more: Mapping[str, str]) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PIP_", "UV_", "XDG_"))
            and name not in ("DISPLAY", "WAYLAND_DISPLAY", "VIRTUAL_ENV")
            and not name.lower().endswith("_proxy")
        }
        nowhere = {"HOME": "/nonexistent", "PIP_CONFIG_FILE": os.devnull, "UV_NO_CONFIG": "1"}
        local = {
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": self.wheels.as_uri(),
            "UV_NO_INDEX": "1",
            "UV_FIND_LINKS": self.wheels.as_uri(),
        }
        return {**kept, **nowhere, **local, "PATH": PATHS["uv"], **more}

    def bootstrap(self, *arguments: str, **more: str) -> Finished:
        """Run the command to its end; `more` are environment variables."""
        done = subprocess.run(
            self.command(*arguments),
            cwd=self.folder.parent,
            env=self.environment(more),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=150,
            check=False,
        )
        return Finished(done.returncode, done.stderr, done.stdout)

    def lock(self, group: str, *lines: str) -> None:
        text = "".join(f"{line}\n" for line in lines)
        (self.folder / "packaging" / "locks" / f"{group}.txt").write_text(text, encoding="utf-8")

    def offer(self, name: str, version: str = "1.0", megabytes: int = 0) -> str:
        """Make the wheel of a library and return the line of a lock that promises it."""
        wheel = self.wheels / f"{name}-{version}-py3-none-any.whl"
        information = f"{name}-{version}.dist-info"
        contents = {
            f"{name}.py": f"VERSION = {version!r}\n".encode(),
            f"{name}.bin": bytes(megabytes * 1_000_000),
            f"{information}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode(),
            f"{information}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        }
        records = [
            f"{path},sha256={base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()},{len(data)}"
            for path, data in contents.items()
        ]
        contents[f"{information}/RECORD"] = "\n".join(
            [*records, f"{information}/RECORD,,", ""]
        ).encode()
        with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, data in contents.items():
                archive.writestr(path, data)
        return f"{name}=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}"


def _path_without_uv() -> str:
    places = os.environ["PATH"].split(os.pathsep)
    return os.pathsep.join(place for place in places if not Path(place, "uv").exists())


# With uv, which lies beside our own Python if nowhere else, and with pip where this machine has it.
PATHS = {"uv": os.pathsep.join([os.environ["PATH"], str(Path(sys.executable).parent)])}
if importlib.util.find_spec("ensurepip"):
    PATHS["no uv"] = _path_without_uv()
