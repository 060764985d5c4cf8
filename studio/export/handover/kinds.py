"""Which program a hand-over is for, by the ending of its name, and where its sound files lie."""

from __future__ import annotations

from pathlib import Path

REAPER, OTIO, AUDACITY, CUE_SHEET = ".rpp", ".otio", ".lof", ".csv"
KINDS = (REAPER, OTIO, AUDACITY, CUE_SHEET)


def media_folder(path: Path) -> Path:
    return path.with_name(f"{path.stem}_media")
