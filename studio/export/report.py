"""What an export came to: for people, and as JSON for programs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.export.job import Loudness, Unfinished
from studio.export.measured import Measured
from studio.sentences import Message


@dataclass(frozen=True, slots=True)
class Written:
    """One file that is there now. `line` is the id of the Line it holds; `is_new` False for one that
    was not written because nothing about it had changed."""

    path: Path
    kind: str
    bytes: int
    seconds: float
    line: str = ""
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class LoudnessReport:
    """The Mix before and after; `gain_db` without what the limiter took away."""

    channels: int
    wanted: Loudness
    gain_db: float
    before: Measured
    after: Measured


@dataclass(frozen=True, slots=True)
class Check:
    """One rule that a place of delivery has."""

    rule: Message
    found: str
    is_met: bool


@dataclass(frozen=True, slots=True)
class NotFinished:
    """A Line that is not heard as it should be."""

    number: int
    speaker: str
    became: Unfinished


@dataclass(frozen=True, slots=True)
class Report:
    files: tuple[Written, ...] = ()
    obsolete: tuple[str, ...] = ()
    loudness: tuple[LoudnessReport, ...] = ()
    checks: tuple[Check, ...] = ()
    warnings: tuple[Message, ...] = ()
    unfinished: tuple[NotFinished, ...] = ()
    seconds: float = 0.0

    @property
    def new_files(self) -> tuple[Written, ...]:
        return tuple(file for file in self.files if file.is_new)

    @property
    def bytes(self) -> int:
        return sum(file.bytes for file in self.new_files)

    def as_json(self) -> dict[str, Any]:
        return {
            "seconds": round(self.seconds, 3),
            "files": [
                {
                    "file": str(file.path),
                    "kind": file.kind,
                    "bytes": file.bytes,
                    "seconds": round(file.seconds, 3),
                    "line": file.line,
                    "written": file.is_new,
                }
                for file in self.files
            ],
            "obsolete": list(self.obsolete),
            "loudness": [_loudness_json(each) for each in self.loudness],
            "checks": [
                {"rule": str(check.rule), "found": check.found, "met": check.is_met}
                for check in self.checks
            ],
            "warnings": [str(warning) for warning in self.warnings],
            "unfinished": [
                {"line": each.number, "speaker": each.speaker, "became": each.became.value}
                for each in self.unfinished
            ],
        }


def _loudness_json(report: LoudnessReport) -> dict[str, Any]:
    channels = report.channels
    return {
        "channels": channels,
        "target": report.wanted.target_for(channels),
        "measure": report.wanted.measure.value,
        "ceiling_db": report.wanted.ceiling_db,
        "gain_db": _number(report.gain_db),
        "before": _measured_json(report.before),
        "after": _measured_json(report.after),
    }


def _measured_json(measured: Measured) -> dict[str, float | None]:
    return {
        "lufs": _number(measured.lufs),
        "true_peak_db": _number(measured.true_peak_db),
        "rms_db": _number(measured.rms_db),
        "floor_db": _number(measured.floor_db),
    }


def _number(value: float) -> float | None:
    """JSON knows no endless silence."""
    return round(value, 2) if math.isfinite(value) else None
