"""A situation to begin gestures in, and what becomes of what they would do."""

from __future__ import annotations

from dataclasses import replace

from studio.document.values import Document
from studio.frames import PROJECT_RATE
from studio.takes.take import TakeOutline
from studio.timeline.clip import Clip
from studio.timeline.layout import layout
from studio.timeline.values import Timeline
from tests.ui.timeline import pieces
from tests.ui.timeline.pieces import line_id
from ui import messages
from ui.timeline.gestures.draft import Draft, Situation

SECOND = PROJECT_RATE
SNAP = SECOND // 10


def situation(document: Document | None = None, **values: object) -> Situation:
    document = document or pieces.scene()
    known = pieces.lengths()
    outlines = {
        length.take: TakeOutline(length.take, length.frames // 2, length.words)
        for length in known.values()
        if length.take is not None
    }
    made = Situation(
        document,
        pieces.timeline(document),
        known,
        reach_frames=SNAP,
        outline_of=outlines.get,
    )
    return replace(made, **values)  # type: ignore[arg-type]


def clip(at: Situation, number: int) -> Clip:
    found = at.timeline.placed.of(line_id(number))
    assert found is not None
    return found


def after(at: Situation, draft: Draft | None) -> tuple[Document, Timeline]:
    assert draft is not None
    document = draft.change(at.document)
    return document, layout(document, draft.lengths, sound_lengths={"hash": 80 * SECOND})


def said(draft: Draft | None) -> str:
    assert draft is not None
    return messages.text(draft.bubble)
