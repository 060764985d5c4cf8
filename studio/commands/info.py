"""`info`: what is in a project, in a few rows."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.project.inspection import Inspected

SUMMARY: str | None = "say what is in a project"

_MEGABYTE = 1_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("project", type=Path, metavar="PROJECT")


def run(arguments: argparse.Namespace) -> int:
    from studio.project.inspection import inspect

    found = inspect(arguments.project)
    rows = [*_document_rows(found), *_file_rows(found)]
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        print(f"{name:{width}}  {value}")
    return 0


def _document_rows(found: Inspected) -> list[tuple[str, str]]:
    document = found.document
    words = sum(len(line.text.split()) for line in document.lines)
    spoken = Counter(line.speaker for line in document.lines)
    rows = [
        ("Title", document.title or "(none)"),
        ("Language", document.language),
        ("Lines", f"{len(document.lines)}, {words} words"),
        ("Headings", str(len(document.headings))),
    ]
    rows += [
        (f"Speaker {number}", f"{speaker.name}, {spoken[speaker.id]} lines")
        for number, speaker in enumerate(document.cast, start=1)
    ]
    return rows


def _file_rows(found: Inspected) -> list[tuple[str, str]]:
    from studio.frames import TAKE_RATE, clock_text

    samples = sum(take.samples_count for take in found.takes)
    seconds = clock_text(samples, TAKE_RATE)
    return [
        ("Takes", f"{len(found.takes)}, {seconds} min"),
        ("Versions", ", ".join(version.name for version in found.versions) or "(none)"),
        ("Cost", _cost(found)),
        ("Size", f"{found.size_bytes / _MEGABYTE:.1f} MB"),
        ("Written by", "a newer version" if found.is_newer else "this version or an older one"),
        ("Whole", "no: `check` tells more" if found.findings else "yes"),
    ]


def _cost(found: Inspected) -> str:
    """What paid requests came to; what the service did not tell is never counted as nothing."""
    told: Counter[str] = Counter()
    untold = 0
    for entry in found.entries:
        if entry.cost is None:
            untold += 1
        else:
            told[entry.currency] += entry.cost
    parts = [f"{cost / 1000:.3f} ct {currency}".strip() for currency, cost in sorted(told.items())]
    if untold:
        parts.append(f"not reported for {untold} requests")
    return ", ".join(parts) or "nothing was paid for"
