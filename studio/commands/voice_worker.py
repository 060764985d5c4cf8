"""`voice-worker`: one engine of the embedded voices. The server starts it; nobody types it."""

from __future__ import annotations

import argparse

SUMMARY = None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--engine", choices=("espeak", "tone"), default="espeak")


def run(arguments: argparse.Namespace) -> int:
    from studio.server.worker import run_worker

    if arguments.engine == "tone":
        from studio.server.tone_engine import ToneEngine

        run_worker(ToneEngine)
    else:
        from studio.server.espeak_engine import EspeakEngine

        run_worker(EspeakEngine)
    return 0
