"""Bytes cut at frame borders exactly as the library that knows all the rules would cut them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode

from studio.tts.frame_splitter import FrameSplitter

LARGEST = 600_000


class Split:
    def __init__(self, largest: int = LARGEST) -> None:
        self.got: list[tuple[str, bytes]] = []
        self.splitter = FrameSplitter(
            lambda text: self.got.append(("text", text)),
            lambda other: self.got.append(("other", other)),
            largest,
        )


def wire(opcode: Opcode, payload: bytes, *, fin: bool = True, mask: bool = False) -> bytes:
    return bytes(Frame(opcode, payload, fin).serialize(mask=mask))


SIZES = st.sampled_from([0, 1, 100, 125, 126, 400, 65_535, 65_536, 70_000])
FRAMES = st.lists(
    st.tuples(st.sampled_from([Opcode.TEXT, Opcode.TEXT, Opcode.BINARY]), SIZES)
    | st.tuples(st.just(Opcode.PING), st.sampled_from([0, 4, 125])),
    max_size=8,
)


@given(FRAMES, st.data())
def test_however_the_bytes_arrive_the_frames_are_the_same(
    drawn: list[tuple[Opcode, int]], data: st.DataObject
) -> None:
    """Text messages come whole, everything else as its own bytes, in order, for any cut of the stream."""
    frames = [(opcode, b"x" * size) for opcode, size in drawn]
    stream = b"".join(wire(opcode, payload) for opcode, payload in frames)
    split = Split()
    at = 0
    while at < len(stream):
        size = data.draw(st.integers(1, 100_000))
        split.splitter.take(stream[at : at + size])
        at += size
    assert split.got == [
        ("text", payload) if opcode is Opcode.TEXT else ("other", wire(opcode, payload))
        for opcode, payload in frames
    ]


def test_byte_by_byte_is_enough() -> None:
    """A frame may arrive in as many pieces as it has bytes."""
    split = Split()
    for byte in wire(Opcode.TEXT, b"hello") + wire(Opcode.TEXT, b"x" * 200):
        split.splitter.take(bytes((byte,)))
    assert split.got == [("text", b"hello"), ("text", b"x" * 200)]


def test_messages_in_pieces_take_the_long_way() -> None:
    """Fragments, and what comes between them, go to the library until the message is whole."""
    pieces = [
        wire(Opcode.TEXT, b"a", fin=False),
        wire(Opcode.PING, b"p"),
        wire(Opcode.CONT, b"b", fin=False),
        wire(Opcode.TEXT, b"forbidden here"),
        wire(Opcode.CONT, b"c"),
    ]
    split = Split()
    split.splitter.take(b"".join(pieces) + wire(Opcode.TEXT, b"d"))
    assert split.got[:3] == [("other", piece) for piece in pieces[:3]]
    assert split.got[3] == ("other", pieces[3])
    assert split.got[-1] == ("text", b"d")


def test_masked_frames_are_left_to_the_library() -> None:
    """No server masks; what does is for the library to refuse."""
    masked = wire(Opcode.TEXT, b"hello", mask=True)
    split = Split()
    split.splitter.take(masked)
    assert split.got == [("other", masked)]


@pytest.mark.parametrize("claimed", [LARGEST + 1, 2**31, 2**62])
def test_a_frame_that_is_too_large_is_never_gathered(claimed: int) -> None:
    """Its bytes go on as they come, so that the library refuses it before memory is spent on it."""
    head = b"\x81\x7f" + claimed.to_bytes(8, "big")
    split = Split()
    split.splitter.take(wire(Opcode.TEXT, b"good") + head + b"a" * 100)
    split.splitter.take(b"b" * 100)
    assert split.got == [("text", b"good"), ("other", head + b"a" * 100), ("other", b"b" * 100)]


def test_the_largest_frame_passes_and_its_room_is_given_back() -> None:
    """The buffer grows for a large frame and shrinks when it has gone."""
    split = Split()
    split.splitter.take(wire(Opcode.TEXT, b"x" * LARGEST))
    assert split.got == [("text", b"x" * LARGEST)]
    assert len(split.splitter.room()) == 256 * 1024
