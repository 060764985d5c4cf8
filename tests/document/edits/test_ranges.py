from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from studio.document.annotations import ListeningNote, Marker, MarkerId, NoteId, NoteKind
from studio.document.clip_edit import AtSample, ClipEdit, PinnedTake, TakeKey
from studio.document.cues import After, At, CutIn, Over
from studio.document.edits import casting, lines, remarks, script, whole
from studio.document.edits.grasp import EditError
from studio.document.edits.ranges import LONGEST_FRAMES, MOST_DB
from studio.document.lanes import LaneSettings
from studio.document.script_items import Heading, HeadingId
from studio.document.values import Delivery, Document, LineId, LoudnessTarget, PauseRules
from studio.project.document_codec import Loss
from studio.project.plain_document import from_plain, to_plain
from tests.document.made import scene

SCENE = script.insert(scene(("A", "One."), ("B", "Two.")), [Heading(HeadingId("h"), "Scene")], None)
ONE = LineId("1")
SPEAKER = SCENE.cast[0].id
DB = MOST_DB


@pytest.mark.parametrize(
    "edit",
    [
        lambda it: lines.set_cue(it, [ONE], CutIn(-1)),
        lambda it: lines.set_cue(it, [ONE], Over(LONGEST_FRAMES + 1)),
        lambda it: lines.set_cue(it, [ONE], After(-1)),
        lambda it: lines.set_delivery(it, [ONE], Delivery(speed=float("nan"))),
        lambda it: lines.set_delivery(it, [ONE], Delivery(style=float("inf"))),
        lambda it: lines.set_clip(it, [ONE], ClipEdit(AtSample(-1))),
        lambda it: lines.set_clip(it, [ONE], ClipEdit(gain_db=DB + 1)),
        lambda it: lines.pin_take(it, ONE, PinnedTake(TakeKey("k"), -1)),
        lambda it: lines.set_target(it, [ONE], LONGEST_FRAMES + 1),
        lambda it: casting.set_lane(it, SPEAKER, LaneSettings(pan=1.01)),
        lambda it: casting.set_speaker_delivery(it, SPEAKER, Delivery(speed=float("nan"))),
        lambda it: casting.add_speaker(it, replace(casting.new_speaker(it, "C"), colour=-1)),
        lambda it: whole.set_pauses(it, PauseRules(scene_frames=LONGEST_FRAMES + 1)),
        lambda it: whole.set_loudness(it, LoudnessTarget(lufs=float("-inf"))),
        lambda it: whole.set_project_delivery(it, Delivery(variation=float("nan"))),
        lambda it: remarks.put_marker(it, Marker(MarkerId("m"), "M", 0, LONGEST_FRAMES + 1)),
        lambda it: remarks.put_note(it, ListeningNote(NoteId("n"), ONE, NoteKind.AGAIN, -1)),
        lambda it: script.set_heading(it, HeadingId("h"), "Scene", 21, ""),
        lambda it: script.insert(it, [replace(it.lines[0], id=LineId("x"), retake=-1)], None),
    ],
)
def test_a_number_that_no_file_gives_back_is_refused(edit: Callable[[Document], Document]) -> None:
    """Before it is in the Document: not when the project is opened the next time."""
    with pytest.raises(EditError):
        edit(SCENE)


def test_the_greatest_that_is_allowed_is_given_back() -> None:
    """The limits of edits are those of files."""
    document = lines.set_cue(SCENE, [ONE], At(LONGEST_FRAMES))
    document = lines.set_clip(document, [ONE], ClipEdit(AtSample(0), AtSample(LONGEST_FRAMES), DB))
    document = casting.set_lane(document, SPEAKER, LaneSettings(-DB, -1.0))
    document = script.set_heading(document, HeadingId("h"), "Scene", 20, "")
    document = whole.set_loudness(document, LoudnessTarget(-DB, DB))
    losses: list[Loss] = []
    assert from_plain(to_plain(document), losses) == document
    assert losses == []
