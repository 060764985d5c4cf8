"""What `render` says while it works and at its end: a bar on a terminal, plain rows elsewhere."""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from studio.document.values import Document
from studio.export.job import Unfinished
from studio.export.progress import Progress
from studio.export.report import LoudnessReport, Report
from studio.frames import PROJECT_RATE, clock_text
from studio.redaction import redact
from studio.rendering import Rendered

_BAR = 24
_SECONDS_BETWEEN = 0.1
_MOST_ROWS = 20
_MEGABYTE = 1_000_000

_BECAME = {
    Unfinished.DRAFT: "the draft voice stands in",
    Unfinished.SILENCE: "silent",
    Unfinished.LEAVE_OUT: "left out",
}


class Bar:
    """One bar that fills on a terminal; elsewhere a row per tenth of each step."""

    def __init__(self, is_wanted: bool) -> None:
        self._is_wanted = is_wanted
        self._is_terminal = sys.stderr.isatty()
        self._told_at = 0.0
        self._told: tuple[str, int] | None = None
        self._is_open = False

    def __call__(self, progress: Progress) -> None:
        if not self._is_wanted:
            return
        part = 1.0 if progress.whole <= 0 else progress.done / progress.whole
        if not self._is_terminal:
            self._row(progress, part)
            return
        now = time.monotonic()
        if now - self._told_at < _SECONDS_BETWEEN and part < 1:
            return
        self._told_at = now
        full = round(part * _BAR)
        left = ""
        if progress.seconds_left is not None and part < 1:
            left = f"  {clock_text(round(progress.seconds_left * PROJECT_RATE))[:-2]} left"
        words = str(progress.doing)[:40]
        bar = "█" * full + "·" * (_BAR - full)
        print(f"\r\x1b[K{bar} {part:4.0%}  {words}{left}", end="", file=sys.stderr, flush=True)
        self._is_open = True

    def close(self) -> None:
        if self._is_open:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._is_open = False

    def _row(self, progress: Progress, part: float) -> None:
        told = (progress.doing.sentence.id, int(part * 10))
        if told != self._told:
            self._told = told
            print(f"{progress.doing}: {told[1] * 10} %", file=sys.stderr, flush=True)


def tell_findings(document: Document, rendered: Rendered, unread: Sequence[Any]) -> bool:
    """What is not as it should be, on standard error; whether there was anything."""
    for row in unread:
        print(f"Row {row.row} was not understood and is not spoken: {row.text}", file=sys.stderr)
    became = {each.number: _BECAME[each.became] for each in rendered.report.unfinished}
    told = 0
    for number, line in enumerate(document.lines, start=1):
        why = rendered.unspoken.get(line.id)
        if number not in became and why is None:
            continue
        told += 1
        if told <= _MOST_ROWS:
            name = document.speaker(line.speaker).name
            reason = redact(str(why)) if why is not None else ""
            heard = f" ({became[number]})" if number in became else ""
            print(
                f"Line {number} ({name}) was not spoken{heard}. {reason}".rstrip(), file=sys.stderr
            )
    if told > _MOST_ROWS:
        print(f"… and {told - _MOST_ROWS} more lines.", file=sys.stderr)
    for warning in rendered.report.warnings:
        print(str(warning), file=sys.stderr)
    for check in rendered.report.checks:
        if not check.is_met:
            print(f"Not met: {check.rule} (found: {check.found}).", file=sys.stderr)
    unmet = any(not check.is_met for check in rendered.report.checks)
    return bool(unread) or told > 0 or bool(rendered.report.warnings) or unmet


def tell_report(document: Document, report: Report) -> None:
    lines, speakers = len(document.lines), len(document.cast)
    length = clock_text(round(report.seconds * PROJECT_RATE))
    facts = (
        f"{length} long, {lines} {'line' if lines == 1 else 'lines'}, "
        f"{speakers} {'speaker' if speakers == 1 else 'speakers'}"
    )
    new = report.new_files
    kinds: dict[str, list[Path]] = {}
    for file in new:
        kinds.setdefault(file.kind, []).append(file.path)
    for kind, paths in kinds.items():
        if kind == "mix":
            for path in paths:
                print(f"{path.absolute()}: {facts}.")
        elif kind in ("line", "stem"):
            folder = paths[0].absolute().parent
            print(f"{folder}: {len(paths)} {kind if len(paths) == 1 else kind + 's'}.")
        else:
            for path in paths:
                print(f"{path.absolute()}: {kind}.")
    for loudness in report.loudness:
        print(_loudness(loudness))
    if report.checks:
        met = sum(check.is_met for check in report.checks)
        print(f"Audiobook rules: {met} of {len(report.checks)} met.")
    unchanged = len(report.files) - len(new)
    if unchanged:
        print(f"{unchanged} {'file' if unchanged == 1 else 'files'} unchanged since the last time.")
    if report.obsolete:
        print(f"No longer needed: {', '.join(report.obsolete[:5])}{_more(report.obsolete)}.")
    files = f"{len(new)} {'file' if len(new) == 1 else 'files'}"
    print(f"{files} written, {report.bytes / _MEGABYTE:.1f} MB. ({facts})")


def report_json(
    source: Path, document: Document, rendered: Rendered, unread: Sequence[Any]
) -> dict[str, Any]:
    numbers = {line.id: number for number, line in enumerate(document.lines, start=1)}
    return {
        "source": str(source),
        "title": document.title,
        "lines": len(document.lines),
        "speakers": len(document.cast),
        **rendered.report.as_json(),
        "unspoken": [
            {"line": numbers[id], "reason": redact(str(why))}
            for id, why in rendered.unspoken.items()
        ],
        "not_understood": [{"row": row.row, "text": row.text} for row in unread],
    }


def print_json(results: Sequence[dict[str, Any]]) -> None:
    print(
        json.dumps(results[0] if len(results) == 1 else list(results), ensure_ascii=False, indent=2)
    )


def _loudness(report: LoudnessReport) -> str:
    before, after = report.before, report.after
    unit = report.wanted.measure.value
    found = (before.lufs, after.lufs) if unit == "LUFS" else (before.rms_db, after.rms_db)
    target = report.wanted.target_for(report.channels)
    wanted = f" (target {target:g})" if target is not None else ""
    return (
        f"Loudness: {_number(found[0])} {unit} before, {_number(found[1])} {unit} after{wanted}, "
        f"gain {report.gain_db:+.1f} dB, true peak {_number(after.true_peak_db)} dB."
    )


def _number(value: float) -> str:
    return f"{value:.1f}" if math.isfinite(value) else "-∞"


def _more(names: Sequence[str]) -> str:
    return f" and {len(names) - 5} more" if len(names) > 5 else ""
