"""Markers and regions, listening notes, and what is thought of Takes."""

from __future__ import annotations

from dataclasses import replace

from studio.document.annotations import ListeningNote, Marker, MarkerId, NoteId, TakeMark
from studio.document.edits.grasp import EditError, line_of
from studio.document.edits.ranges import refuse_out_of_range
from studio.document.values import Document, LineId
from studio.sentences import sentence

_gone = sentence("edit.remark-gone", "That is no longer there. Choose another and try again.")
_backwards = sentence(
    "edit.region-backwards", "A region cannot end before it starts. Choose a later end."
)
_no_rating = sentence(
    "edit.no-rating", "A take is rated with 1 to 5, or 0 for no rating, not with {rating}."
)


def put_marker(document: Document, marker: Marker) -> Document:
    """Add the marker or region, or change the one of its id; they stay in the order of time."""
    refuse_out_of_range(marker)
    if (marker.end_frame or marker.start_frame) < marker.start_frame:
        raise EditError(_backwards())
    others = tuple(it for it in document.markers if it.id != marker.id)
    markers = tuple(sorted((*others, marker), key=lambda it: (it.start_frame, it.id)))
    return document if markers == document.markers else replace(document, markers=markers)


def remove_marker(document: Document, marker: MarkerId) -> Document:
    markers = tuple(it for it in document.markers if it.id != marker)
    if len(markers) == len(document.markers):
        raise EditError(_gone())
    return replace(document, markers=markers)


def put_note(document: Document, note: ListeningNote) -> Document:
    """Add the note, or change the one of its id."""
    line_of(document, LineId(note.line))
    refuse_out_of_range(note)
    if note in document.listening_notes:
        return document
    known = any(it.id == note.id for it in document.listening_notes)
    notes = tuple(note if it.id == note.id else it for it in document.listening_notes)
    return replace(document, listening_notes=notes if known else (*notes, note))


def remove_note(document: Document, note: NoteId) -> Document:
    notes = tuple(it for it in document.listening_notes if it.id != note)
    if len(notes) == len(document.listening_notes):
        raise EditError(_gone())
    return replace(document, listening_notes=notes)


def mark_take(document: Document, mark: TakeMark) -> Document:
    """Rate, remark or discard a Take; a mark that says nothing is taken away."""
    if not 0 <= mark.rating <= 5:
        raise EditError(_no_rating(rating=mark.rating))
    marks, old = document.take_marks, document.take_marks.get(mark.id)
    if mark == TakeMark(mark.id):
        return document if old is None else replace(document, take_marks=marks.without({mark.id}))
    if old == mark:
        return document
    if old is None:
        return replace(document, take_marks=marks.spliced(len(marks), len(marks), (mark,)))
    return replace(document, take_marks=marks.replaced({mark.id: mark}))
