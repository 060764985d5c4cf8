"""Sound as it came: its length, its samples in every encoding, its words."""

from __future__ import annotations

import numpy as np
import pytest

from studio.server.telephone_codes import alaw_bytes, mulaw_bytes
from studio.tts.audio_chunk import AudioChunk, WordTimestamp, chunk_of, timestamps_of
from studio.wire.messages import AudioFrame, WordTiming


def chunk(audio: bytes, encoding: str, rate: int, samples: int) -> AudioChunk:
    return AudioChunk(audio, encoding, 0, rate, samples, 0, None)


def test_pcm_is_scaled_to_one() -> None:
    """16-bit samples become numbers from -1 to just under 1."""
    audio = np.array([-32768, 0, 16384, 32767], dtype="<i2").tobytes()
    found = chunk(audio, "pcm_s16le", 24_000, 4)
    np.testing.assert_array_equal(found.to_float32(), [-1.0, 0.0, 0.5, 32767 / 32768])
    assert found.to_float32().dtype == np.float32


@pytest.mark.parametrize(("encoding", "encode"), [("mulaw", mulaw_bytes), ("alaw", alaw_bytes)])
def test_telephone_sound_is_decoded_as_what_it_is(encoding: str, encode: object) -> None:
    """G.711 is as close to the samples it was made of as its steps allow, never noise."""
    samples = np.arange(-32_000, 32_000, 7, dtype=np.int16)
    audio: bytes = encode(samples)  # type: ignore[operator]
    heard = chunk(audio, encoding, 8_000, len(samples)).to_float32() * 32768
    step = np.maximum(np.abs(samples.astype(float)) / 16, 20.0)
    assert np.all(np.abs(heard - samples) <= step)


@pytest.mark.parametrize(
    ("encoding", "byte", "sample"),
    [
        ("mulaw", 0xFF, 0),
        ("mulaw", 0x7F, 0),
        ("mulaw", 0x00, -32124),
        ("mulaw", 0x80, 32124),
        ("alaw", 0xD5, 8),
        ("alaw", 0x55, -8),
        ("alaw", 0xAA, 32256),
        ("alaw", 0x2A, -32256),
    ],
)
def test_the_corners_of_g711_are_where_the_standard_puts_them(
    encoding: str, byte: int, sample: int
) -> None:
    """Silence and the loudest steps decode to the values of the standard's tables."""
    found = chunk(bytes((byte,)), encoding, 8_000, 1).to_float32()
    assert round(float(found[0]) * 32768) == sample


def test_a_chunk_is_as_long_as_its_samples() -> None:
    """Length follows from samples and rate, whatever the encoding."""
    assert chunk(b"\0" * 800, "mulaw", 8_000, 800).duration_seconds == 0.1
    frame = AudioFrame(b"\0\0" * 2400, 2400, None, context_id="c")
    assert chunk_of(frame) == AudioChunk(b"\0\0" * 2400, "pcm_s16le", 0, 24_000, 2400, 0, "c")
    assert chunk_of(frame).duration_seconds == 0.1


def test_words_know_their_chunk() -> None:
    """A word's times are within its text chunk, so that it carries the chunk's number."""
    assert timestamps_of((WordTiming("Hi", 0.0, 120.0, 0, 2),), 3) == [
        WordTimestamp("Hi", 0.0, 120.0, 0, 2, 1.0, 3)
    ]
