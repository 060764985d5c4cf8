"""Which system packages are missing, looked for by what they bring.

The tables name Debian's and Ubuntu's packages; `apt_packages` brings them here.
"""

from __future__ import annotations

import ctypes
import glob
import shutil
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """A package, and the library, program or file (a pattern) that shows it is here."""

    package: str
    library: str = ""
    program: str = ""
    file: str = ""

    @property
    def what(self) -> str:
        return self.library or self.program or self.file or self.package

    def is_met(self) -> bool:
        if self.library:
            return _loads(self.library)
        if self.program:
            return shutil.which(self.program) is not None
        return bool(glob.glob(self.file))


WINDOW = (
    Need("libglib2.0-0", library="libglib-2.0.so.0"),
    Need("libgl1", library="libGL.so.1"),
    Need("libegl1", library="libEGL.so.1"),
    Need("libxkbcommon0", library="libxkbcommon.so.0"),
    Need("libfontconfig1", library="libfontconfig.so.1"),
    Need("libdbus-1-3", library="libdbus-1.so.3"),
    Need("libxcb-cursor0", library="libxcb-cursor.so.0"),
    Need("libxkbcommon-x11-0", library="libxkbcommon-x11.so.0"),
    Need("libxcb-icccm4", library="libxcb-icccm.so.4"),
    Need("libxcb-keysyms1", library="libxcb-keysyms.so.1"),
    Need("libxcb-shape0", library="libxcb-shape.so.0"),
)
WAYLAND = (
    Need("libwayland-client0", library="libwayland-client.so.0"),
    Need("libwayland-cursor0", library="libwayland-cursor.so.0"),
)
SOUND = (Need("libportaudio2", library="libportaudio.so.2"),)
TESTS = (
    Need("xvfb", program="Xvfb"),
    Need("xauth", program="xauth"),
    Need("openbox", program="openbox"),
    Need("xdotool", program="xdotool"),
    Need("imagemagick", program="import"),
    Need("pulseaudio", program="pulseaudio"),
    Need("pulseaudio-utils", program="parec"),
    Need("libasound2-plugins", file="/usr/lib*/*/alsa-lib/libasound_module_pcm_pulse.so"),
    Need("openssl", program="openssl"),
    Need("ffmpeg", program="ffmpeg"),
    Need("sox", program="sox"),
    Need("espeak-ng", program="espeak-ng"),
    Need("binutils", program="objdump"),
)


def python_venv() -> Need:
    """Debian keeps the part of Python that installs pip in a package of its own."""
    return Need(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")


def python_library() -> tuple[Need, ...]:
    """What a bundle is made from: Debian keeps this in a package of its own as well."""
    name = sysconfig.get_config_var("INSTSONAME")
    if not sysconfig.get_config_var("Py_ENABLE_SHARED") or not name:
        return ()
    package = f"libpython{sys.version_info[0]}.{sys.version_info[1]}"
    return (Need(package, file=f"{sysconfig.get_config_var('LIBDIR')}/{name}"),)


def missing(needs: Iterable[Need]) -> tuple[Need, ...]:
    """The needs this machine does not meet; only Linux is asked."""
    if sys.platform != "linux":
        return ()
    return tuple(need for need in needs if not need.is_met())


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
