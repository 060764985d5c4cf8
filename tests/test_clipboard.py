"""Lines survive the clipboard, whole or as text."""

from __future__ import annotations

from studio import clipboard
from studio.document.cues import CutIn
from studio.document.edits.pasting import paste
from studio.document.ordered import Ordered
from studio.document.values import Delivery, Document, Line, LineId, Speaker, SpeakerId

ANNA, BEN = SpeakerId("anna"), SpeakerId("ben")
ONE, TWO = LineId("one"), LineId("two")
SCENE = Document(
    title="The Lamp",
    cast=(Speaker(ANNA, "ANNA", 0), Speaker(BEN, "BEN", 1)),
    script=Ordered(
        (
            Line(ONE, ANNA, "Is the lamp on?", direction="whispering"),
            Line(TWO, BEN, "It was.", cue=CutIn(24_000), delivery=Delivery(speed=1.1), retake=2),
        )
    ),
)


def test_lines_are_copied_as_anybody_would_write_them() -> None:
    """Other programs get NAME: text."""
    assert clipboard.copied(SCENE, [ONE]).text.strip() == "ANNA: (whispering) Is the lamp on?"


def test_everything_about_a_line_survives() -> None:
    """Pasted into another project, a Line has its Cue, Delivery and retake, and its Speaker comes along."""
    part = clipboard.from_whole(clipboard.copied(SCENE, [TWO]).whole)
    assert part is not None
    pasted = paste(Document(), part, None)
    (line,) = pasted.lines
    assert (line.text, line.cue, line.delivery, line.retake) == (
        "It was.",
        CutIn(24_000),
        Delivery(speed=1.1),
        2,
    )
    assert [speaker.name for speaker in pasted.cast] == ["BEN"]


def test_a_pasted_script_is_recognised() -> None:
    """Two or more speeches are a script; a sentence or a list is text."""
    found = clipboard.from_text("ANNA: Hello.\nBEN: Good evening.\nANNA: Come in.")
    assert found is not None
    assert len(found.lines) == 3
    assert clipboard.from_text("Only a sentence.") is None
    assert clipboard.from_text("milk\nbread\nbutter") is None


def test_what_is_no_copy_of_ours_is_none() -> None:
    """Nonsense in our own format is not taken for lines."""
    part = clipboard.from_whole("\x00\x01")
    assert part is None or not part.lines
