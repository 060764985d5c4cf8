"""`speak`: standard input in, speech out while it still arrives. Pipe a language model into it."""

from __future__ import annotations

import argparse
from pathlib import Path

SUMMARY: str | None = "speak standard input as it comes, aloud or into a sound file"

CHUNKING = ("low-latency", "balanced", "high-quality")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--voice", required=True, metavar="NAME", help="a name, handle or number")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="write a WAV file instead of playing"
    )
    parser.add_argument(
        "--chunking",
        choices=CHUNKING,
        default="low-latency",
        help="how much text is gathered before it is spoken: sooner heard, or better melody",
    )
    parser.epilog = (
        "Ctrl+C silences what is being spoken and goes on with what comes next; twice within two "
        "seconds leaves."
    )


def run(arguments: argparse.Namespace) -> int:
    from studio.commands.speak.speaking import speak

    return speak(arguments.voice, arguments.output, arguments.chunking)
