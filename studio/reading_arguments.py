"""`--from` and `--map`: how a script is to be read, for every verb that reads one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.scripts.reading import ReadingOptions

PROJECT = "project"


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--from", dest="source_format", default="", metavar="F", help="read it as F"
    )
    parser.add_argument("--encoding", default="", metavar="E", help="read its text as E")
    parser.add_argument(
        "--map",
        type=Path,
        metavar="COLUMNS",
        help="a JSON file that says what a table's columns hold",
    )


def options_in(arguments: argparse.Namespace) -> ReadingOptions:
    """Raises InputError for a format nobody knows, and for a file that says nothing of columns."""
    from studio.opening import file_content
    from studio.scripts.formats import format_named
    from studio.scripts.reading import ReadingOptions
    from studio.scripts.remembered_columns import mapping_from_json

    format = "" if arguments.source_format == PROJECT else arguments.source_format
    if format:
        format_named(format)
    mapping = None
    if arguments.map is not None:
        mapping = mapping_from_json(str(arguments.map), file_content(arguments.map))
    return ReadingOptions(format=format, encoding=arguments.encoding, mapping=mapping)
