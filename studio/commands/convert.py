"""`convert`: a script or project from one format into another.

Exit status: 0 all of it; 1 something of the script is not in the new file, because it was not
understood or the format cannot say it; 2 the file cannot be read or written. What only a project
keeps, such as voices, is told and does not count.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from studio import reading_arguments
from studio.errors import InputError
from studio.reading_arguments import PROJECT
from studio.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from studio.document.values import Document
    from studio.scripts.reading import ReadingOptions

SUMMARY: str | None = "turn a script or project into another format"

WHOLE, GAPS = 0, 1

_same_file = sentence(
    "convert.same-file", "{path} would be written over itself. Give the new file another name."
)
_unknown_ending = sentence(
    "convert.unknown-ending",
    "The name {path} does not say which format to write. Choose one with --to: {known}.",
)
_only_read = sentence(
    "convert.only-read", "{format} can be read but not written. Choose one of: {known}."
)

_never_raw = sentence(
    "convert.never-raw",
    "{format} has no raw form: nothing is added to its words anyway. Leave out --raw, or choose one"
    " of: {known}.",
)
_no_ids = sentence(
    "convert.no-ids",
    "{format} has no line ids to add: its lines have theirs, or none. Leave out --ids, or choose one"
    " of: {known}.",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", type=Path, metavar="IN", help="the script or project to read")
    parser.add_argument("target", type=Path, metavar="OUT", help="the file to write")
    reading_arguments.add_to(parser)
    parser.add_argument("--to", dest="target_format", default="", metavar="F", help="write it as F")
    parser.add_argument(
        "--ids",
        action="store_true",
        help="give each line of a game's script an id where it has none",
    )
    parser.add_argument(
        "--raw",
        action="store_true",
        help="write the cells of a table as they are, for programs: nothing stands before = + - @",
    )


def run(arguments: argparse.Namespace) -> int:
    source, target = arguments.source, arguments.target
    if target.exists() and source.exists() and target.samefile(source):
        raise InputError(_same_file(path=target))
    format = _target_format(target, arguments.target_format)
    write = _writing(format, arguments, source)
    document, unread = _read(source, reading_arguments.options_in(arguments))
    write(document, target)
    for row in unread:
        print(f"Not understood, so it is not in {target.name}. {row}", file=sys.stderr)
    if not arguments.ids:
        _tell_missing_ids(document, format, target)
    holds_all = format == PROJECT or _tell_losses(document, format, target)
    lines, speakers = len(document.lines), len(document.cast)
    print(f"{target.absolute()}: {lines} lines, {speakers} speakers, {format}.")
    return WHOLE if holds_all and not unread else GAPS


def _tell_losses(document: Document, format: str, target: Path) -> bool:
    """Say what the new file does not hold; whether it is nothing of the script."""
    from dataclasses import replace

    from studio.scripts.formats import format_named
    from studio.scripts.losses import losses_of

    chosen = format_named(format)
    if document.title == target.stem:  # the name of the file says it
        document = replace(document, title="")
    losses = losses_of(document, chosen, target.read_bytes())
    for kinds in filter(None, (losses.of_script, losses.besides)):
        told = "; ".join(map(str, kinds))
        print(f"Not in {target.name}, which is {chosen.name}: {told}.", file=sys.stderr)
    return not losses.of_script


def _tell_missing_ids(document: Document, format: str, target: Path) -> None:
    """Say which lines of a game cannot be told apart for ever, because nothing names them."""
    from studio.scripts.formats import format_named
    from studio.scripts.games.kept_source import rows_without_id
    from studio.scripts.reading import ReadingOptions
    from studio.scripts.report import rows_in_words
    from studio.scripts.source import Source

    chosen = None if format == PROJECT else format_named(format)
    if chosen is None or chosen.write_ids is None:
        return
    source = Source(str(target), target.read_bytes())
    rows = rows_without_id(chosen.read(source, ReadingOptions(format)))
    if rows:
        print(f"No line id in {rows_in_words(rows)}. Add ids with --ids.", file=sys.stderr)


def _target_format(target: Path, chosen: str) -> str:
    from studio.scripts.formats import FORMATS, format_for_ending, format_named

    known = ", ".join(sorted([PROJECT, *(each.id for each in FORMATS if each.write)]))
    if chosen == PROJECT or (not chosen and target.suffix.casefold() == ".dialogue"):
        return PROJECT
    format = format_named(chosen) if chosen else format_for_ending(target.name)
    if format is None:
        raise InputError(_unknown_ending(path=target, known=known))
    if format.write is None:
        raise InputError(_only_read(format=format.name, known=known))
    return format.id


def _read(source: Path, options: ReadingOptions) -> tuple[Document, tuple[object, ...]]:
    from studio.opening import is_project, remember_columns, review_file, whole_document

    if is_project(source):
        from studio.project.inspection import inspect

        return inspect(source).document, ()
    review = review_file(source, options)
    document = whole_document(review)
    remember_columns(review)
    return document, review.reading.not_understood


def _writing(
    format: str, arguments: argparse.Namespace, source: Path
) -> Callable[[Document, Path], object]:
    from studio.atomic_file import write_atomically
    from studio.casting import propose
    from studio.opening import named_after
    from studio.project.creating import write_new_file
    from studio.scripts.formats import FORMATS, format_named
    from studio.scripts.merge_base import with_base

    chosen = None if format == PROJECT else format_named(format)
    is_raw, with_ids = arguments.raw, arguments.ids
    if with_ids and (chosen is None or chosen.write_ids is None):
        known = ", ".join(each.id for each in FORMATS if each.write_ids)
        raise InputError(_no_ids(format=format, known=known))
    if is_raw and (chosen is None or chosen.write_raw is None):
        known = ", ".join(each.id for each in FORMATS if each.write_raw)
        raise InputError(_never_raw(format=format, known=known))
    if chosen is None:
        return lambda document, target: write_new_file(
            target, propose(with_base(named_after(document, source)))
        )
    write = chosen.write_ids if with_ids else chosen.write_raw if is_raw else chosen.write
    assert write is not None
    return lambda document, target: write_atomically(target, write(document))
