from __future__ import annotations

from dataclasses import replace

from studio.document.annotations import Marker, MarkerId
from studio.document.clip_edit import ClipEdit
from studio.document.cues import BY_RULE, After, At, Cue, CutIn, Over, With
from studio.document.script_items import CHAPTER, SCENE, Heading, HeadingId
from studio.document.sounds import SoundClip, SoundClipId, SoundLane, SoundLaneId, SoundSource
from studio.document.values import Document, Line, LineId, Script, Speaker, SpeakerId
from studio.takes.recipe import TakeKey
from studio.timeline.cutting import CUT_FADE_FRAMES
from studio.timeline.layout import NOTHING_EARLIER, layout
from studio.timeline.values import Length, Span, Timeline


def _timeline(
    *lines: tuple[str, Cue, int],
    earlier: Timeline = NOTHING_EARLIER,
    settled: int = 0,
    **changes: object,
) -> Timeline:
    """Lines numbered from 0; `changes` are made to the last of them."""
    cast = tuple(Speaker(SpeakerId(name), name, 0) for name in ("A", "B"))
    script = [
        Line(LineId(str(at)), SpeakerId(name), "x", cue=cue)
        for at, (name, cue, _) in enumerate(lines)
    ]
    script[-1] = replace(script[-1], **changes)  # type: ignore[arg-type]
    lengths = {
        LineId(str(at)): Length(frames, TakeKey(str(at)))
        for at, (_, _, frames) in enumerate(lines)
        if frames
    }
    return layout(Document(cast=cast, script=Script(script)), lengths, earlier, settled)


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


def test_a_scene_and_a_paragraph_have_pauses_of_their_own() -> None:
    """The greater beginning counts: chapter and scene, then paragraph, then who speaks."""
    cast = (Speaker(SpeakerId("A"), "A", 0),)

    def gap(*between: Heading, paragraph: bool = False) -> int:
        one = Line(LineId("1"), SpeakerId("A"), "x")
        two = Line(LineId("2"), SpeakerId("A"), "x", starts_paragraph=paragraph)
        document = Document(cast=cast, script=Script([one, *between, two]))
        a, b = layout(document, {one.id: Length(100), two.id: Length(100)}).clips
        return b.start_frame - a.end_frame

    assert gap() == PAUSES.same_speaker_frames
    assert gap(paragraph=True) == PAUSES.paragraph_frames
    for level in (CHAPTER, SCENE):
        assert gap(Heading(HeadingId("h"), "x", level), paragraph=True) == PAUSES.scene_frames
    assert gap(Heading(HeadingId("h"), "x", SCENE + 1)) == PAUSES.paragraph_frames


def test_silence_is_kept_around_a_line() -> None:
    """Silence before a Line adds to its gap, silence after it to that of the next."""
    a, b = _timeline(("A", BY_RULE, 100), ("B", After(10), 50), silence_before_frames=7).clips
    assert b.start_frame == a.end_frame + 17
    cast = (Speaker(SpeakerId("A"), "A", 0),)
    one = Line(LineId("1"), SpeakerId("A"), "x", silence_after_frames=30)
    two = Line(LineId("2"), SpeakerId("A"), "x", cue=After(10))
    document = Document(cast=cast, script=Script([one, two]))
    a, b = layout(document, {one.id: Length(100), two.id: Length(100)}).clips
    assert b.start_frame == a.end_frame + 40


def test_a_muted_line_keeps_its_time_and_interrupts_nobody() -> None:
    """Muting a Line moves nothing, and who it cut off is heard to the end."""
    a, b = _timeline(("A", BY_RULE, 48_000), ("B", CutIn(20_000), 50), is_muted=True).clips
    assert b.is_muted
    assert b.start_frame == a.uncut_end_frame - 20_000
    assert not a.is_cut_off


def test_a_clip_says_what_is_done_to_its_take() -> None:
    """Gain and fades come from the Line; a length without a Take is marked as a guess."""
    edit = ClipEdit(gain_db=-3.0, fade_in_frames=5, fade_out_frames=6)
    (clip,) = _timeline(("A", BY_RULE, 48_000), clip=edit).clips
    assert (clip.gain_db, clip.fade_in_frames, clip.fade_out_frames) == (-3.0, 5, 6)
    assert not clip.is_estimated
    line = Line(LineId("1"), SpeakerId("A"), "x")
    document = Document(cast=(Speaker(SpeakerId("A"), "A", 0),), script=Script([line]))
    assert layout(document, {line.id: Length(100)}).clips[0].is_estimated


def test_what_was_heard_does_not_move() -> None:
    """A Line that was begun stays there while the ones behind it make room."""
    plain = _timeline(("A", BY_RULE, 100), ("B", BY_RULE, 50))
    a, b = _timeline(
        ("A", After(5_000), 300), ("B", BY_RULE, 50), earlier=plain, settled=9_650
    ).clips
    assert a.start_frame == plain.clips[0].start_frame
    assert b.start_frame == a.end_frame + PAUSES.other_speaker_frames


def test_what_was_still_to_come_does_not_slip_into_the_past() -> None:
    """A Take that came out shorter than guessed lets nobody begin before what is heard now."""
    plain = _timeline(("A", BY_RULE, 480_000), ("B", BY_RULE, 50))
    _, b = _timeline(
        ("A", BY_RULE, 1_000), ("B", BY_RULE, 50), earlier=plain, settled=400_000
    ).clips
    assert b.start_frame == 400_000
    a, b = _timeline(("A", BY_RULE, 1_000), ("B", BY_RULE, 50), earlier=plain).clips
    assert b.start_frame == a.end_frame + PAUSES.other_speaker_frames


def test_sounds_and_markers_lie_where_the_document_says() -> None:
    """A sound goes to the end of its file, or as far as it is wanted; one not found is marked."""
    lane = SoundLane(SoundLaneId("m"), "Music")
    here, gone = SoundSource("a.wav", "aa", 1), SoundSource("b.wav", "bb", 1)
    marker = Marker(MarkerId("x"), "Door", 900_000)
    document = Document(
        sound_lanes=(lane,),
        sound_clips=(
            SoundClip(SoundClipId("1"), lane.id, here, 500, trim_start_frames=100),
            SoundClip(SoundClipId("2"), lane.id, here, 500, length_frames=40),
            SoundClip(SoundClipId("3"), lane.id, gone, 700),
        ),
        markers=(marker,),
    )
    timeline = layout(document, {}, sound_lengths={"aa": 1_000})
    whole, part, missing = timeline.sounds
    assert (whole.start_frame, whole.end_frame, whole.start_in_source) == (500, 1_400, 100)
    assert part.end_frame == 540
    assert missing.is_missing
    assert missing.end_frame == 700
    assert timeline.markers == (marker,)
    assert timeline.end_frame == 1_400
    assert len(timeline.heard().sounds) == 2
