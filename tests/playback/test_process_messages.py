from __future__ import annotations

from studio.playback.process_messages import (
    SOUNDING,
    Parameters,
    Report,
    answer_in,
    line_of,
    order_in,
)


def test_what_is_sent_down_arrives() -> None:
    """The parameters are one line, and come out as they went in."""
    sent = Parameters("7", "8", use_device=False, device="USB")
    assert line_of(sent).count(b"\n") == 1
    assert order_in(line_of(sent)) == sent


def test_what_the_process_says_is_said_in_the_words_of_the_app() -> None:
    """A sentence travels as its id and values, so the app can say it in any language."""
    message = SOUNDING(device='Kopfhörer "A"\n', latency_ms=100)
    report = answer_in(line_of(Report.of("device", message)))
    assert isinstance(report, Report)
    assert report.kind == "device"
    assert report.message == message


def test_the_noise_of_system_libraries_is_no_report() -> None:
    """A complaint that shares the pipe is told apart, whatever bytes it is made of."""
    for noise in (b"ALSA lib pcm.c:2721: Unknown PCM\n", b"{}\n", b"\xff\n", b"\n", b"[1]"):
        assert answer_in(noise) is None
