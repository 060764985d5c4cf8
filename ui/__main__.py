"""The console script: nothing or a file opens the window, a verb does its work without Qt."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from ui import no_window


def main(argv: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if argv is None else argv)
    if not words:
        return _open_window(None)
    from studio import commands  # with nothing asked of it, it would only delay the window

    file = Path(words[0])
    if len(words) > 1 or commands.is_verb(words[0]) or not file.exists():
        return commands.main(words)
    return _open_window(file)


def _open_window(file: Path | None) -> int:
    gc.disable()  # from here on garbage is collected in the Qt thread only, see `ui.garbage`
    if not no_window.has_display():
        return no_window.complain(no_window.NO_DISPLAY())
    try:
        if file is not None:
            from ui.one_window import raise_window_of

            if raise_window_of(file):
                return 0
        from ui.application import run
    except ImportError as error:
        return no_window.complain(no_window.NO_QT(reason=error))
    return run(file, _log, _version)


def _log() -> AbstractContextManager[object]:
    from studio.log_file import log_of_a_window

    return log_of_a_window()


def _version() -> str:
    from studio.commands import program_version

    return program_version()


if __name__ == "__main__":
    sys.exit(main())
