from __future__ import annotations

from studio.document.cues import BY_RULE, After, At, Cue, CutIn, Over, With
from studio.document.values import Document, Line, LineId, Script, Speaker, SpeakerId
from studio.takes.recipe import TakeKey
from studio.timeline.layout import CUT_FADE_FRAMES, layout
from studio.timeline.values import Length, Span, Timeline


def _timeline(*lines: tuple[str, Cue, int], kept: dict[LineId, int] | None = None) -> Timeline:
    cast = tuple(Speaker(SpeakerId(name), name, 0) for name in ("A", "B"))
    document = Document(
        cast=cast,
        script=Script(
            Line(LineId(str(at)), SpeakerId(name), "x", cue=cue)
            for at, (name, cue, _) in enumerate(lines)
        ),
    )
    lengths = {
        LineId(str(at)): Length(frames, TakeKey(str(at)))
        for at, (_, _, frames) in enumerate(lines)
        if frames
    }
    return layout(document, lengths, kept)


PAUSES = Document().pauses


def test_lines_follow_by_the_pause_rules() -> None:
    """Another Speaker comes in sooner than the same one goes on."""
    a, b, c = _timeline(("A", BY_RULE, 100), ("B", BY_RULE, 50), ("B", BY_RULE, 50)).clips
    assert a.start_frame == PAUSES.lead_in_frames
    assert b.start_frame == a.end_frame + PAUSES.other_speaker_frames
    assert c.start_frame == b.end_frame + PAUSES.same_speaker_frames


def test_a_written_gap_replaces_the_rule() -> None:
    """`+0` means at once."""
    a, b = _timeline(("A", BY_RULE, 100), ("B", After(0), 50)).clips
    assert b.start_frame == a.end_frame


def test_a_cut_in_ends_the_earlier_line() -> None:
    """The incoming Line starts exactly where meant; the earlier one fades out there."""
    a, b = _timeline(("A", BY_RULE, 48_000), ("B", CutIn(20_000), 50)).clips
    assert b.start_frame == a.uncut_end_frame - 20_000
    assert a.end_frame == b.start_frame + CUT_FADE_FRAMES
    assert a.fade_out_frames == CUT_FADE_FRAMES


def test_the_line_after_a_cut_in_waits_for_what_is_heard() -> None:
    """What was cut off no longer holds anybody back."""
    _, b, c = _timeline(
        ("A", BY_RULE, 48_000), ("B", CutIn(40_000), 5_000), ("A", After(0), 50)
    ).clips
    assert c.start_frame == b.end_frame


def test_talking_over_lets_both_go_on() -> None:
    """The earlier Line is ducked while the other speaks, and nobody is cut."""
    a, b = _timeline(("A", BY_RULE, 48_000), ("B", Over(20_000), 5_000)).clips
    assert a.end_frame == a.uncut_end_frame
    assert a.ducks == (Span(b.start_frame, b.end_frame),)


def test_the_line_after_talking_over_waits_for_both() -> None:
    """`After` never begins while an earlier Line still sounds."""
    a, _, c = _timeline(
        ("A", BY_RULE, 48_000), ("B", Over(20_000), 5_000), ("B", After(0), 50)
    ).clips
    assert c.start_frame == a.end_frame


def test_together_means_the_same_frame() -> None:
    """`^=` starts with the earlier Line."""
    a, b = _timeline(("A", BY_RULE, 100), ("B", With(), 50)).clips
    assert b.start_frame == a.start_frame


def test_an_overlap_longer_than_the_earlier_line_starts_with_it() -> None:
    """A Line is never pushed before the one it answers."""
    a, b = _timeline(("A", BY_RULE, 100), ("B", CutIn(5_000), 50)).clips
    assert b.start_frame == a.start_frame


def test_a_pinned_line_stays_at_its_time() -> None:
    """`At` counts from the start of the Timeline."""
    _, b = _timeline(("A", BY_RULE, 100), ("B", At(480_000), 50)).clips
    assert b.start_frame == 480_000


def test_cues_look_past_silent_lines() -> None:
    """A Line that says nothing takes no time and is nobody's neighbour."""
    a, b = _timeline(("A", BY_RULE, 48_000), ("B", BY_RULE, 0), ("B", CutIn(100), 50)).clips
    assert b.start_frame == a.uncut_end_frame - 100


def test_what_was_heard_does_not_move() -> None:
    """A Line kept at its place stays there while the ones behind it make room."""
    plain = _timeline(("A", BY_RULE, 100), ("B", BY_RULE, 50))
    a, b = _timeline(
        ("A", BY_RULE, 300), ("B", BY_RULE, 50), kept={LineId("0"): plain.clips[0].start_frame}
    ).clips
    assert a.start_frame == plain.clips[0].start_frame
    assert b.start_frame == a.end_frame + PAUSES.other_speaker_frames
