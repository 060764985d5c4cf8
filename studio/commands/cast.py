"""`cast`: a script in, its speakers with distinct voices out, as a text file to edit."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

SUMMARY: str | None = "propose distinct voices for a script, as a file to edit"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("script", type=Path, metavar="SCRIPT", help="a script or project")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="instead of printing it")


def run(arguments: argparse.Namespace) -> int:
    from studio.atomic_file import write_atomically
    from studio.casting import propose, write_cast
    from studio.commands.render.sources import opened

    with opened(arguments.script) as source:
        text = write_cast(propose(source.document))
    if arguments.output is not None:
        write_atomically(arguments.output, text.encode("utf-8"))
    else:
        sys.stdout.write(text)
    return 0
