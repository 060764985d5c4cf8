"""What crosses the pipe between server and worker survives any division."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studio.server.engine import Delivery, Piece
from studio.server.sound_path import SoundFormat
from studio.server.word_times import WordTime
from studio.server.worker_pipe import (
    Failed,
    Job,
    PipeReader,
    Ready,
    Sound,
    Spoken,
    Stop,
    packed,
    packed_sound,
)

JOB = Job(
    7, Piece("Grüße, 世界!", 1021, Delivery("de", 1.1), True), SoundFormat("mulaw", 8000), 160
)
REPORTS = [
    *(Ready(), Sound(1, 3, b"\0\1" * 3), Sound(1, 40_000, bytes(80_000))),
    *(Failed(2, "x"), Spoken(1, 1.5, 2.5, (WordTime(0, 5, 0.0, 9.5),))),
]


def _bytes(report: Sound | Ready | Spoken | Failed) -> bytes:
    if isinstance(report, Sound):
        return b"".join(packed_sound(report.number, report.samples, report.audio))
    return packed(report)


@given(st.lists(st.integers(1, 30_000), max_size=30))
def test_reports_survive_any_division(cuts: list[int]) -> None:
    """In whatever portions the bytes arrive, the same reports come out."""
    data = b"".join(map(_bytes, REPORTS)) * 2
    reader, found = PipeReader(), []
    for cut in [*cuts, len(data)]:
        found += list(reader.reports(data[:cut]))
        data = data[cut:]
    assert found == REPORTS * 2


def test_byte_by_byte() -> None:
    """Even single bytes make whole jobs."""
    data = packed(JOB) + packed(Stop(7)) + packed(JOB)
    reader = PipeReader()
    found = [message for at in range(len(data)) for message in reader.jobs(data[at : at + 1])]
    assert found == [JOB, Stop(7), JOB]
