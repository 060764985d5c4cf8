"""A scene for tests of the timeline: four Speakers, every state, a duck, markers; and its sounds."""

from __future__ import annotations

import zlib
from dataclasses import replace

import numpy as np

from studio.document.annotations import Marker, MarkerId
from studio.document.cues import BY_RULE, After, Cue, CutIn, Over
from studio.document.ordered import Ordered
from studio.document.sounds import (
    Duck,
    SoundClip,
    SoundClipId,
    SoundLane,
    SoundLaneId,
    SoundSource,
)
from studio.document.values import Document, Line, LineId, LineStatus, Speaker, SpeakerId
from studio.frames import PROJECT_RATE, TAKE_RATE
from studio.takes.line_state import LineState
from studio.takes.recipe import TakeKey
from studio.takes.take import SpokenWord, TakeOutline
from studio.timeline.layout import layout
from studio.timeline.values import Clip, Length, PlacedSound, Timeline
from ui.timeline.sources import Sources, Wave
from ui.timeline.standing import Standing

SECOND = PROJECT_RATE
PRYCE, BRAM, NETTIE, HORN = (SpeakerId(name) for name in ("pryce", "bram", "nettie", "horn"))
MUSIC = SoundLaneId("music")

_SPOKEN: tuple[tuple[SpeakerId, str, float, Cue, LineState], ...] = (
    (PRYCE, "Harbour Office, annual inspection.", 4.2, BY_RULE, LineState.FINAL),
    (BRAM, "That would be me. Mind the bucket.", 3.3, BY_RULE, LineState.FINAL),
    (NETTIE, "He means I am in charge.", 4.1, BY_RULE, LineState.FINAL),
    (HORN, "Good evening. Visibility is four hundred metres.", 3.9, BY_RULE, LineState.FINAL),
    (PRYCE, "Did your foghorn just greet me?", 2.0, BY_RULE, LineState.FINAL),
    (BRAM, "It is the new model. It used to go bwaaah.", 4.2, BY_RULE, LineState.FINAL),
    (HORN, "I found bwaaah limiting.", 2.6, CutIn(SECOND * 4 // 10), LineState.FINAL),
    (PRYCE, "Regulation nine says one blast every minute.", 4.3, BY_RULE, LineState.FINAL),
    (NETTIE, "It does blast! It just apologises first.", 3.1, CutIn(SECOND // 2), LineState.FINAL),
    (HORN, "Pardon me. Bwaaah.", 2.4, BY_RULE, LineState.FINAL),
    (PRYCE, "And why is the lamp pink?", 3.6, BY_RULE, LineState.FINAL),
    (BRAM, "We washed the lens with a curtain.", 3.2, BY_RULE, LineState.COMING),
    (NETTIE, "They were red when they went in.", 2.4, After(SECOND), LineState.QUEUED),
    (PRYCE, "Every ship thinks this is a nightclub.", 3.9, BY_RULE, LineState.DRAFT),
    (HORN, "That explains the requests.", 2.0, BY_RULE, LineState.FAILED),
    (BRAM, "Tell her about the ferry.", 2.1, Over(SECOND // 5), LineState.UNDERSTUDY),
    (HORN, "The ferry came in dancing.", 3.0, BY_RULE, LineState.MISSING),
    (PRYCE, "I have never seen a ferry leave on time.", 3.4, BY_RULE, LineState.FINAL),
    (NETTIE, "So we pass?", 1.2, BY_RULE, LineState.PARTIAL),
    (PRYCE, "Does it take requests now?", 2.2, BY_RULE, LineState.UNKNOWN),
)
_HEARD = (LineState.FINAL, LineState.DRAFT, LineState.UNDERSTUDY, LineState.PARTIAL)
_STATUS = {
    3: LineStatus.APPROVED,
    4: LineStatus.APPROVED,
    17: LineStatus.LOCKED,
}
_STALE = {10}


def line_id(number: int) -> LineId:
    """The Line that counts as `number`, from 1."""
    return LineId(f"line-{number}")


def scene() -> Document:
    cast = tuple(
        Speaker(id, id.upper(), colour) for colour, id in enumerate((PRYCE, BRAM, NETTIE, HORN))
    )
    lines = [
        Line(
            line_id(place + 1),
            speaker,
            text,
            cue=cue,
            status=_STATUS.get(place, LineStatus.DRAFT),
        )
        for place, (speaker, text, _, cue, _) in enumerate(_SPOKEN)
    ]
    source = SoundSource("Foyer piano.wav", "hash", 1_000)
    return Document(
        title="The Lamp",
        cast=cast,
        script=Ordered(lines),
        sound_lanes=(SoundLane(MUSIC, "Music"),),
        sound_clips=(SoundClip(SoundClipId("piano"), MUSIC, source, 0, duck=Duck(-9.0)),),
        markers=(
            Marker(MarkerId("horn"), "Horn speaks", 14 * SECOND),
            Marker(MarkerId("lamp"), "Pink lamp", 33 * SECOND),
            Marker(MarkerId("ferry"), "Ferry", 48 * SECOND, 56 * SECOND),
        ),
    )


def lengths() -> dict[LineId, Length]:
    return {line_id(place + 1): _length(place) for place in range(len(_SPOKEN))}


def timeline(document: Document) -> Timeline:
    return layout(document, lengths(), sound_lengths={"hash": 80 * SECOND})


def sources() -> Sources:
    known = lengths()
    outlines = {
        length.take: TakeOutline(length.take, length.frames // 2, length.words)
        for length in known.values()
        if length.take
    }
    return Sources(
        standing_of,
        lambda _: (2, 3),
        lambda: known,
        lambda: {"hash": 80 * SECOND},
        outlines.get,
        wave_of,
        sound_wave_of,
    )


def standing_of(line: LineId) -> Standing:
    place = int(line.removeprefix("line-")) - 1
    if not 0 <= place < len(_SPOKEN):
        return Standing()
    state = _SPOKEN[place][4]
    arrived = 0.62 if state is LineState.COMING else 0.0
    return Standing(state, place in _STALE, arrived)


def wave_of(clip: Clip, first: int, last: int, columns: int) -> Wave | None:
    """Something like speech: syllables of different strength, and pauses between words."""
    seconds = np.linspace(first, last, columns, endpoint=False) / PROJECT_RATE
    seed = zlib.crc32(clip.line.encode()) % 97
    words = np.sin(seconds * 2.1 + seed) > -0.7
    syllables = np.abs(np.sin(seconds * 11 + seed)) ** 2
    grain = 0.55 + 0.45 * np.sin(seconds * 997 + seed * seconds)
    heights = (words * syllables * grain * 22_000 + 300).astype(np.int16)
    if standing_of(clip.line).state is LineState.COMING:
        heights[seconds > 0.62 * (clip.end_frame - clip.start_frame) / PROJECT_RATE] = 0
    return -heights, heights


def sound_wave_of(sound: PlacedSound, first: int, last: int, columns: int) -> Wave | None:
    seconds = np.linspace(first, last, columns, endpoint=False) / PROJECT_RATE
    beat = np.exp(-((seconds * 2) % 1) * 2.0)
    heights = (beat * (0.6 + 0.4 * np.sin(seconds * 977)) * 9_000).astype(np.int16)
    return -heights, heights


def with_line(document: Document, number: int, **values: object) -> Document:
    """The same with other values in one Line."""
    line = document.lines[number - 1]
    return replace(document, script=document.script.replaced({line.id: replace(line, **values)}))  # type: ignore[arg-type]


def _length(place: int) -> Length:
    _, text, seconds, _, state = _SPOKEN[place]
    frames = round(seconds * PROJECT_RATE)
    if state not in _HEARD:
        return Length(frames)
    spoken = text.split()
    step = round(seconds * TAKE_RATE) // len(spoken)
    words = []
    at = 0
    for number, word in enumerate(spoken):
        begins = number * step
        words.append(SpokenWord(word, at, at + len(word), begins, begins + step * 9 // 10))
        at += len(word) + 1
    return Length(frames, TakeKey(f"take-{place}"), 0, tuple(words))
