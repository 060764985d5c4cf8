"""The window's first paint against that of a bare PySide6 window, in alternating pairs.

The time runs from before the process is started until the first paint is done. The goal is at most
1.3 times the bare window. Also said: when the rows of the sample scene are painted, without a goal.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.screen import Screen, open_screen

GOAL_RATIO = 1.3

_BARE = """
import os, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, painted)

def painted():
    print(time.monotonic(), flush=True)
    os._exit(0)

application = QApplication([])
window = Window()
window.resize(1440, 900)
window.show()
application.exec()
"""

_OURS = """
import os, time
from ui import __main__

def painted():
    print(time.monotonic(), flush=True)
    os._exit(0)

__main__._log = painted  # the first thing asked for after the first paint
__main__.main([])
"""

_ROWS = """
import contextlib, os, time
from ui import __main__

def painted():
    from PySide6.QtCore import QTimer
    from ui.script import script_view
    paint = script_view.paint_row
    def paint_and_say(*arguments, **more):
        paint(*arguments, **more)
        QTimer.singleShot(0, rows_painted)
    script_view.paint_row = paint_and_say
    return contextlib.nullcontext()

def rows_painted():
    print(time.monotonic(), flush=True)
    os._exit(0)

__main__._log = painted
__main__.main([])
"""


def measure(short: bool) -> Iterator[dict[str, object]]:
    rounds = 9 if short else 25
    with open_screen() as screen, tempfile.TemporaryDirectory() as folder:
        environment = environment_on(screen, Path(folder))
        kinds = {"bare": _BARE, "window": _OURS, "rows": _ROWS}
        times: dict[str, list[float]] = {kind: [] for kind in kinds}
        for round_number in range(rounds + 1):
            for kind, program in kinds.items():
                taken = _milliseconds(program, environment)
                if round_number:  # the first writes byte code
                    times[kind].append(taken)
    medians = {kind: statistics.median(each) for kind, each in times.items()}
    yield {
        "rounds": rounds,
        **{f"{kind}_ms": round(median, 1) for kind, median in medians.items()},
        "ratio": round(medians["window"] / medians["bare"], 3),
        "ratio_of_pairs": round(_median_of_pairs(times), 3),
        "goal": GOAL_RATIO,
    }


def _median_of_pairs(times: dict[str, list[float]]) -> float:
    pairs = zip(times["window"], times["bare"], strict=True)
    return statistics.median(ours / bare for ours, bare in pairs)


def _milliseconds(program: str, environment: dict[str, str]) -> float:
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return (float(done.stdout) - begun) * 1000


def environment_on(screen: Screen, folder: Path) -> dict[str, str]:
    """Byte code is kept, as for every user; settings and logs stay out of this user's."""
    kept = {
        name: value
        for name, value in screen.environment().items()
        if name not in ("PYTHONDONTWRITEBYTECODE", "DIALOGUE_STUDIO_LOG_LEVEL")
    }
    return kept | {
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        "DIALOGUE_STUDIO_HOME": str(folder / "home"),
    }
