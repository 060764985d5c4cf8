"""Loops, parts and auditions through the transport, read out of the ring block by block."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from sources import RATE, Tone, tone, wait_until

from studio.playback.play_state import PlayState
from studio.playback.ring_reader import FADE_FRAMES, RingReader
from studio.playback.sound_output import SoundOutput
from studio.playback.transport import Transport
from studio.timeline.clip import Span

PART = Span(RATE, 2 * RATE)


class Desk:
    """A transport whose output is this test: heard is what it takes."""

    def __init__(self) -> None:
        self.output = SoundOutput()
        self.transport = Transport(self.output)
        self._reader = RingReader(self.output.ring)

    def follow(self) -> None:
        """Wait until the last order was carried out as far as the next block decides."""
        feeder = self.transport._feeder
        wait_until(lambda: not feeder._is_to_jump and not feeder._is_to_mix_anew)

    def hear(self, frames: int) -> NDArray[np.float32]:
        ring = self.output.ring

        def is_there() -> bool:
            pending = ring.pending_splice()
            return ring.written - (ring.read if pending is None else pending.to) >= frames

        wait_until(is_there)
        return self.take(frames)

    def take(self, frames: int) -> NDArray[np.float32]:
        out = np.zeros((frames, 2), np.float32)
        self._reader.fill(out, 0)
        return out


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    desk.transport.set_source(Tone(seconds=10))
    yield desk
    desk.transport.close()


def is_tone(heard: NDArray[np.float32], start: int, **how: float) -> bool:
    rest = slice(FADE_FRAMES, None)
    return np.allclose(heard[rest], tone(start, len(heard), **how)[rest], atol=1e-5)


def test_a_loop_goes_round_until_it_is_taken_away(desk: Desk) -> None:
    """Into it from before, round it, and on from where it is once there is none, not missing or
    repeating a frame."""
    desk.transport.set_loop(PART)
    desk.transport.play(RATE // 2)
    assert is_tone(desk.hear(RATE + RATE // 2), RATE // 2)
    assert desk.transport.playhead in (RATE, 2 * RATE)
    for _ in range(3):
        assert is_tone(desk.hear(RATE), RATE)
    assert is_tone(desk.hear(RATE // 4), RATE)
    desk.transport.set_loop(None)
    desk.follow()
    assert is_tone(desk.hear(RATE // 4), RATE * 5 // 4)
    assert is_tone(desk.hear(RATE // 2), RATE * 3 // 2)
    assert desk.transport.playhead == 2 * RATE
    assert desk.transport.state is PlayState.PLAYING


def test_a_loop_set_while_playing_is_followed(desk: Desk) -> None:
    """Within it, it turns at its end; behind it, it goes to its beginning at once."""
    desk.transport.play(RATE * 3 // 2)
    desk.hear(RATE // 4)
    desk.transport.set_loop(PART)
    desk.follow()
    assert is_tone(desk.hear(RATE // 4), RATE * 7 // 4)
    assert is_tone(desk.hear(RATE // 4), RATE)
    desk.transport.set_loop(Span(0, RATE))
    desk.follow()
    assert is_tone(desk.hear(RATE // 4), 0)


def test_play_behind_a_loop_begins_it(desk: Desk) -> None:
    """With the playhead past its end, play goes to the beginning of the loop; a wish to be heard from
    there is followed all the same."""
    desk.transport.set_loop(PART)
    desk.transport.seek(5 * RATE)
    desk.transport.play()
    assert is_tone(desk.hear(RATE // 4), RATE)
    desk.transport.seek(5 * RATE)
    desk.follow()
    assert is_tone(desk.hear(RATE // 4), 5 * RATE)


def test_parts_are_heard_and_then_it_stops(desk: Desk) -> None:
    """The chosen parts in a row; the playhead shows where each of them lies, and rests at the end."""
    desk.transport.play_parts(lambda: [Span(RATE, RATE + 9_600), Span(3 * RATE, 3 * RATE + 9_600)])
    assert is_tone(desk.hear(9_600), RATE)
    assert is_tone(desk.hear(4_800), 3 * RATE)
    assert desk.transport.playhead == 3 * RATE + 4_800
    desk.hear(4_800)
    wait_until(lambda: desk.transport.state is PlayState.STOPPED)
    assert desk.transport.playhead == 3 * RATE + 9_600
    desk.transport.play()
    assert is_tone(desk.hear(4_800), 3 * RATE + 9_600)


def test_parts_that_move_are_followed(desk: Desk) -> None:
    """When the source changes, the parts still ahead are where they are now."""
    spans = [Span(RATE, RATE + 9_600), Span(3 * RATE, 3 * RATE + 9_600)]
    desk.transport.play_parts(lambda: spans)
    desk.hear(4_800)
    spans[1] = Span(5 * RATE, 5 * RATE + 9_600)
    desk.transport.set_source(Tone(seconds=10))
    desk.follow()
    assert is_tone(desk.hear(4_800), RATE + 4_800)
    assert is_tone(desk.hear(9_600), 5 * RATE)


def test_an_audition_interrupts_and_what_was_playing_goes_on(desk: Desk) -> None:
    """Heard at once from its beginning; the playhead rests; afterwards not a frame is missing."""
    desk.transport.play(RATE)
    desk.hear(RATE // 2)
    desk.transport.audition(Tone(seconds=0.5, frequency=880))
    desk.follow()
    assert is_tone(desk.hear(RATE // 4), 0, frequency=880)
    assert desk.transport.is_auditioning
    assert desk.transport.audition_frame == RATE // 4
    assert desk.transport.playhead == RATE * 3 // 2
    assert desk.transport.state is PlayState.PLAYING
    desk.hear(RATE // 4)
    wait_until(lambda: not desk.transport.is_auditioning)
    assert is_tone(desk.hear(RATE // 2), RATE * 3 // 2)
    assert desk.transport.playhead == 2 * RATE


def test_an_audition_of_one_who_rests_leaves_him_resting(desk: Desk) -> None:
    """Stopped before, stopped after, at the same place."""
    desk.transport.seek(3 * RATE)
    desk.transport.audition(Tone(seconds=0.2, frequency=880))
    assert desk.transport.state is PlayState.STOPPED
    desk.hear(9_600)
    wait_until(lambda: not desk.transport.is_auditioning)
    assert desk.transport.state is PlayState.STOPPED
    assert desk.transport.playhead == 3 * RATE
    assert not desk.take(4_800)[FADE_FRAMES:].any()


def test_a_new_audition_replaces_the_old_one(desk: Desk) -> None:
    """With the next block; what was playing before the first still goes on after the last."""
    desk.transport.play(RATE)
    desk.hear(RATE // 2)
    desk.transport.audition(Tone(seconds=5, frequency=880))
    desk.follow()
    desk.hear(RATE // 4)
    desk.transport.audition(Tone(seconds=5, frequency=220))
    desk.follow()
    assert is_tone(desk.hear(4_800), 0, frequency=220)
    desk.transport.stop_audition()
    desk.follow()
    assert is_tone(desk.hear(RATE // 4), RATE * 3 // 2)


def test_edits_during_an_audition_are_heard_after_it(desk: Desk) -> None:
    """A new source does not break in on an audition."""
    desk.transport.play(RATE)
    desk.hear(RATE // 2)
    desk.transport.audition(Tone(seconds=5, frequency=880))
    desk.follow()
    desk.hear(RATE // 4)
    desk.transport.set_source(Tone(seconds=10, level=0.2))
    assert is_tone(desk.hear(RATE // 4), RATE // 4, frequency=880)
    desk.transport.stop_audition()
    desk.follow()
    assert is_tone(desk.hear(RATE // 4), RATE * 3 // 2, level=0.2)


@pytest.mark.parametrize("order", ["pause", "play", "seek", "stop"])
def test_orders_end_an_audition(desk: Desk, order: str) -> None:
    """Pause and stop mean silence, play and seek mean the scene: never the audition any longer."""
    desk.transport.play(RATE)
    desk.hear(RATE // 2)
    desk.transport.audition(Tone(seconds=5, frequency=880))
    desk.follow()
    desk.hear(RATE // 4)
    {
        "pause": desk.transport.pause,
        "play": desk.transport.play,
        "seek": lambda: desk.transport.seek(4 * RATE),
        "stop": desk.transport.stop,
    }[order]()
    assert not desk.transport.is_auditioning
    at = {"pause": RATE * 3 // 2, "play": RATE * 3 // 2, "seek": 4 * RATE, "stop": RATE}[order]
    assert desk.transport.playhead == at
    if order in ("pause", "stop"):
        assert desk.transport.state is PlayState.STOPPED
        assert not desk.take(4_800)[FADE_FRAMES:].any()
    else:
        desk.follow()
        assert is_tone(desk.hear(4_800), at)


def test_stop_goes_back_to_where_playing_was_begun(desk: Desk) -> None:
    """Pause stays, stop returns; a second stop leaves it there."""
    desk.transport.play(RATE)
    desk.hear(RATE // 2)
    desk.transport.pause()
    assert desk.transport.playhead == RATE * 3 // 2
    desk.transport.play()
    desk.hear(RATE // 4)
    desk.transport.stop()
    assert desk.transport.playhead == RATE * 3 // 2
    desk.transport.stop()
    assert desk.transport.playhead == RATE * 3 // 2
