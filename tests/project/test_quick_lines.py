from __future__ import annotations

from dataclasses import FrozenInstanceError, fields

import pytest

from studio.document.values import Line, LineId, SpeakerId
from studio.project.quick_lines import quick_line


def test_a_line_made_quickly_is_a_line_like_any_other() -> None:
    """Of the same class, equal, with the same hash, and closed."""
    values = (LineId("l"), SpeakerId("s"), "Words.", "softly")
    slow, quick = Line(*values), quick_line(*values)
    assert type(quick) is Line
    assert quick == slow
    assert hash(quick) == hash(slow)
    assert all(getattr(quick, field.name) == getattr(slow, field.name) for field in fields(Line))
    with pytest.raises(FrozenInstanceError):
        quick.text = "Others."  # type: ignore[misc]
