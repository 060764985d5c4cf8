"""When a server is no longer worth listening to."""

from __future__ import annotations

from studio.wire.frame_watch import FrameWatch


def test_fifty_bad_frames_are_borne() -> None:
    """The fifty-first on one connection is one too many; a new connection begins anew."""
    watch = FrameWatch()
    watch.start()
    for _ in range(50):
        assert not watch.refuse(1.0)
        watch.accept()
    assert watch.refuse(1.0)
    watch.start()
    assert not watch.refuse(2.0)
    assert watch.refused == 52


def test_five_seconds_without_sense_are_enough() -> None:
    """Bad frames over five seconds with no good one between end it; a good one starts the time anew."""
    watch = FrameWatch()
    watch.start()
    assert not watch.refuse(100.0)
    assert not watch.refuse(105.0)
    watch.accept()
    assert not watch.refuse(106.0)
    assert watch.refuse(111.1)
