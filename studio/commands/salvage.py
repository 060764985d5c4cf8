"""`salvage`: everything that can still be read of a broken project, in a new one."""

from __future__ import annotations

import argparse
from pathlib import Path

SUMMARY: str | None = "save what can be read of a broken project into a new one"

ALL, SOME = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("project", type=Path, metavar="PROJECT", help="is only read")
    parser.add_argument("new", type=Path, metavar="NEW", help="the project to write")


def run(arguments: argparse.Namespace) -> int:
    from studio.project.salvage import salvage

    saved = salvage(arguments.project, arguments.new)
    for key in saved.lost_takes:
        print(f"The take {key[:12]} is damaged and was left out.")
    for loss in saved.losses:
        what = f"its {loss.field}" if loss.field else "all of it"
        print(f"Of the {loss.kind} {loss.id} was lost: {what}.")
    if saved.carved:
        print(
            f"{saved.carved} entries were found outside the damaged tables; some may be old ones"
            " that were deleted."
        )
    missing = saved.missing_in_words()
    if missing is not None:
        print(missing)
    print(
        f"{arguments.new}: {len(saved.document.lines)} lines, {saved.takes} takes;"
        f" {len(saved.lost_takes)} takes lost."
    )
    return ALL if saved.is_whole else SOME
