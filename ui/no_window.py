"""Why there can be no window here, found out before Qt would abort, and said on the terminal."""

from __future__ import annotations

import os
import sys

from studio import displays
from studio.sentences import Message, sentence

NO_DISPLAY = sentence(
    "ui.no_window.no_display",
    "The window cannot open: there is no display. Start Dialogue Studio in a graphical session, or use"
    " a command without a window; `dialogue-studio --help` lists them.",
)
NO_QT = sentence(
    "ui.no_window.no_qt",
    "The window cannot open: {reason}. Install what is missing; `dialogue-studio doctor` says how.",
)

_STATUS = 2


def has_display() -> bool:
    """Whoever names Qt's platform knows what they do."""
    return "QT_QPA_PLATFORM" in os.environ or displays.has_display(os.environ)


def complain(message: Message) -> int:
    """Say it; gives the exit status."""
    print(message, file=sys.stderr)
    return _STATUS
