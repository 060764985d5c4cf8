"""`check`: what is wrong with a project, or what a script is understood as, without touching it.

Exit status: 0 nothing to report, 1 something was found or not understood, 2 the file cannot be read.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from studio import reading_arguments

if TYPE_CHECKING:
    from studio.project.inspection import Inspected

SUMMARY: str | None = "look whether a project is whole, or how a script is understood"

NOTHING, FINDINGS = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a project or script")
    parser.add_argument("--json", action="store_true", help="print what was found as JSON")
    reading_arguments.add_to(parser)


def run(arguments: argparse.Namespace) -> int:
    from studio.opening import is_project

    if not is_project(arguments.file):
        return _check_script(arguments)
    from studio.project.inspection import inspect

    found = inspect(arguments.file)
    if arguments.json:
        print(json.dumps(_as_json(found), ensure_ascii=False))
    else:
        _print(arguments.file, found)
    return FINDINGS if found.findings or found.is_newer else NOTHING


def _check_script(arguments: argparse.Namespace) -> int:
    from studio.opening import review_file
    from studio.scripts.report import review_as_json, review_rows

    review = review_file(arguments.file, reading_arguments.options_in(arguments))
    if arguments.json:
        print(json.dumps(review_as_json(review), ensure_ascii=False))
    else:
        for row in review_rows(review):
            print(row)
    return FINDINGS if review.doubt or review.reading.not_understood else NOTHING


def _print(path: Path, found: Inspected) -> None:
    from studio.project.checks import in_words

    for message in (*found.notes, *in_words(found.findings, found.document)):
        print(message)
    for line, name, key in _damaged_by_line(found):
        where = f"Line {line} ({name})" if line else "No line"
        print(f"{where}: the take {key[:12]} is damaged.")
    for problem in found.findings.problems:
        print(f"Inside the file: {problem}")
    for sound in found.findings.damaged_sounds:
        print(f"The sound {sound[:12]} is damaged.")
    for version in found.findings.damaged_versions:
        print(f"The version {version} is damaged.")
    lines, takes = len(found.document.lines), len(found.takes)
    verdict = "something is wrong" if found.findings else "all is well"
    if found.is_newer and not found.findings:
        verdict = "nothing is wrong as far as this version can tell"
    print(f"{path}: {lines} lines, {takes} takes, {verdict}.")


def _damaged_by_line(found: Inspected) -> list[tuple[int, str, str]]:
    """(number, speaker, take) for each Line a damaged Take is for; number 0 when it is for none."""
    from studio.project.checks import lines_by_take

    by_take = lines_by_take(found.document, found.findings.recipes)
    numbers = {line.id: number for number, line in enumerate(found.document.lines, start=1)}
    names = {speaker.id: speaker.name for speaker in found.document.cast}
    rows = []
    for key in found.findings.damaged_takes:
        for id in by_take.get(key, ()):
            line = found.document.lines[numbers[id] - 1]
            rows.append((numbers[id], names[line.speaker], str(key)))
        if key not in by_take:
            rows.append((0, "", str(key)))
    return sorted(rows)


def _as_json(found: Inspected) -> dict[str, object]:
    from studio.project.checks import in_words

    findings = found.findings
    return {
        "lines": len(found.document.lines),
        "speakers": len(found.document.cast),
        "takes": len(found.takes),
        "versions": len(found.versions),
        "is_whole": not findings,
        "is_made_by_newer": found.is_newer,
        "damaged_takes": [
            {"line": line or None, "speaker": name or None, "take": key}
            for line, name, key in _damaged_by_line(found)
        ],
        "damaged_sounds": list(findings.damaged_sounds),
        "damaged_versions": list(findings.damaged_versions),
        "problems": list(findings.problems),
        "losses": [
            {"kind": loss.kind, "id": loss.id, "field": loss.field} for loss in findings.losses
        ],
        "messages": [str(each) for each in (*found.notes, *in_words(findings, found.document))],
    }
