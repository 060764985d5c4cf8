"""`merge`: a script that came back into its project, by line id.

Exit status: 0 merged, or nothing to merge; 1 something is unsure or was not understood and stays as
it is in the project; 2 a file cannot be read or written.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from studio import reading_arguments

if TYPE_CHECKING:
    from studio.document.values import Document
    from studio.scripts.intake import Intake
    from studio.scripts.reading import ReadingOptions

SUMMARY: str | None = "merge a script that came back into its project, by line id"

DONE, UNSURE = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("project", type=Path, metavar="PROJECT", help="the project to merge into")
    parser.add_argument("script", type=Path, metavar="SCRIPT", help="the script that came back")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
    reading_arguments.add_to(parser)


def run(arguments: argparse.Namespace) -> int:
    from studio.scripts.report import merge_rows

    options = reading_arguments.options_in(arguments)
    if arguments.dry_run:
        from studio.project.inspection import inspect

        intake = _intake(inspect(arguments.project).document, arguments.script, options)
    else:
        intake = _merge(arguments.project, arguments.script, options)
    for row in merge_rows(intake.comparison):
        print(row)
    for finding in intake.review.reading.remarks:
        print(f"Worth knowing. {finding}")
    for finding in intake.review.reading.not_understood:
        print(f"Not understood. {finding}", file=sys.stderr)
    return UNSURE if _is_unsure(intake) else DONE


def _intake(current: Document, script: Path, options: ReadingOptions) -> Intake:
    from studio.errors import InputError
    from studio.opening import NO_SPEECHES, intake_file
    from studio.scripts.review import every_name

    intake = intake_file(script, current, options, every_name)
    if intake.review.doubt is not None:
        raise InputError(intake.review.doubt)
    if not intake.comparison.incoming.lines:
        raise InputError(NO_SPEECHES(path=script))
    return intake


def _merge(path: Path, script: Path, options: ReadingOptions) -> Intake:
    """Merge what is sure, as one step; a version of the project as it was is kept by name."""
    from studio.casting import propose
    from studio.opening import remember_columns
    from studio.project.project import Project
    from studio.scripts.merge_base import with_base

    project = Project(path)
    try:
        if project.read_only_because is not None:
            from studio.errors import StorageError

            raise StorageError(project.read_only_because)
        current = project.document.result()
        intake = _intake(current, script, options)
        remember_columns(intake.review)
        document = intake.document
        if with_base(document, {}) != with_base(current, {}):
            project.save_version(f"Before {script.name} was merged", current).result()
        if document != current:
            project.save(propose(document)).result()
    finally:
        trouble = project.close()
    if trouble is not None:
        raise trouble
    return intake


def _is_unsure(intake: Intake) -> bool:
    from studio.scripts.merge import Result

    unsure = intake.comparison.count(Result.UNSURE)
    return bool(unsure or intake.review.reading.not_understood)
