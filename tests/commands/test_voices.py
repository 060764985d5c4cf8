"""`voices`: the list a person reads, and the one a program reads."""

from __future__ import annotations

import json

import pytest

from studio.commands import main


def test_all_voices_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Each voice has one line with its number, name, accent and manner."""
    assert main(["voices"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) >= 60
    assert lines[0].startswith("1001  Mara")
    assert all("?" not in line for line in lines)


def test_one_language(capsys: pytest.CaptureFixture[str]) -> None:
    """A language leaves its voices only, also when it is written as systems name it."""
    assert main(["voices", "--language", "de"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) >= 4
    assert all("German" in line for line in lines)
    assert main(["voices", "--language", "DE_at"]) == 0
    assert capsys.readouterr().out.splitlines() == lines


def test_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    """As JSON each voice has what the server tells of it."""
    assert main(["voices", "--language", "fr", "--json"]) == 0
    voices = json.loads(capsys.readouterr().out)
    assert len(voices) >= 4
    assert {voice["supported_languages"][0] for voice in voices} == {"fr"}
    assert all(voice["sample_text"] and voice["handle"] for voice in voices)


def test_a_language_nobody_speaks(capsys: pytest.CaptureFixture[str]) -> None:
    """A language without a voice is one sentence that names those there are."""
    assert main(["voices", "--language", "xx"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "xx" in said.err
    assert "de, el, en" in said.err
