"""The piece for Audacity: a list of the stems that opens them all, and the Lines as labels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from studio.export.part import Chosen
from studio.frames import PROJECT_RATE


def write_list(stems: Sequence[PurePath], folder: PurePath) -> str:
    """A `.lof` file; each stem begins with the piece."""
    rows = ["window"]
    for stem in stems:
        name = stem.relative_to(folder).as_posix().replace('"', "'")
        rows.append(f'file "{name}" offset 0')
    return "\n".join(rows) + "\n"


def write_labels(part: Chosen) -> str:
    """Start, end and text, with tabs between: seconds with a point, whatever the language."""
    rows = []
    for spoken in part.lines:
        clip = spoken.clip
        if clip is not None:
            start = max(0, clip.start_frame - part.start_frame) / PROJECT_RATE
            end = (clip.end_frame - part.start_frame) / PROJECT_RATE
            words = " ".join(f"{spoken.speaker.name}: {spoken.line.text}".split())
            rows.append((start, end, words))
    return "".join(f"{start:.6f}\t{end:.6f}\t{words}\n" for start, end, words in sorted(rows))
