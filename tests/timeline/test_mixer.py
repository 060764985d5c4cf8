from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.document.cues import BY_RULE, Cue, CutIn, Over, With
from studio.document.lanes import LaneSettings
from studio.document.values import (
    Document,
    Line,
    LineId,
    Script,
    Speaker,
    SpeakerId,
    Voice,
)
from studio.frames import PROJECT_RATE, TAKE_RATE
from studio.takes.recipe import draft_recipe
from studio.takes.shelf import Shelf
from studio.takes.take import Take
from studio.timeline.layout import layout
from studio.timeline.lengths import line_lengths
from studio.timeline.mixer import DUCK_GAIN, DUCK_RAMP_FRAMES, Mixer
from studio.timeline.values import Clip

CENTRE = 0.5**0.5


def _tone(seconds: float, level: float = 0.25, pitch: float = 440.0) -> NDArray[np.int16]:
    at = np.arange(round(seconds * TAKE_RATE)) / TAKE_RATE
    return np.round(np.sin(2 * np.pi * pitch * at) * level * 32767).astype(np.int16)


def _scene(
    *lines: tuple[str, Cue, NDArray[np.int16] | None],
    lanes: dict[str, LaneSettings] | None = None,
) -> tuple[Mixer, tuple[Clip, ...]]:
    names = list(dict.fromkeys(name for name, _, _ in lines))
    document = Document(
        cast=tuple(
            Speaker(
                SpeakerId(name),
                name,
                0,
                Voice("embedded", 1001, "v"),
                lane=(lanes or {}).get(name, LaneSettings()),
            )
            for name in names
        ),
        script=Script(
            Line(LineId(str(at)), SpeakerId(name), f"Line {at}.", cue=cue)
            for at, (name, cue, _) in enumerate(lines)
        ),
    )
    shelf = Shelf()
    for line, (_, _, samples) in zip(document.lines, lines, strict=True):
        recipe = draft_recipe(document, line)
        if samples is not None and recipe is not None:
            shelf.put(Take(recipe.key, samples))
    timeline = layout(document, line_lengths(document, draft_recipe, shelf.take))
    return Mixer(document, timeline, shelf.take), timeline.clips


def _level(sound: NDArray[np.float32]) -> float:
    return float(np.sqrt(np.mean(sound.astype(np.float64) ** 2)) * 2**0.5)


def test_a_take_sounds_at_its_place_and_level() -> None:
    """Silence before the Clip, the tone within it, silence behind it; equal power in the middle."""
    mixer, (clip,) = _scene(("A", BY_RULE, _tone(1.0)))
    block = mixer.mix(0, clip.end_frame + 1000)
    assert len(block) == clip.end_frame + 1000
    assert not block[: clip.start_frame].any()
    assert not block[clip.end_frame :].any()
    inside = block[clip.start_frame + 500 : clip.end_frame - 500]
    assert _level(inside[:, 0]) == pytest.approx(0.25 * CENTRE, rel=0.01)
    assert np.array_equal(inside[:, 0], inside[:, 1])


def test_the_size_of_the_blocks_is_not_heard() -> None:
    """Mixing in small pieces gives the very same samples as mixing at once."""
    mixer, clips = _scene(
        ("A", BY_RULE, _tone(0.4)), ("B", CutIn(9000), _tone(0.3)), ("A", Over(4000), _tone(0.2))
    )
    end = clips[-1].end_frame + 100
    whole = mixer.mix(0, end)
    pieces = [mixer.mix(at, min(977, end - at)) for at in range(0, end, 977)]
    assert np.array_equal(whole, np.concatenate(pieces))


def test_the_mix_stops_short_of_a_take_that_is_not_there() -> None:
    """The one who asks learns how far it can be heard; a Clip is never left out in silence."""
    mixer, (a, b) = _scene(("A", BY_RULE, _tone(0.5)), ("B", BY_RULE, None))
    assert len(mixer.mix(0, b.end_frame)) == b.start_frame
    assert len(mixer.mix(b.start_frame + 10, 500)) == 0
    assert len(mixer.mix(a.start_frame, 500)) == 500


def test_a_muted_lane_holds_nobody_up() -> None:
    """What would not be heard need not be there."""
    mixer, (_, b) = _scene(
        ("A", BY_RULE, _tone(0.5)), ("B", BY_RULE, None), lanes={"B": LaneSettings(is_muted=True)}
    )
    assert len(mixer.mix(0, b.end_frame)) == b.end_frame


def test_a_line_that_is_cut_off_fades_without_a_click() -> None:
    """The earlier Line is gone by the end of its Clip, and falls steadily until then."""
    mixer, (a, b) = _scene(("A", BY_RULE, _tone(1.0)), ("B", CutIn(20_000), _tone(0.1, level=0.0)))
    block = mixer.mix(0, b.end_frame)[:, 0]
    assert not block[a.end_frame :].any()
    faded = block[a.end_frame - a.fade_out_frames : a.end_frame]
    first, second = np.split(faded, 2)
    assert _level(first) == pytest.approx(0.25 * CENTRE * 0.76, rel=0.1)
    assert _level(second) < _level(first) / 2
    assert np.max(np.abs(np.diff(faded))) < 0.02


def test_who_is_talked_over_is_ducked_meanwhile() -> None:
    """6 dB down while the other speaks, back afterwards."""
    mixer, (a, b) = _scene(("A", BY_RULE, _tone(1.5)), ("B", Over(48_000), _tone(0.5, level=0.0)))
    block = mixer.mix(0, a.end_frame)[:, 0]
    during = block[b.start_frame + DUCK_RAMP_FRAMES : b.end_frame]
    after = block[b.end_frame + DUCK_RAMP_FRAMES : a.end_frame - 500]
    assert _level(during) == pytest.approx(0.25 * CENTRE * DUCK_GAIN, rel=0.02)
    assert _level(after) == pytest.approx(0.25 * CENTRE, rel=0.02)


def test_gain_pan_and_solo_shape_the_lane() -> None:
    """+6.02 dB doubles, hard left leaves the right silent, a solo elsewhere silences the rest."""
    tone = _tone(0.5, level=0.1)
    mixer, (clip, _) = _scene(
        ("A", BY_RULE, tone),
        ("B", With(), _tone(0.5, level=0.4)),
        lanes={"A": LaneSettings(gain_db=6.0206, pan=-1.0, is_solo=True)},
    )
    block = mixer.mix(clip.start_frame + 500, 20_000)
    assert _level(block[:, 0]) == pytest.approx(0.2, rel=0.01)
    assert np.max(np.abs(block[:, 1])) < 1e-6


def test_voices_at_once_add_up_and_never_exceed_full_scale() -> None:
    """Two loud Lines together stay within what a sound device can play."""
    loud = _tone(0.5, level=1.0)
    mixer, (a, _) = _scene(("A", BY_RULE, loud), ("B", With(), loud))
    block = mixer.mix(0, a.end_frame)
    assert np.max(np.abs(block)) == 1.0


def test_a_clip_is_exactly_as_long_as_its_take() -> None:
    """24,000 samples are one second of the Timeline."""
    _, (clip,) = _scene(("A", BY_RULE, _tone(1.0)))
    assert clip.end_frame - clip.start_frame == PROJECT_RATE
