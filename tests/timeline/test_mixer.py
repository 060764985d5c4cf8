from __future__ import annotations

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from studio.audio.lane_effects import HALL, NEXT_ROOM, PHONE, RADIO, tail_frames
from studio.document.clip_edit import AtSample, ClipEdit
from studio.document.cues import BY_RULE, After, CutIn, Over, With
from studio.document.lanes import LaneSettings
from studio.frames import PROJECT_RATE
from studio.timeline.ducking import TALKED_OVER
from studio.timeline.mixer import Mixer
from studio.timeline.values import Timeline
from tests.timeline.scenes import (
    CENTRE,
    document_of,
    level,
    matched_level,
    mixed,
    scene,
    shelf_of,
    tone,
)

RAMP = TALKED_OVER.attack_frames
QUIET = tone(0.1, level=0.0)


def test_a_take_sounds_at_its_place_and_level() -> None:
    """Silence before the Clip, the tone within it, silence behind it; equal power in the middle."""
    mixer, (clip,) = scene(("A", BY_RULE, tone(1.0)))
    block = mixer.mix(0, clip.end_frame + 1000)
    assert len(block) == clip.end_frame + 1000
    assert not block[: clip.start_frame].any()
    assert not block[clip.end_frame :].any()
    inside = block[clip.start_frame + 500 : clip.end_frame - 500]
    assert level(inside[:, 0]) == pytest.approx(matched_level() * CENTRE, rel=0.01)
    assert np.array_equal(inside[:, 0], inside[:, 1])


@pytest.mark.parametrize("block_frames", [1, 441, 977, 4_800, 48_000])
def test_the_size_of_the_blocks_is_not_heard(block_frames: int) -> None:
    """Mixing in pieces of any size gives the very same samples as mixing at once: cuts, ducks, fades
    and effects have no seam."""
    mixer, clips = scene(
        ("A", BY_RULE, tone(0.4)),
        ("B", CutIn(9000), tone(0.3)),
        ("A", Over(4000), tone(0.2)),
        lanes={"B": LaneSettings(effect=HALL)},
        clip=ClipEdit(gain_db=-2.0, fade_in_frames=3_000, fade_out_frames=2_000),
    )
    end = clips[-1].end_frame + 100
    whole = mixer.mix(0, end)
    first = 0 if block_frames > 1 else clips[1].start_frame - 300
    last = end if block_frames > 1 else first + 600
    steps = range(first, last, block_frames)
    pieces = [mixer.mix(at, min(block_frames, last - at)) for at in steps]
    assert np.array_equal(whole[first:last], np.concatenate(pieces))


def test_a_jump_gives_what_playing_would_have_given() -> None:
    """Blocks asked for in any order, by a mixer that has mixed nothing before: the same bits."""
    said = (("A", BY_RULE, tone(6.0)), ("B", Over(90_000), tone(3.0)))
    lanes = {"A": LaneSettings(effect=PHONE), "B": LaneSettings(effect=HALL, pan=0.4)}
    mixer, _ = scene(*said, lanes=lanes)
    whole = mixer.mix(0, mixer.end_frame)
    for start in (230_000, 9_700, 300_000, 195_000):
        jumped, _ = scene(*said, lanes=lanes)
        assert np.array_equal(jumped.mix(start, 2_400), whole[start : start + 2_400])


def test_what_was_prepared_elsewhere_is_mixed_alike() -> None:
    """While one thread mixes, another works ahead: the Take is there already, the samples are the
    same."""
    said = [("AB"[at % 2], BY_RULE, tone(0.9, pitch=300 + 20 * at)) for at in range(12)]
    mixer, clips = scene(*said)
    plain, _ = scene(*said)
    end = clips[-1].end_frame
    with ThreadPoolExecutor(1) as other:
        ahead = [other.submit(mixer.prepare, at, 48_000) for at in range(0, end, 48_000)]
        mixed_meanwhile = [mixer.mix(at, min(4_800, end - at)) for at in range(0, end, 4_800)]
        for done in ahead:
            done.result()
    assert np.array_equal(np.concatenate(mixed_meanwhile), plain.mix(0, end))


def test_the_mix_stops_short_of_a_take_that_is_not_there() -> None:
    """The one who asks learns how far it can be heard; a Clip is never left out in silence."""
    mixer, (a, b) = scene(("A", BY_RULE, tone(0.5)), ("B", BY_RULE, None))
    assert len(mixer.mix(0, b.end_frame)) == b.start_frame
    assert len(mixer.mix(b.start_frame + 10, 500)) == 0
    assert len(mixer.mix(a.start_frame, 500)) == 500


def test_what_would_not_be_heard_holds_nobody_up() -> None:
    """Neither a muted Lane nor a muted Line need be there."""
    said = (("A", BY_RULE, tone(0.5)), ("B", BY_RULE, None))
    mixer, (_, b) = scene(*said, lanes={"B": LaneSettings(is_muted=True)})
    assert len(mixer.mix(0, b.end_frame)) == b.end_frame
    mixer, (_, b) = scene(*said, is_muted=True)
    assert len(mixer.mix(0, b.end_frame)) == b.end_frame


def test_a_line_that_is_cut_off_fades_without_a_click() -> None:
    """The earlier Line is gone by the end of its Clip, and falls steadily until then."""
    mixer, (a, b) = scene(("A", BY_RULE, tone(1.0)), ("B", CutIn(20_000), QUIET))
    block = mixer.mix(0, b.end_frame)[:, 0]
    assert not block[a.end_frame :].any()
    faded = block[a.end_frame - a.fade_out_frames : a.end_frame]
    first, second = np.split(faded, 2)
    assert level(first) == pytest.approx(matched_level() * CENTRE * 0.76, rel=0.1)
    assert level(second) < level(first) / 2
    assert np.max(np.abs(np.diff(faded))) < 0.02


def test_who_is_talked_over_is_ducked_meanwhile() -> None:
    """6 dB down while the other speaks, back afterwards."""
    quiet = tone(0.5, level=0.0)
    mixer, (a, b) = scene(("A", BY_RULE, tone(1.5)), ("B", Over(48_000), quiet))
    block = mixer.mix(0, a.end_frame)[:, 0]
    during = block[b.start_frame : b.end_frame]
    after = block[b.end_frame + RAMP : a.end_frame - 500]
    assert level(during) == pytest.approx(matched_level() * CENTRE * 10 ** (-6 / 20), rel=0.02)
    assert level(after) == pytest.approx(matched_level() * CENTRE, rel=0.02)


def test_gain_pan_and_solo_shape_the_lane() -> None:
    """+6.02 dB doubles, hard left leaves the right silent, a solo elsewhere silences the rest."""
    mixer, (clip, _) = scene(
        ("A", BY_RULE, tone(0.5, level=0.1)),
        ("B", With(), tone(0.5, level=0.4)),
        lanes={"A": LaneSettings(gain_db=6.0206, pan=-1.0, is_solo=True)},
    )
    block = mixer.mix(clip.start_frame + 500, 20_000)
    assert level(block[:, 0]) == pytest.approx(2 * matched_level(), rel=0.01)
    assert np.max(np.abs(block[:, 1])) < 1e-6


def test_pan_keeps_the_power() -> None:
    """Wherever a voice stands, left and right together are as loud."""
    for pan in (-1.0, -0.6, 0.0, 0.3, 1.0):
        mixer, (clip,) = scene(("A", BY_RULE, tone(0.5)), lanes={"A": LaneSettings(pan=pan)})
        block = mixer.mix(clip.start_frame + 500, 20_000)
        power = level(block[:, 0]) ** 2 + level(block[:, 1]) ** 2
        assert power == pytest.approx(matched_level() ** 2, rel=0.01)


def test_a_line_has_its_own_gain_and_fades() -> None:
    """Its gain in dB, and a fade over its own frames at either end."""
    edit = ClipEdit(gain_db=-6.0206, fade_in_frames=9_600, fade_out_frames=4_800)
    mixer, (clip,) = scene(("A", BY_RULE, tone(1.0)), clip=edit)
    sound = mixer.mix(clip.start_frame, 48_000)[:, 0]
    full = matched_level() * CENTRE / 2
    assert level(sound[10_000:40_000]) == pytest.approx(full, rel=0.01)
    assert level(sound[4_700:4_900]) == pytest.approx(full / 2, rel=0.1)
    assert level(sound[-2_450:-2_350]) == pytest.approx(full / 2, rel=0.15)


def test_a_trimmed_take_begins_where_it_is_trimmed() -> None:
    """The Clip holds that part of the Take and no more, and no click at its edges."""
    half = np.concatenate([tone(0.5, pitch=300), tone(0.5, pitch=1_000)])
    edit = ClipEdit(trim_start=AtSample(12_000), trim_end=AtSample(18_000))
    mixer, (clip,) = scene(("A", BY_RULE, half), clip=edit)
    assert clip.end_frame - clip.start_frame == 12_000
    sound = mixer.mix(clip.start_frame, 12_000)[:, 0]
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(12_000)))
    assert int(np.argmax(spectrum)) * 4 == 1_000
    assert np.abs(sound[:2]).max() < 0.01
    assert np.abs(sound[-2:]).max() < 0.01


def test_parts_of_one_take_join_up() -> None:
    """A Take played on to the next stretch it is worked out in has no seam there."""
    mixer, (clip,) = scene(("A", BY_RULE, tone(9.0)))
    sound = mixer.mix(clip.start_frame, 9 * PROJECT_RATE)[:, 0].astype(np.float64)
    inner = sound[2_000:-2_000]
    # A pure tone obeys x[n+1] = 2 cos(w) x[n] - x[n-1]; a click does not.
    step = 2 * np.cos(2 * np.pi * 440 / PROJECT_RATE)
    residue = inner[2:] - step * inner[1:-1] + inner[:-2]
    assert np.abs(residue).max() < 2e-5


@pytest.mark.parametrize(
    ("effect", "pitch", "expected_db"),
    [
        (PHONE, 100, -38),
        (PHONE, 1_800, 3),
        (RADIO, 2_500, 5),
        (NEXT_ROOM, 5_000, -75),
        ("", 700, 0),
    ],
)
def test_an_effect_colours_its_lane_alone(effect: str, pitch: float, expected_db: float) -> None:
    """The Lane sounds through it, the others do not."""
    said = (("A", BY_RULE, tone(1.0, pitch=pitch)), ("B", After(0), tone(1.0)))
    mixer, (a, b) = scene(*said, lanes={"A": LaneSettings(effect=effect)})
    sound = mixer.mix(a.start_frame + 10_000, 30_000)[:, 0]
    heard = 20 * np.log10(max(level(sound), 1e-9) / (matched_level(pitch) * CENTRE))
    if expected_db > -30:
        assert heard == pytest.approx(expected_db, abs=0.7)
    else:
        assert heard < expected_db + 8
    other = mixer.mix(b.start_frame + 10_000, 30_000)[:, 0]
    assert level(other) == pytest.approx(matched_level() * CENTRE, rel=0.01)


def test_a_hall_rings_on_after_the_last_word() -> None:
    """The Mix ends when the hall does, not with the Clip."""
    mixer, (clip,) = scene(("A", BY_RULE, tone(0.5)), lanes={"A": LaneSettings(effect=HALL)})
    assert mixer.end_frame == clip.end_frame + tail_frames(HALL)
    tail = mixer.mix(clip.end_frame, tail_frames(HALL))
    assert np.abs(tail[:4_800]).max() > 0.003
    assert np.abs(tail[-4_800:]).max() < 1e-3
    assert not np.array_equal(tail[:, 0], tail[:, 1])


def test_a_mixer_that_is_replaced_leaves_the_memory_at_once() -> None:
    """Each edit makes a new one: the old one does not wait for the garbage collector."""
    mixer, _ = scene(("A", BY_RULE, tone(0.5)), lanes={"A": LaneSettings(effect=HALL)})
    mixer.mix(0, 20_000)
    gone = weakref.ref(mixer)
    gc.disable()
    try:
        del mixer
        assert gone() is None
    finally:
        gc.enable()


def test_a_clip_is_exactly_as_long_as_its_take() -> None:
    """24,000 samples are one second of the Timeline."""
    _, (clip,) = scene(("A", BY_RULE, tone(1.0)))
    assert clip.end_frame - clip.start_frame == PROJECT_RATE


def test_the_lanes_add_up_to_the_mix() -> None:
    """Each Lane alone, with its effect, pan, cuts and ducks, is what it adds to the whole Mix."""
    lanes = {"A": LaneSettings(pan=-0.5, effect=HALL), "B": LaneSettings(gain_db=-3.0, pan=0.8)}
    said = (
        ("A", BY_RULE, tone(0.6)),
        ("B", CutIn(9000), tone(0.5, pitch=300.0)),
        ("A", Over(4000), tone(0.4)),
        ("C", With(), tone(0.4, pitch=500.0)),
    )
    document = document_of(*said, lanes=lanes)
    whole, clips = mixed(document, shelf_of(document, *said))
    timeline = Timeline(clips)
    take = shelf_of(document, *said).take
    alone = [
        Mixer(document, timeline, take, earlier=whole, only={speaker.id})
        for speaker in document.cast
    ]
    assert {each.end_frame for each in alone} == {whole.end_frame}
    summed = sum(each.mix(0, whole.end_frame) for each in alone)
    assert np.abs(summed - whole.mix(0, whole.end_frame)).max() < 1e-6
    assert all(each.mix(0, whole.end_frame).any() for each in alone)
