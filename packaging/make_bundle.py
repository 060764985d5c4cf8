"""Make a folder that runs Dialogue Studio without a Python: `python packaging/make_bundle.py`.

Run it with the Python of a prepared `.venv` (`bootstrap.py test` prepares one). The folder is
`dist/dialogue-studio`, or `dialogue-studio` inside the folder given as the only argument; what it is
made from lies in `build/`. The one executable opens the window and obeys every verb, also those by
which the program starts itself again as a child.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
NAME = "dialogue-studio"


def pyinstaller_arguments(destination: Path, work: Path) -> list[str]:
    """What PyInstaller is told; verbs and panels are imported by name, so it cannot see them."""
    arguments = [
        str(CHECKOUT / "ui" / "__main__.py"),
        *("--onedir", "--name", NAME, "--noconfirm", "--log-level", "ERROR"),
        *("--distpath", str(destination), "--workpath", str(work), "--specpath", str(work)),
        *("--paths", str(CHECKOUT)),
        *("--collect-submodules", "studio", "--collect-submodules", "ui"),
        *("--add-data", f"{CHECKOUT / 'resources'}{os.pathsep}studio/_resources"),
        *("--collect-data", "espeakng_loader", "--collect-binaries", "espeakng_loader"),
        *("--copy-metadata", "PySide6_Essentials"),
    ]
    if sys.platform == "linux":
        hook = CHECKOUT / "packaging" / "find_carried_libraries.py"
        arguments += ["--runtime-hook", str(hook)]
    if sys.platform == "win32":
        arguments += ["--hide-console", "hide-early"]
    return arguments


def leave_to_the_system(bundle: Path) -> None:
    """ALSA finds its settings and its ways to the desktop's sound server only as the system's own."""
    for library in bundle.glob("_internal/libasound.so*"):
        library.unlink()


def main(arguments: list[str]) -> int:
    if len(arguments) > 1 or any(argument.startswith("-") for argument in arguments):
        print("usage: python packaging/make_bundle.py [DESTINATION]", file=sys.stderr)
        return 64
    try:
        from PyInstaller.__main__ import run
    except ImportError:
        print(
            "PyInstaller is not installed in this Python: prepare .venv with "
            "'python3 packaging/bootstrap.py test' and use the Python in it.",
            file=sys.stderr,
        )
        return 1
    destination = Path(*arguments).resolve() if arguments else CHECKOUT / "dist"
    work = destination / "build" if arguments else CHECKOUT / "build" / "bundle"
    print(f"Making {destination / NAME} …", file=sys.stderr, flush=True)
    run(pyinstaller_arguments(destination, work))
    leave_to_the_system(destination / NAME)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
