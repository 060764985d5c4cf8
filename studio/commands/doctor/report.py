"""What `doctor` prints: for people, aligned and wrapped, or for programs."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence

from studio.commands.doctor.check import Check, State

_LABELS = {
    "program": "Program",
    "qt": "Window library",
    "sqlite": "Project files",
    "display": "Display",
    "sound": "Sound",
    "voices": "Embedded voices",
    "key-ring": "Key ring",
    "folders": "Folders",
    "disk": "Disk",
}
_SIGNS = {State.FINE: "ok", State.LIMITED: "lacks", State.BROKEN: "FAILS"}
_WIDTH = 96


def works(checks: Sequence[Check]) -> bool:
    """Whether everything essential works."""
    return all(check.state is not State.BROKEN for check in checks)


def as_json(checks: Sequence[Check]) -> str:
    values = {"works": works(checks), "checks": [check.as_values() for check in checks]}
    return json.dumps(values, indent=2)


def as_text(checks: Sequence[Check]) -> str:
    rows = [_row(check) for check in checks]
    broken = [_LABELS[check.name] for check in checks if check.state is State.BROKEN]
    end = f"To be mended: {', '.join(broken)}." if broken else "Everything essential works."
    return "\n".join([*rows, "", end])


def _row(check: Check) -> str:
    start = f"{_SIGNS[check.state]:5}  {_LABELS[check.name]:{max(map(len, _LABELS.values()))}}  "
    indent = " " * len(start)
    lines = [line for part in check.found.split("\n") for line in _wrapped(part, indent, indent)]
    lines[0] = start + lines[0].removeprefix(indent)
    if check.remedy:
        lines += _wrapped(f"→ {check.remedy}", indent, f"{indent}  ")
    return "\n".join(lines)


def _wrapped(text: str, first: str, others: str) -> list[str]:
    # Words stay whole, since a path cut in two leads nowhere.
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )
