"""What one Line sounds like by itself, and what its file says about it."""

from __future__ import annotations

from dataclasses import replace
from xml.sax.saxutils import escape

import numpy as np
from numpy.typing import NDArray

from studio.audio.loudness import loudness_of
from studio.audio.resample import resampled
from studio.audio.samples import float_samples, int16_samples
from studio.audio.tags import AI_NOTICE, Tags
from studio.audio.true_peak import TruePeakMeter
from studio.audio.wave_chunks import Broadcast
from studio.export.job import Job, LineFiles, LineLevel
from studio.export.material import Material, SpokenLine
from studio.export.window import Window
from studio.frames import PROJECT_RATE, TAKE_RATE
from studio.takes.take import Take
from studio.timeline.clip import Clip
from studio.timeline.clips import Clips, Run
from studio.timeline.fades import faded
from studio.timeline.mixer import Mixer
from studio.timeline.take_sounds import level_gain
from studio.timeline.values import Timeline

PROGRAM = "Dialogue Studio"
_CEILING_DB = -1.0
_SILENT = 10 ** (-50 / 20)
_KEPT_SECONDS = 0.03

Sound = NDArray[np.float32]


def line_sound(material: Material, spoken: SpokenLine, wish: LineFiles) -> Sound:
    """(frames, channels) at the wished rate."""
    clip = spoken.clip
    assert clip is not None
    assert clip.take is not None
    take = material.take(clip.take)
    if take is None:
        return np.zeros((0, wish.sound.channels), np.float32)
    rate = wish.sound.encoding.rate(wish.sound.rate)
    if wish.processed:
        sound, from_rate = _processed(material, clip, wish.sound.channels), PROJECT_RATE
    else:
        sound, from_rate = _trimmed(take, clip)[:, None], TAKE_RATE
    if wish.trim_silence:
        sound = _without_silence(sound, from_rate)
    if not wish.processed:
        sound = sound * np.float32(_gain(sound[:, 0], take, clip, wish))
    if rate != from_rate:
        sound = resampled(np.ascontiguousarray(sound), from_rate, rate)
    if sound.shape[1] < wish.sound.channels:
        sound = np.repeat(sound, wish.sound.channels, axis=1)
    return np.ascontiguousarray(sound)


def line_tags(material: Material, job: Job, spoken: SpokenLine) -> Tags:
    return Tags(
        f"{spoken.id} {spoken.line.text}"[:200],
        spoken.speaker.name,
        material.title,
        material.now.date().isoformat(),
        ai_notice=AI_NOTICE if job.ai_notice else "",
    )


def broadcast_chunks(
    material: Material, job: Job, spoken: SpokenLine, rate: int
) -> list[tuple[bytes, bytes]]:
    """`bext` and `iXML`: which Line, by whom, which Take, and where in the piece."""
    start = spoken.clip.start_frame if spoken.clip else 0
    reference = start * rate // PROJECT_RATE
    bext = Broadcast(
        f"{spoken.speaker.name}: {spoken.line.text}",
        PROGRAM,
        spoken.id,
        material.now.strftime("%Y-%m-%d"),
        material.now.strftime("%H:%M:%S"),
        reference,
        f"A=PCM,F={rate}\r\n",
    )
    return [(b"bext", bext.content()), (b"iXML", _ixml(material, job, spoken, reference, rate))]


def _ixml(material: Material, job: Job, spoken: SpokenLine, reference: int, rate: int) -> bytes:
    fields = {
        "PROJECT": material.title,
        "SCENE": spoken.scene.text if spoken.scene else str(spoken.scene_number),
        "TAKE": str(spoken.take_number),
        "NOTE": spoken.line.text,
        "FILE_UID": spoken.id,
    }
    user = {
        "LINE_ID": spoken.id,
        "SPEAKER": spoken.speaker.name,
        "TEXT": spoken.line.text,
        "ENGINE": spoken.recipe.service if spoken.recipe else "",
        "AI_GENERATED": AI_NOTICE if job.ai_notice else "",
    }
    high, low = divmod(reference, 2**32)
    speed = {
        "TIMESTAMP_SAMPLE_RATE": str(rate),
        "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI": str(high),
        "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO": str(low),
    }
    track = {"CHANNEL_INDEX": "1", "INTERLEAVE_INDEX": "1", "NAME": spoken.speaker.name}
    body = (
        f"<IXML_VERSION>1.61</IXML_VERSION>{_elements(fields)}<SPEED>{_elements(speed)}</SPEED>"
        f"<TRACK_LIST><TRACK_COUNT>1</TRACK_COUNT><TRACK>{_elements(track)}</TRACK></TRACK_LIST>"
        f"<USER>{_elements(user)}</USER>"
    )
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<BWFXML>{body}</BWFXML>\n'
    return text.encode("utf-8", "replace")


def _elements(values: dict[str, str]) -> str:
    return "".join(f"<{name}>{escape(_plain(text))}</{name}>" for name, text in values.items())


def _plain(text: str) -> str:
    """Without the controls that XML has no letters for."""
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n")


def _trimmed(take: Take, clip: Clip) -> Sound:
    """The part of the Take that the Line plays, whoever cuts it off in the scene."""
    start = clip.start_sample
    length = (clip.uncut_end_frame - clip.start_frame) * TAKE_RATE // PROJECT_RATE
    sound = float_samples(take.samples[start : start + length])
    is_cut = start > 0 or start + length < take.length_samples
    return faded(sound, 0, (0, len(sound)), (0, 0)) if is_cut else sound


def _processed(material: Material, clip: Clip, channels: int) -> Sound:
    """As in the Mix, with nobody else there: not cut off, not ducked."""
    alone = replace(
        clip, start_frame=0, end_frame=clip.uncut_end_frame - clip.start_frame, ducks=(),
        uncut_end_frame=clip.uncut_end_frame - clip.start_frame, is_muted=False,
    )  # fmt: skip
    cast = tuple(
        replace(each, lane=replace(each.lane, is_muted=False, is_solo=False))
        for each in material.document.cast
        if each.id == clip.speaker
    )
    document = replace(material.document, cast=cast, sound_lanes=(), sound_clips=())
    timeline = Timeline(Clips((Run((alone,)),)))
    mixer = Mixer(document, timeline, material.take)
    window = Window(mixer, 0, mixer.end_frame, channels, edges=False)
    return window.mix(0, window.end_frame)


def _without_silence(sound: Sound, rate: int) -> Sound:
    loud = np.flatnonzero(np.abs(sound).max(axis=1) > _SILENT)
    if not len(loud):
        return sound
    kept = round(_KEPT_SECONDS * rate)
    return sound[max(0, int(loud[0]) - kept) : int(loud[-1]) + kept + 1]


def _gain(sound: Sound, take: Take, clip: Clip, wish: LineFiles) -> float:
    if wish.level is LineLevel.AS_MADE or not len(sound):
        return 1.0
    if wish.level is LineLevel.MIX:
        return level_gain(take) * 10 ** (clip.gain_db / 20)
    loudness = loudness_of(int16_samples(sound), TAKE_RATE)
    if loudness == float("-inf"):
        return 1.0
    meter = TruePeakMeter(1)
    meter.add(np.pad(sound, (0, 32))[:, None])
    # Never limited: a file that would be too loud is made as loud as it can be.
    return min(10 ** ((wish.level_lufs - loudness) / 20), 10 ** (_CEILING_DB / 20) / meter.peak)
