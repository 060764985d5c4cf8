"""`merge`: a script that came back into its project, by line id.

Exit status: 0 merged, or nothing to merge; 1 something is unsure or was not understood and stays as
it is in the project; 2 a file cannot be read or written.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.document.values import Document
    from studio.scripts.merge import Comparison
    from studio.scripts.review import Review

SUMMARY: str | None = "merge a script that came back into its project, by line id"

DONE, UNSURE = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("project", type=Path, metavar="PROJECT", help="the project to merge into")
    parser.add_argument("script", type=Path, metavar="SCRIPT", help="the script that came back")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done")


def run(arguments: argparse.Namespace) -> int:
    from studio.opening import review_file
    from studio.scripts.report import merge_rows

    review = review_file(arguments.script)
    if arguments.dry_run:
        from studio.project.inspection import inspect

        comparison = _comparison(inspect(arguments.project).document, review)
    else:
        comparison = _merge(arguments.project, arguments.script.name, review)
    for row in merge_rows(comparison):
        print(row)
    for finding in review.reading.not_understood:
        print(f"Not understood. {finding}", file=sys.stderr)
    return UNSURE if _is_unsure(comparison) or review.reading.not_understood else DONE


def _comparison(current: Document, review: Review) -> Comparison:
    from studio.scripts.merge import compare
    from studio.scripts.review import accept, every_name

    incoming = accept(review, every_name(review))
    return compare(current, incoming, review.reading.says)


def _merge(path: Path, script: str, review: Review) -> Comparison:
    """Merge what is sure, as one step; a version of the project as it was is kept by name."""
    from studio.project.project import Project
    from studio.scripts.merge import merged

    project = Project(path)
    try:
        if project.read_only_because is not None:
            from studio.errors import StorageError

            raise StorageError(project.read_only_because)
        current = project.document.result()
        comparison = _comparison(current, review)
        document = merged(comparison, comparison.ticked)
        if document != current:
            project.save_version(f"Before {script} was merged", current).result()
            project.save(document).result()
    finally:
        trouble = project.close()
    if trouble is not None:
        raise trouble
    return comparison


def _is_unsure(comparison: Comparison) -> bool:
    from studio.scripts.merge import Result

    return bool(comparison.count(Result.UNSURE))
