"""What `bootstrap.py test` runs once everything is prepared."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import checks
import pytest
from small_checkout import ROOT

RUN_THESE = (
    "import sys; sys.path.insert(0, {folder!r}); import checks; "
    "checks.checks = lambda arguments: {table!r}; sys.exit(checks.main([]))"
)


def _run(table: dict[str, list[str]], **more: str) -> tuple[int, str]:
    program = RUN_THESE.format(folder=str(ROOT / "packaging"), table=table)
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **more},
        input="typed by nobody",
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    return done.returncode, done.stdout


def test_every_check_runs_even_after_one_failed() -> None:
    """The first failure is told at the end, together with what the others said."""
    status, printed = _run({"first": ["no_such_module"], "second": ["platform"]})
    assert status == 1
    last = printed.splitlines()[-1]
    assert "NOT all checks passed" in last
    assert last.endswith("(first FAILED, second passed).")


def test_all_passed() -> None:
    """With nothing wrong the status is 0 and the last line says so."""
    status, printed = _run({"first": ["platform"], "second": ["platform"]})
    assert status == 0
    assert printed.splitlines()[-1].startswith("Dialogue Studio: all checks passed in 0 min")


def test_the_checks_read_no_keyboard_and_write_in_no_home(tmp_path: Path) -> None:
    """A check finds its input at an end and a home that is only its own and gone afterwards."""
    (tmp_path / "probe_for_checks.py").write_text(
        "import os, pathlib, sys\n"
        "assert sys.stdin.read() == ''\n"
        "pathlib.Path.home().joinpath('written').touch()\n"
        "assert 'XDG_CONFIG_HOME' not in os.environ\n"
        "print('home', pathlib.Path.home())\n"
    )
    status, printed = _run(
        {"probe": ["probe_for_checks"]},
        PYTHONPATH=str(tmp_path),
        HOME="/nonexistent",
        XDG_CONFIG_HOME="/nonexistent",
    )
    assert status == 0, printed
    home = next(line.partition(" ")[2] for line in printed.splitlines() if line.startswith("home "))
    assert home != "/nonexistent"
    assert not Path(home).exists()


@pytest.mark.parametrize(("seconds", "words"), [(0.4, "0 min 0 s"), (431.0, "7 min 11 s")])
def test_the_closing_line_tells_the_time(seconds: float, words: str) -> None:
    """Minutes and whole seconds."""
    assert words in checks.summary({"tests": True}, seconds)


def test_formatting_lint_types_and_tests_are_checked() -> None:
    """All four, the tests with the arguments given."""
    table = checks.checks(["-k", "quick"])
    assert [command[0] for command in table.values()] == ["ruff", "ruff", "mypy", "pytest"]
    assert table["tests"][-2:] == ["-k", "quick"]
