"""The console script: what opens the window, what is a command, what is said when neither works."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ui import __main__ as program


def _run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [sys.executable, "-m", "ui", *words],
        env=kept | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("words", [(), ("SCRIPT",)])
def test_nothing_or_a_file_opens_the_window(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without words, or with the name of a file that is there, the window is asked for."""
    script = tmp_path / "render"  # named like a command, but with a folder before it
    script.write_text("ANNA: Yes.")
    opened: list[Path | None] = []
    monkeypatch.setattr(program, "_open_window", lambda file: opened.append(file) or 0)
    assert program.main([word.replace("SCRIPT", str(script)) for word in words]) == 0
    assert opened == ([script] if words else [None])


def test_a_command_does_without_qt() -> None:
    """A verb is done in a process that never loads Qt."""
    told = (
        "import sys; from ui.__main__ import main; status = main(['--version']);"
        "assert not any(name.startswith(('PySide6', 'qasync')) for name in sys.modules);"
        "sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Dialogue Studio ")


def test_what_is_neither_is_a_usage_error() -> None:
    """A word that is no command and no file ends with status 64 and one sentence."""
    done = _run("no-such-thing")
    assert done.returncode == 64
    assert "no-such-thing" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays are a matter of Linux")
@pytest.mark.parametrize("display", [None, ":96.0", "nonsense"])
def test_without_a_display_it_says_so(display: str | None) -> None:
    """Where no window can open, one sentence says why and what else works; Qt does not abort, also
    when a variable names a display that nobody serves."""
    done = _run(**({} if display is None else {"DISPLAY": display}))
    assert done.returncode == 2
    assert done.stderr.startswith("The window cannot open: there is no display.")
    assert len(done.stderr.splitlines()) == 1


def test_a_missing_library_is_named() -> None:
    """When Qt cannot be loaded, the sentence keeps the loader's words."""
    told = (
        "import sys; sys.modules['PySide6.QtCore'] = None;"
        "from ui.__main__ import main; sys.exit(main([]))"
    )
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", told],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "PySide6.QtCore" in done.stderr
    assert "doctor" in done.stderr
