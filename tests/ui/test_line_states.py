from __future__ import annotations

from studio.takes.line_state import LineState
from ui.line_states import LOOKS


def test_every_state_has_a_look_of_its_own() -> None:
    """A word and a shape that no other state has, so that nothing is told by colour alone."""
    assert LOOKS.keys() == set(LineState)
    assert len({look.glyph for look in LOOKS.values()}) == len(LOOKS)
    assert len({look.word.english for look in LOOKS.values()}) == len(LOOKS)
