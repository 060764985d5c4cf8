"""What README.md promises is there."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from small_checkout import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_two_commands_come_first() -> None:
    """The first commands a reader meets are `run` and `test`, spelt as they work."""
    commands = re.findall(r"^    (.+?)(?:\s+#.*)?$", README, re.M)
    assert commands[:2] == [f"python3 packaging/bootstrap.py {word}" for word in ("run", "test")]


def test_it_names_every_command_and_no_other() -> None:
    """The commands of `--help` are the commands of the README."""
    asked = [sys.executable, "-P", "-m", "studio", "--help"]
    shown = subprocess.check_output(asked, text=True, cwd=ROOT)
    listed = shown.partition("commands:\n")[2].partition("\n\n")[0]
    verbs = re.findall(r"^  ([a-z][\w-]*)  ", listed, re.M)
    named = re.findall(r"^    dialogue-studio ([a-z][\w-]*)", README, re.M)
    assert sorted(named) == sorted(verbs) != []


def test_the_description_of_the_project_is_three_sentences() -> None:
    """Title, then what it is, in three sentences."""
    paragraph = README.split("\n\n")[1].replace("\n", " ")
    assert len(re.findall(r"[.!?](?:\s|$)", paragraph)) == 3


@pytest.mark.parametrize("path", sorted(set(re.findall(r"packaging/[\w./-]+\w|LICENSE", README))))
def test_files_it_names_exist(path: str) -> None:
    """A path of the project in the README leads somewhere."""
    assert (ROOT / path).exists()
