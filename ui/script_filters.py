"""The kinds of script files a person may choose from, as Qt's file dialog wants them."""

from __future__ import annotations

from collections.abc import Iterable

from studio.sentences import sentence
from studio.studio import Studio
from ui import messages

ALL_SCRIPTS = sentence("ui.script_filters.all_scripts", "All scripts")
ALL_FILES = sentence("ui.script_filters.all_files", "All files")
_NAMES = {
    "plain": sentence("ui.script_filters.plain", "Plain text"),
    "bars": sentence("ui.script_filters.bars", "Table with bars"),
    "xlsx": sentence("ui.script_filters.spreadsheet", "Spreadsheet"),
    "xlsx-cast": sentence(
        "ui.script_filters.spreadsheet_by_speaker", "Spreadsheet, one sheet per speaker"
    ),
    "voicevox": sentence("ui.script_filters.voicevox_text", "VOICEVOX text"),
    "vvproj": sentence("ui.script_filters.voicevox_project", "VOICEVOX project"),
}
"""What is not the name of a program or of a format, which is the same in every language."""


def format_names() -> dict[str, str]:
    """What each format is called, by its id."""
    return {
        each.id: messages.say(_NAMES[each.id]) if each.id in _NAMES else each.name
        for each in Studio.script_formats()
    }


def script_filters() -> list[str]:
    """All scripts together, each format that has endings, and at last every file."""
    offered = [each for each in Studio.script_formats() if each.endings]
    names = format_names()
    endings = dict.fromkeys(ending for each in offered for ending in each.endings)
    return [
        _filter(messages.say(ALL_SCRIPTS), endings),
        *(_filter(names[each.id], each.endings) for each in offered),
        f"{messages.say(ALL_FILES)} (*)",
    ]


def _filter(name: str, endings: Iterable[str]) -> str:
    return f"{name} ({' '.join(f'*{ending}' for ending in endings)})"
