"""Whatever a probe does in its child, the doctor comes back with an answer in time."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from studio.commands.doctor import probes
from studio.commands.doctor.check import Check, State

_PRINT = """
import sys
print("a library says hello")
print('{"name": "sound", "state": "fine", "found": "ears", "remedy": null, "facts": {}}')
"""
_SENTENCE = """
import sys
print("ALSA lib: noise", file=sys.stderr)
print("No sound: a cable is loose. Fasten it.", file=sys.stderr)
sys.exit(2)
"""


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], dict[str, Check]]:
    """Asks all probes, with each child running the given code instead."""

    def ask(code: str) -> dict[str, Check]:
        monkeypatch.setattr(probes, "own_program", lambda *_: (sys.executable, "-c", code))
        return {check.name: check for check in probes.ask_all()}

    return ask


def test_the_last_line_is_the_answer(child: Callable[[str], dict[str, Check]]) -> None:
    """What libraries print before it is not taken for the answer."""
    assert child(_PRINT)["sound"] == Check("sound", State.FINE, "ears")


def test_a_sentence_is_the_remedy(child: Callable[[str], dict[str, Check]]) -> None:
    """What the parts themselves say of a trouble is passed on; only the voices are essential."""
    found = child(_SENTENCE)
    assert {check.remedy for check in found.values()} == {"No sound: a cable is loose. Fasten it."}
    broken = [name for name, check in found.items() if check.state is State.BROKEN]
    assert broken == ["voices"]


def test_a_crash_is_told(child: Callable[[str], dict[str, Check]]) -> None:
    """A child that crashes is a finding with a remedy."""
    for check in child("import os; os.abort()").values():
        assert "ended with status" in check.found
        assert check.remedy
        assert check.state is not State.FINE


@pytest.mark.by_the_clock
def test_what_hangs_is_given_up(
    child: Callable[[str], dict[str, Check]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All probes together take no longer than the time limit, and no child is left."""
    monkeypatch.setattr(probes, "TIME_LIMIT_SECONDS", 1.0)
    began = time.monotonic()
    found = child("import threading; threading.Event().wait()")
    assert time.monotonic() - began < 10
    assert all("no answer" in check.found for check in found.values())


def test_a_child_that_hangs_ends_by_itself() -> None:
    """Without a parent to end it, a probe that hangs goes away."""
    code = (
        "import threading; from studio.commands.doctor import probes;"
        "probes._GONE_BY_ITSELF_SECONDS = 0.5;"
        "probes._PROBES['sound'] = probes._Probe(threading.Event().wait, None, '');"
        "probes.answer('sound')"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], timeout=30, check=False)
    assert done.returncode == 1
