from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.playback.ring import RING_BYTES, RING_FRAMES, Clock, Ring, Splice
from studio.playback.ring_reader import FADE_FRAMES, RingReader

BLOCK = 1_200


@pytest.fixture
def ring() -> Iterator[Ring]:
    ring = Ring.create()
    yield ring
    ring.close()


def numbered(start: int, frames: int) -> NDArray[np.float32]:
    """Frames that each carry their own number, left as it is and right negative."""
    numbers = np.arange(start, start + frames, dtype=np.float32)
    return np.stack([numbers, -numbers], axis=1)


def tone(start: int, frames: int, frequency: float = 440.0) -> NDArray[np.float32]:
    wave = 0.5 * np.sin(2 * np.pi * frequency * np.arange(start, start + frames) / 48_000)
    return np.stack([wave, wave], axis=1).astype(np.float32)


def taken(reader: RingReader, frames: int, block: int = BLOCK) -> NDArray[np.float32]:
    out = np.full((frames, 2), 99, np.float32)
    for at in range(0, frames, block):
        reader.fill(out[at : at + block], 0)
    return out


def steepest(sound: NDArray[np.float32]) -> float:
    return float(np.abs(np.diff(sound[:, 0])).max())


def test_what_goes_in_comes_out_across_the_seam(ring: Ring) -> None:
    """Five rings' worth of frames come out as they went in, in blocks that fit nowhere evenly."""
    reader = RingReader(ring)
    reader.fill(np.zeros((1, 2), np.float32), 0)
    sent = got = 0
    found = np.zeros((BLOCK, 2), np.float32)
    ring.write(numbered(0, 5_000))
    sent = 5_000
    while got < 5 * RING_FRAMES:
        ring.write(numbered(sent, 1_777))
        sent += 1_777
        while ring.written - ring.read >= BLOCK:
            reader.fill(found, 0)
            if got >= FADE_FRAMES:
                assert np.array_equal(found, numbered(got, BLOCK))
            got += BLOCK


def test_a_full_ring_refuses_more_rather_than_lose_what_is_unheard(ring: Ring) -> None:
    """Exactly two seconds fit; one frame more is a fault of the caller."""
    ring.write(numbered(0, RING_FRAMES))
    assert ring.free_frames == 0
    with pytest.raises(AssertionError):
        ring.write(numbered(0, 1))


def test_an_empty_ring_gives_silence_and_stands_still(ring: Ring) -> None:
    """Nothing written: silence, no frame counted, no time told."""
    assert not taken(RingReader(ring), 2_000).any()
    assert ring.read == 0
    assert ring.clock() is None


def test_running_dry_loses_nothing_and_clicks_nowhere(ring: Ring) -> None:
    """A ring that runs dry in mid-sound falls silent within 10 ms and goes on where it broke off."""
    reader = RingReader(ring)
    ring.write(tone(0, 5_000))
    heard = taken(reader, 12_000)
    assert ring.read == 5_000
    assert not heard[5_000 + FADE_FRAMES :].any()
    ring.write(tone(5_000, 7_000))
    again = taken(reader, 6_000)
    assert np.allclose(again[FADE_FRAMES:], tone(5_000, 6_000)[FADE_FRAMES:])
    limit = 1.5 * steepest(tone(0, 5_000))
    assert steepest(np.concatenate([heard, again])) < limit


@pytest.mark.parametrize("block", [64, 479, 480, 481, 1_200, 4_800])
def test_a_splice_is_heard_with_the_next_block(ring: Ring, block: int) -> None:
    """Whatever the block size, the new sound begins at once, cross-faded over 10 ms, no click."""
    reader = RingReader(ring)
    ring.write(tone(0, 60_000))
    before = taken(reader, 2 * block, block)
    ring.write(tone(7, 20_000))
    ring.splice(Splice(to=60_000))
    after = taken(reader, 2 * block + FADE_FRAMES, block)
    assert np.allclose(after[FADE_FRAMES:], tone(7, len(after))[FADE_FRAMES:], atol=1e-6)
    assert steepest(np.concatenate([before, after])) < 1.5 * steepest(tone(0, 5_000))


@pytest.mark.parametrize("block", [64, 1_200])
def test_stopping_is_silent_after_ten_milliseconds(ring: Ring, block: int) -> None:
    """A Splice to the end of what was written fades out and leaves silence, not one frame more."""
    reader = RingReader(ring)
    ring.write(tone(0, 60_000))
    before = taken(reader, 10 * block, block)
    ring.splice(Splice(to=ring.written))
    after = taken(reader, 2_400, block)
    assert not after[FADE_FRAMES:].any()
    assert after[: FADE_FRAMES // 2].any()
    assert steepest(np.concatenate([before, after])) < 1.5 * steepest(tone(0, 5_000))
    assert ring.read == ring.written == 60_000


def test_a_splice_upon_a_splice_does_not_click(ring: Ring) -> None:
    """A second jump in the middle of the first one's fade is smooth as well."""
    reader = RingReader(ring)
    ring.write(tone(0, 40_000))
    heard = [taken(reader, 960, 96)]
    for jump in range(1, 6):
        position = ring.written
        ring.write(tone(jump * 37, 5_000))
        ring.splice(Splice(to=position))
        heard.append(taken(reader, 192, 96))
    assert steepest(np.concatenate(heard)) < 2.5 * steepest(tone(0, 5_000))


def test_the_same_sound_mixed_anew_is_not_heard_as_a_change(ring: Ring) -> None:
    """A Splice since a position goes on at the same place of the sound: bit for bit, but for 1e-6."""
    reader = RingReader(ring)
    ring.write(tone(0, 60_000))
    before = taken(reader, 4_800)
    since = ring.read
    between = taken(reader, 2_400)
    position = ring.written
    ring.write(tone(since, 9_600))
    ring.splice(Splice(to=position, since=since))
    after = taken(reader, 4_800)
    heard = np.concatenate([before, between, after])
    assert np.allclose(heard[FADE_FRAMES:], tone(0, 12_000)[FADE_FRAMES:], atol=1e-6)
    assert ring.read == position + 2_400 + 4_800


def test_a_splice_is_pending_until_it_is_followed(ring: Ring) -> None:
    """The writer can see whether the reader has jumped."""
    reader = RingReader(ring)
    ring.write(tone(0, 10_000))
    ring.splice(Splice(to=6_000))
    assert ring.pending_splice() == Splice(to=6_000)
    taken(reader, 100)
    assert ring.pending_splice() is None
    assert ring.read == 6_100


def test_a_half_written_record_is_not_believed(ring: Ring) -> None:
    """A Splice of which one word has not arrived yet is left for the next block."""
    ring.write(tone(0, 10_000))
    ring.splice(Splice(to=6_000))
    words = memoryview(ring.memory.mapping)[:256].cast("q")
    words[1] += 1_000
    assert ring.pending_splice() is None
    words[1] -= 1_000
    words.release()
    assert ring.pending_splice() == Splice(to=6_000)


def test_the_clock_tells_what_is_heard_now(ring: Ring) -> None:
    """Between blocks the position runs on with time, but never past what was handed out."""
    reader = RingReader(ring)
    ring.write(tone(0, 10_000))
    reader.fill(np.zeros((BLOCK, 2), np.float32), 0)
    reader.fill(np.zeros((BLOCK, 2), np.float32), 2_000_000_000)
    clock = ring.clock()
    assert clock == Clock(1_200, 1_200, 2_000_000_000)
    assert clock.heard(2_000_000_000) == 1_200
    assert clock.heard(2_010_000_000) == 1_680
    assert clock.heard(1_990_000_000) == 720
    assert clock.heard(9_000_000_000) == 2_400


def test_another_process_reads_the_same_ring(ring: Ring) -> None:
    """A child that is given the handle sees what was written, and its counter is seen here."""
    ring.write(numbered(1, 100))
    child = (
        "import sys, numpy as np\n"
        "from studio.playback.ring import Ring\n"
        "ring = Ring.attach(sys.argv[1])\n"
        "out = np.zeros((50, 2), np.float32)\n"
        "assert ring.copy(10, out) == 50\n"
        "print(out[0, 0], out[-1, 1])\n"
        "ring.advance(77, None)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", child, ring.memory.handle],
        pass_fds=ring.memory.inherited,
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert done.stdout.split() == ["11.0", "-60.0"]
    assert ring.read == 77


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="needs a look at open files")
def test_the_ring_has_no_name_that_could_be_left_behind(ring: Ring) -> None:
    """Its memory belongs to no file of any folder, so killing both ends leaves nothing."""
    named = os.readlink(f"/proc/self/fd/{ring.memory.inherited[0]}")
    assert "(deleted)" in named
    assert len(ring.memory.mapping) == RING_BYTES
