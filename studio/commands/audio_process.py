"""`audio-process`: what the program starts to be heard; it is not meant for people."""

from __future__ import annotations

import argparse

SUMMARY = None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None: all it needs comes over its standard input."""


def run(arguments: argparse.Namespace) -> int:
    from studio.playback import audio_process

    audio_process.run()
    return 0
