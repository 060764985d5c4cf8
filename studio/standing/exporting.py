"""What is to be exported and how that stands, as values that the window makes and shows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from studio.document.values import LineId
from studio.sentences import Message

USUAL_LINE_NAMES = "{no:04}_{speaker}_{text:24}"


@dataclass(frozen=True, slots=True)
class ExportWish:
    """Everything goes below `folder`, under names that begin with `name`. `mix` names an encoding
    (`wav-24`, `mp3-192` …), `preset` how loud it is and what else is usual; `captions`, `handover` and
    `scripts` are endings of files. `lines` alone are exported, or, with None, all of it."""

    folder: Path
    name: str
    mix: str = ""
    preset: str = ""
    stems: bool = False
    line_files: bool = False
    line_names: str = USUAL_LINE_NAMES
    captions: tuple[str, ...] = ()
    handover: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    lines: tuple[LineId, ...] | None = None
    unfinished: str = "draft"
    ai_notice: bool = True
    only_changed: bool = False


@dataclass(frozen=True, slots=True)
class PreviewedFile:
    path: Path
    bytes: int


@dataclass(frozen=True, slots=True)
class ExportPreview:
    """What would be written. `clashes` keep it from being written; `notes` are good to know."""

    files: tuple[PreviewedFile, ...]
    clashes: tuple[Message, ...]
    notes: tuple[Message, ...]
    drafts: int = 0
    """So many Lines would be heard by the draft voice, or not at all."""

    @property
    def bytes(self) -> int:
        return sum(file.bytes for file in self.files)


@dataclass(frozen=True, slots=True)
class ExportOutcome:
    """What was written. `unfinished` counts Lines that were not as they are to be."""

    files: tuple[Path, ...]
    bytes: int
    seconds: float
    unfinished: int
    warnings: tuple[Message, ...]
    obsolete: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExportProgress:
    """`share` of all the work, from 0 to 1."""

    doing: Message
    share: float
    seconds_left: float | None
