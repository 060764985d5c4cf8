"""From a key to the painted letter, in the whole window with 10,000 Lines, while Takes arrive at full
speed from the local server; as rows and as lanes.

The time is that of the clock: what other threads take from the window's one is in it. Beside it, what
the window's thread itself used.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("DIALOGUE_STUDIO_HOME", tempfile.mkdtemp())
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio.studio import Studio
from studio.takes.line_state import LineState
from ui.bridge import Bridge
from ui.desk import Desk
from ui.look import Look
from ui.main_window import MainWindow
from ui.script.panel import ScriptPanel

LINES, GOAL_P95_MS = 10_000, 16.0
_READY = (LineState.DRAFT, LineState.FINAL, LineState.UNDERSTUDY)
_TYPED = "and then the lamp went on again, as if nothing had happened. "


def measure(short: bool) -> Iterator[dict[str, object]]:
    application = QApplication.instance() or QApplication(["benchmark", "-style", "Fusion"])
    assert isinstance(application, QApplication)
    look, studio, bridge = Look(application, "dark"), Studio(), Bridge()
    window = MainWindow(look)
    window.show()
    desk = Desk(studio, look, bridge, window)
    window.put_desk(desk)
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "long.txt"
        script.write_text("".join(_speeches()), encoding="utf-8")
        studio.show(studio.open(script).result())
        Studio.load()
        studio.start()
        panel = window.findChild(ScriptPanel)
        _until(lambda: _ready(studio) >= 3, 20.0)
        for form in ("rows", "lanes"):
            yield _typed(panel, studio, 40 if short else 400, is_lanes=form == "lanes")
        desk.end()
        bridge.close()
        window.hide()
        studio.close()


def _typed(panel: ScriptPanel, studio: Studio, keys: int, *, is_lanes: bool) -> dict[str, object]:
    panel.show_as_lanes(is_lanes)
    line = studio.document.lines[12].id
    panel.select([line])
    panel.writer.begin(line)
    _pause(0.3)
    before, times, used = _ready(studio), [], []
    for at in range(keys):
        field = QApplication.focusWidget()
        assert field is not None
        begun, began = time.perf_counter(), time.thread_time()
        QTest.keyClick(field, _TYPED[at % len(_TYPED)])
        QApplication.processEvents()
        used.append((time.thread_time() - began) * 1_000)
        times.append((time.perf_counter() - begun) * 1_000)
        _pause(0.02)
    arrived = _ready(studio) - before
    panel.writer.finish()
    return {
        "form": "lanes" if is_lanes else "rows",
        "lines": LINES,
        "keys": keys,
        "takes_arrived": arrived,
        "median_ms": round(statistics.median(times), 2),
        "p95_ms": round(sorted(times)[int(len(times) * 0.95)], 2),
        "worst_ms": round(max(times), 2),
        "cpu_median_ms": round(statistics.median(used), 2),
        "cpu_p95_ms": round(sorted(used)[int(len(used) * 0.95)], 2),
        "goal_p95_ms": GOAL_P95_MS,
    }


def _speeches() -> Iterator[str]:
    names = ("PRYCE", "BRAM", "NETTIE", "HORN")
    for at in range(LINES):
        yield f"{names[at % 4]}: That is speech {at}, and it takes a while to say.\n"


def _ready(studio: Studio) -> int:
    return sum(studio.state_of(line.id) in _READY for line in studio.document.lines[:400])


def _until(is_so: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and not is_so():
        QApplication.processEvents()
        time.sleep(0.01)


def _pause(seconds: float) -> None:
    """Qt does what it likes meanwhile, as it does between two keys."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.002)
