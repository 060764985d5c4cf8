"""The Cue of the selected Lines in a number and a sentence, as it came out on the Timeline. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from studio.document.cues import After, At, Cue, CutIn, Over, With
from studio.document.values import Document, Line
from studio.frames import PROJECT_RATE
from studio.sentences import sentence
from studio.timeline.values import Clip, Timeline
from ui import messages, quantities
from ui.inspector.values import CueKind, CueShown

SEVERAL = sentence("ui.inspector.cue.several", "These lines start in several ways.")
FIRST = sentence("ui.inspector.cue.first", "Nothing is heard before this line.")
BY_RULE = sentence("ui.inspector.cue.by_rule", "Starts {seconds} after {name} ends, by the rules.")
AFTER = sentence("ui.inspector.cue.after_gap", "Starts {seconds} after {name} ends.")
BEFORE = sentence("ui.inspector.cue.before_end", "Starts {seconds} before {name} ends.")
CUT = sentence("ui.inspector.cue.cut_off", "{name} is cut off there, fade {fade} ms.")
CUT_AFTER = sentence(
    "ui.inspector.cue.cut_off_after", "{name} is cut off after “{word}”, fade {fade} ms."
)
BOTH = sentence("ui.inspector.cue.both_go_on", "Both go on.")
TOGETHER = sentence("ui.inspector.cue.together", "Starts together with {name}.")
PINNED = sentence("ui.inspector.cue.pinned", "Pinned to {time}.")
TOO_LONG = sentence(
    "ui.inspector.cue.too_long", "{seconds} is longer than line {number}. It now starts with it."
)


def kind_of(cue: Cue) -> CueKind:
    match cue:
        case CutIn():
            return CueKind.CUT_IN
        case Over():
            return CueKind.OVER
        case With():
            return CueKind.WITH
        case At():
            return CueKind.AT
        case _:
            return CueKind.AFTER


def cue_shown(document: Document, timeline: Timeline, lines: Sequence[Line]) -> CueShown:
    kinds = {kind_of(line.cue) for line in lines}
    if len(kinds) > 1:
        return CueShown(None, None, messages.say(SEVERAL))
    kind = kinds.pop()
    frames = {_frames(document, timeline, line) for line in lines}
    seconds = frames.pop() if len(frames) == 1 else None
    if len(lines) > 1:
        return CueShown(kind, None if seconds is None else seconds / PROJECT_RATE, "")
    words = _sentence(document, timeline, lines[0], seconds or 0)
    return CueShown(kind, (seconds or 0) / PROJECT_RATE, words)


def _earlier(document: Document, line: Line) -> Line | None:
    """The nearest earlier Line that is spoken."""
    place = document.lines.place(line.id) or 0
    spoken = (each for each in reversed(document.lines[:place]) if each.text.strip())
    return next(spoken, None)


def _frames(document: Document, timeline: Timeline, line: Line) -> int:
    match line.cue:
        case CutIn(overlap) | Over(overlap):
            return overlap
        case At(start):
            return start
        case After(int(gap)):
            return gap
    earlier = _earlier(document, line)
    own = timeline.placed.of(line.id)
    before = None if earlier is None else timeline.placed.of(earlier.id)
    if own is None or before is None:
        return 0
    return max(0, own.start_frame - before.uncut_end_frame)


def _sentence(document: Document, timeline: Timeline, line: Line, frames: int) -> str:
    if isinstance(line.cue, At):
        return messages.say(PINNED, time=quantities.position(frames))
    earlier = _earlier(document, line)
    if earlier is None:
        return messages.say(FIRST)
    clip = timeline.placed.of(earlier.id)
    name = document.speaker(earlier.speaker).name
    seconds = quantities.seconds(frames)
    is_overlap = isinstance(line.cue, CutIn | Over)
    if is_overlap and clip is not None and frames > clip.uncut_end_frame - clip.start_frame:
        number = (document.lines.place(earlier.id) or 0) + 1
        return messages.say(TOO_LONG, seconds=seconds, number=number)
    match line.cue:
        case CutIn():
            return f"{messages.say(BEFORE, seconds=seconds, name=name)} {_cut(clip, name)}".strip()
        case Over():
            return f"{messages.say(BEFORE, seconds=seconds, name=name)} {messages.say(BOTH)}"
        case With():
            return messages.say(TOGETHER, name=name)
        case After(int()):
            return messages.say(AFTER, seconds=seconds, name=name)
        case _:
            return messages.say(BY_RULE, seconds=seconds, name=name)


def _cut(clip: Clip | None, name: str) -> str:
    if clip is None or not clip.is_cut_off:
        return ""
    fade = round(clip.fade_out_frames * 1000 / PROJECT_RATE)
    words = CUT_AFTER if clip.cut_after else CUT
    return messages.say(words, name=name, word=clip.cut_after, fade=fade)
