"""The session client against the official one, a bare loop and the socket itself, in one run.

All ask the same fast server, which runs in a process of its own, for the same sound: frames of 4,800
samples, one context and twenty. Measured are the client's processor seconds for a second of audio
delivered, from asking to the last frame, and the time from asking until a context is first heard, on an
open connection (the median over the contexts). Every figure is the median of alternating rounds, each
in a fresh process after one round to warm up. The goals hold at twenty contexts: at most a quarter of
the official client's processor time and a third of its time to first audio, its better way counting.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]

CPU_GOAL = 1 / 4
FIRST_AUDIO_GOAL = 1 / 3
CONTEXTS = (1, 20)
OFFICIAL = ("sdk", "sdk_sessions")
CLIENTS = ("ours", "ours_iterated", "ours_streaming", "bare", "floor", *OFFICIAL)
_MODULE = "tests.benchmarks._session_client_"


def measure(short: bool) -> Iterator[dict[str, object]]:
    rounds = 3 if short else 9
    found: dict[tuple[str, int], list[dict[str, float]]] = {}
    with _server() as port:
        for _ in range(rounds):
            for contexts in CONTEXTS:
                for client in CLIENTS:
                    run = _run(client, port, contexts)
                    found.setdefault((client, contexts), []).append(run)
    for contexts in CONTEXTS:
        medians = {client: _medians(found[client, contexts]) for client in CLIENTS}
        for client in CLIENTS:
            yield {"client": client, "contexts": contexts, "rounds": rounds, **medians[client]}
        for figure, goal in (
            ("cpu_ms_per_audio_second", CPU_GOAL),
            ("first_audio_ms", FIRST_AUDIO_GOAL),
        ):
            best = min(medians[client][figure] for client in OFFICIAL)
            ratio = medians["ours"][figure] / best
            reached = {"goal": round(goal, 3), "reached": ratio <= goal} if contexts > 1 else {}
            yield {
                "ours_to_official": figure,
                "contexts": contexts,
                "ratio": round(ratio, 3),
                **reached,
            }


def _medians(runs: list[dict[str, float]]) -> dict[str, float]:
    cpu = statistics.median(1000 * run["cpu_seconds"] / run["audio_seconds"] for run in runs)
    first = statistics.median(1000 * run["first_audio_seconds"] for run in runs)
    audio = statistics.median(run["audio_seconds"] for run in runs)
    return {
        "cpu_ms_per_audio_second": round(cpu, 4),
        "first_audio_ms": round(first, 3),
        "audio_seconds": round(audio, 1),
    }


@contextmanager
def _server() -> Iterator[int]:
    command = [sys.executable, "-m", f"{_MODULE}source"]
    with subprocess.Popen(
        command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        try:
            yield int(server.stdout.readline())
        finally:
            server.kill()


def _run(client: str, port: int, contexts: int) -> dict[str, float]:
    command = [sys.executable, "-m", f"{_MODULE}runs", client, str(port), str(contexts)]
    done = subprocess.run(
        command, cwd=_ROOT, stdout=subprocess.PIPE, text=True, check=True, timeout=60
    )
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


if __name__ == "__main__":
    for line in measure("--short" in sys.argv):
        print(json.dumps(line), flush=True)
