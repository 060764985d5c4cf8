"""Cues as the text of a caption file. Foreign words never become marks of the format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from studio.export.captions.cues import Cue
from studio.export.job import CaptionFile, SpeakerNames
from studio.export.material import clock
from studio.frames import PROJECT_RATE

ENDINGS = (".srt", ".vtt", ".ass")
WITH_WORD_TIMES = ".vtt"

_ASS_HEAD = """\
[Script Info]
ScriptType: v4.00+
Title: {title}
WrapStyle: 2
ScaledBorderAndShadow: yes
PlayResX: 1920
PlayResY: 1080

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, \
Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, \
Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Arial,54,&H00FFFFFF,&H00FFFFFF,&H00000000,&H80000000,0,0,0,0,100,100,0,0,1,3,1,2,\
60,60,50,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


def write_srt(cues: Sequence[Cue], names: SpeakerNames) -> str:
    blocks = []
    for number, cue in enumerate(cues, start=1):
        start, end = clock(cue.start_frame, decimal=","), clock(cue.end_frame, decimal=",")
        rows = [row.replace("-->", "→") for row in _named(cue, names)]
        blocks.append("\n".join([str(number), f"{start} --> {end}", *rows]))
    return "\n\n".join(blocks) + "\n"


def write_vtt(cues: Sequence[Cue], wish: CaptionFile, note: str = "") -> str:
    """The voice tag is no text on the screen, so it stands at every cue unless nobody is named."""
    blocks = ["WEBVTT"]
    if note:
        blocks.append(f"NOTE\n{_escaped(note)}")
    for cue in cues:
        words = "\n".join(_timed_rows(cue) if wish.word_times else map(_escaped, cue.rows))
        if wish.names is not SpeakerNames.NEVER:
            words = f"<v {_escaped(_plain(cue.speaker))}>{words}</v>"
        blocks.append(f"{clock(cue.start_frame)} --> {clock(cue.end_frame)}\n{words}")
    return "\n\n".join(blocks) + "\n"


def _timed_rows(cue: Cue) -> Iterator[str]:
    """Each word behind the time at which it begins. WebVTT wants these times to grow, and to lie within
    the cue: what begins with the cue, or with the word before, needs none."""
    words = iter(cue.words)
    last, end = clock(cue.start_frame), clock(cue.end_frame)
    for row in cue.rows:
        timed: list[str] = []
        length = -1
        while length < len(row):
            word = next(words)
            length += 1 + len(word.text)
            begins = clock(max(0, word.start_frame))
            is_told = last < begins < end
            timed.append(f"<{begins}>{_escaped(word.text)}" if is_told else _escaped(word.text))
            last = max(last, begins)
        yield " ".join(timed)


def write_ass(cues: Sequence[Cue], names: SpeakerNames, title: str = "") -> str:
    """The field Name says who speaks; it holds no comma."""
    rows = [_ASS_HEAD.format(title=_plain(title))]
    for cue in cues:
        times = f"{_centiseconds(cue.start_frame)},{_centiseconds(cue.end_frame)}"
        name = "" if names is SpeakerNames.NEVER else _plain(cue.speaker).replace(",", ";")
        text = r"\N".join(_literal(row) for row in cue.rows)
        rows.append(f"Dialogue: 0,{times},Default,{name},0,0,0,,{text}\n")
    return "".join(rows)


def _named(cue: Cue, names: SpeakerNames) -> list[str]:
    is_named = names is SpeakerNames.ALWAYS or (names is SpeakerNames.ON_CHANGE and cue.is_change)
    if not is_named:
        return list(cue.rows)
    return [f"{_plain(cue.speaker)}: {cue.rows[0]}", *cue.rows[1:]]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _literal(text: str) -> str:
    """Braces and backslashes are commands in ASS, and nothing makes them letters again."""
    return text.replace("{", "(").replace("}", ")").replace("\\", "/")


def _centiseconds(frame: int) -> str:
    whole = (frame * 100 + PROJECT_RATE // 2) // PROJECT_RATE
    seconds, part = divmod(whole, 100)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.{part:02}"
