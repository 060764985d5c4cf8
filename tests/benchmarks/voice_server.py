"""The embedded voices against the library they are made with, in alternating pairs.

Three figures, each the median of the pairs' ratios: the server's processor time for a second of
sound against the bare library's (goal 1.5), its speed from the request to the last frame against
the library's (goal 0.7), and its first frame against the first byte of `espeak-ng` (goal 1/8).
The server does more: it resamples to 24 kHz, trims, encodes and sends through a socket, as JSON.
"""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Iterator

from tests.benchmarks._voice_server_runs import (
    VOICE_ID,
    BareLibrary,
    RawStream,
    Server,
    command_line_first_byte,
)

GOAL_CPU, GOAL_SPEED, GOAL_FIRST = 1.5, 0.7, 0.125
_TEXT = (
    "The harbour was quiet when the fog came in, and nobody on the pier could see the lights of the"
    ' ferry. "Are you sure this is the right night?" asked Anna, who had walked all the way from the'
    " station. Her brother shrugged, looked at the clock above the ticket office, and said nothing"
    " for a while. Somewhere out on the water a horn sounded twice; then it was still again. "
)
_GREETING = "Hello there, how are you today?"
_CONTEXTS = 20


def measure(short: bool) -> Iterator[dict[str, object]]:
    pairs = 9 if short else 25
    library = BareLibrary()
    try:
        with Server() as server:
            stream = server.stream().open("/ws/tts/stream", voice_id=VOICE_ID, temperature=0)
            yield _one_stream(library, server, stream, _TEXT * (4 if short else 12), pairs)
            yield _first_frame(server, stream, pairs)
            stream.close()
            yield _many_contexts(library, server, pairs)
    finally:
        library.close()


def _one_stream(
    library: BareLibrary, server: Server, stream: RawStream, text: str, pairs: int
) -> dict[str, object]:
    library.speak(text), server.speak(stream, text)
    runs = [(library.speak(text), server.speak(stream, text)) for _ in range(pairs)]
    return {
        "what": "one turn of one stream",
        "pairs": pairs,
        "audio_seconds": round(runs[0][1].audio_seconds, 1),
        "cpu_ratio": _median(ours.cpu_per_second / bare.cpu_per_second for bare, ours in runs),
        "cpu_goal": GOAL_CPU,
        "speed_ratio": _median(ours.speed / bare.speed for bare, ours in runs),
        "speed_goal": GOAL_SPEED,
        "library_us_per_second": _median((bare.cpu_per_second * 1e6 for bare, _ in runs), 0),
        "server_us_per_second": _median((ours.cpu_per_second * 1e6 for _, ours in runs), 0),
        "times_real_time": _median((ours.speed for _, ours in runs), 0),
    }


def _first_frame(server: Server, stream: RawStream, pairs: int) -> dict[str, object]:
    server.speak(stream, _GREETING)
    runs = [
        (command_line_first_byte(_GREETING), server.speak(stream, _GREETING).first_seconds)
        for _ in range(3 * pairs)
    ]
    return {
        "what": "first sound",
        "pairs": 3 * pairs,
        "ratio": _median(ours / theirs for theirs, ours in runs),
        "goal": GOAL_FIRST,
        "command_line_ms": _median((theirs * 1000 for theirs, _ in runs), 2),
        "server_ms": _median((ours * 1000 for _, ours in runs), 2),
    }


def _many_contexts(library: BareLibrary, server: Server, pairs: int) -> dict[str, object]:
    stream = server.stream().open("/ws/tts/multi", voice_id=VOICE_ID, temperature=0)
    server.speak(stream, _TEXT, _CONTEXTS)
    runs = [
        (library.speak(_TEXT * _CONTEXTS), server.speak(stream, _TEXT, _CONTEXTS))
        for _ in range(pairs)
    ]
    stream.close()
    return {
        "what": f"{_CONTEXTS} contexts at once, {server.workers} workers",
        "pairs": pairs,
        "cpu_ratio": _median(ours.cpu_per_second / bare.cpu_per_second for bare, ours in runs),
        "speed_ratio": _median(ours.speed / bare.speed for bare, ours in runs),
    }


def _median(values: Iterator[float], digits: int = 3) -> float:
    return round(statistics.median(values), digits)


if __name__ == "__main__":
    for measured in measure("--short" in sys.argv):
        print(json.dumps(measured), flush=True)
