"""Where this program keeps things on this machine, outside the projects.

`DIALOGUE_STUDIO_HOME` puts everything below one folder: for tests, and to carry the program about.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import platformdirs

from studio.errors import StorageError
from studio.sentences import sentence

HOME_VARIABLE = "DIALOGUE_STUDIO_HOME"
_PROGRAM = "dialogue-studio"

_cannot_make = sentence(
    "folders.cannot-make",
    "The folder {folder} could not be made: {reason}. Make it yourself, or let {variable} name a"
    " folder you may write to.",
)


def data_folder() -> Path:
    """The user-level take store, the day's spending, backups: what must not be lost."""
    return _folder("data", platformdirs.user_data_path)


def settings_folder() -> Path:
    return _folder("settings", platformdirs.user_config_path)


def log_folder() -> Path:
    return _folder("log", platformdirs.user_log_path)


def cache_folder() -> Path:
    """What may vanish at any time and is then computed again."""
    return _folder("cache", platformdirs.user_cache_path)


def make_folder(folder: Path) -> Path:
    """`folder`, there now and private to the user if it was not there before."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageError(
            _cannot_make(folder=folder, reason=reason, variable=HOME_VARIABLE)
        ) from error
    return folder


def _folder(name: str, usual: Callable[..., Path]) -> Path:
    home = os.environ.get(HOME_VARIABLE)
    if home:
        return Path(home).expanduser().absolute() / name
    return usual(_PROGRAM, appauthor=False)
