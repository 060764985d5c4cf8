"""What the file dialog offers to open."""

from __future__ import annotations

import re

from studio.scripts.formats import FORMATS, format_for_ending
from ui import messages
from ui.script_filters import script_filters


def test_every_format_can_be_chosen() -> None:
    """All scripts come first, every file last, and between them each format with its endings."""
    every, *each, last = script_filters()
    assert every.startswith("All scripts (*.txt *.fountain ")
    assert "Fountain (*.fountain)" in each
    assert last == "All files (*)"
    offered = set(re.findall(r"\*(\.\S+?)[ )]", every))
    assert offered == {ending for format in FORMATS for ending in format.endings}
    assert all(format_for_ending(f"scene{ending}") for ending in offered)
    assert len(each) == sum(bool(format.endings) for format in FORMATS)


def test_the_formats_are_named_in_the_language_in_use() -> None:
    """What is no proper name is translated."""
    messages.use("de")
    assert script_filters()[0].startswith("Alle Skripte (")
    assert "Tabellenkalkulation (*.xlsx)" in script_filters()
