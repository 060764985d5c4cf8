"""Small things kept from one run to the next for a person's convenience, each in a file of its own.

Where windows stood, which projects were open lately, which hints were read. Several windows may keep
things at once; what cannot be read counts as never kept.
"""

from __future__ import annotations

import json
from pathlib import Path

from studio.atomic_file import write_atomically
from studio.folders import make_folder, settings_folder

_MOST_BYTES = 1 << 20


def kept(name: str) -> object:
    """What was kept under this name, as JSON has it; None when there is nothing that can be read."""
    try:
        with _file(name).open("rb") as file:
            return json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return None


def keep(name: str, value: object) -> None:
    """Keep what JSON can write; raises StorageError, and then what was kept before still is."""
    make_folder(settings_folder())
    write_atomically(_file(name), json.dumps(value, indent=1).encode("ascii"))


def _file(name: str) -> Path:
    return settings_folder() / f"{name}.json"
