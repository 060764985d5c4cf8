from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from studio.document.annotations import ListeningNote, NoteId, NoteKind
from studio.document.clip_edit import AtSample, AtWord, ClipEdit, PinnedTake, TakeKey
from studio.document.cues import BY_RULE, After, CutIn
from studio.document.dictionary import DictionaryEntry, EntryId
from studio.document.edits import remarks, script, splitting
from studio.document.edits.grasp import EditError
from studio.document.edits.splitting import HeardTake
from studio.document.script_items import Heading, HeadingId
from studio.document.values import Document, Line, LineId, LineStatus, Script
from studio.document.words import WordPlace
from studio.takes.recipe import draft_recipe
from tests.document.made import scene, with_line

TEXT = "I was out. Zoë's fault, really --"
SCENE = scene(("A", "Where?"), ("B", TEXT), ("A", "Out!"))
KEY = TakeKey("k")


@dataclass(frozen=True)
class Word:
    text: str
    start_sample: int
    end_sample: int


HEARD = HeardTake(
    KEY,
    [
        Word("I", 0, 90),
        Word("was", 100, 190),
        Word("out.", 200, 290),
        Word("Zoë's", 310, 390),
        Word("fault,", 400, 490),
        Word("really", 500, 590),
    ],
)


def _halves(document: Document) -> tuple[Line, Line]:
    return document.lines[1], document.lines[2]


def test_a_line_splits_at_a_character() -> None:
    """Spaces around the place vanish; the second half is new and follows by rule."""
    left, right = _halves(splitting.split(SCENE, LineId("2"), 10))
    assert (left.text, right.text) == ("I was out.", "Zoë's fault, really --")
    assert (left.may_be_cut, right.may_be_cut) == (False, True)
    assert left.id == "2"
    assert right.speaker == left.speaker
    assert right.cue == BY_RULE
    assert left.pinned is right.pinned is None


def test_both_halves_go_on_playing_their_part_of_the_take() -> None:
    """The border lies between the words, and no pause comes in."""
    left, right = _halves(splitting.split(SCENE, LineId("2"), 10, HEARD))
    assert left.pinned == PinnedTake(KEY, 0, 300)
    assert right.pinned == PinnedTake(KEY, 300, None)
    assert right.cue == After(gap_frames=0)


def test_a_half_is_split_again_within_its_part() -> None:
    """Only the words of that part count."""
    once = splitting.split(SCENE, LineId("2"), 10, HEARD)
    twice = splitting.split(once, once.lines[2].id, len("Zoë's fault,"), HEARD)
    assert [line.pinned for line in twice.lines[1:4]] == [
        PinnedTake(KEY, 0, 300),
        PinnedTake(KEY, 300, 495),
        PinnedTake(KEY, 495, None),
    ]


@pytest.mark.parametrize("at", [3, 8])
def test_a_place_within_a_word_leaves_no_half_its_words(at: int) -> None:
    """Then both are to be spoken anew."""
    left, right = _halves(splitting.split(SCENE, LineId("2"), at, HEARD))
    assert left.pinned is right.pinned is None


def test_a_take_of_other_words_is_not_cut_up() -> None:
    """A Take from before an edit says something else."""
    changed = with_line(SCENE, "2", text="I was in. Zoë's fault, really")
    left, right = _halves(splitting.split(changed, LineId("2"), 9, HEARD))
    assert left.pinned is right.pinned is None


def test_what_belongs_to_an_edge_stays_at_that_edge() -> None:
    """Trims, fades, silences, and a target shared by length."""
    edited = with_line(
        SCENE,
        "2",
        clip=ClipEdit(AtWord(WordPlace(1, "was")), AtWord(WordPlace(4, "fault")), -2.0, 7, 9),
        silence_before_frames=11,
        silence_after_frames=13,
        target_frames=1000,
        external_id="x",
        status=LineStatus.APPROVED,
    )
    left, right = _halves(splitting.split(edited, LineId("2"), 10))
    assert left.clip == ClipEdit(AtWord(WordPlace(1, "was")), None, -2.0, 7, 0)
    assert right.clip == ClipEdit(None, AtWord(WordPlace(1, "fault")), -2.0, 0, 9)
    assert (left.silence_before_frames, left.silence_after_frames) == (11, 0)
    assert (right.silence_before_frames, right.silence_after_frames) == (0, 13)
    assert (left.target_frames or 0) + (right.target_frames or 0) == 1000
    assert (left.external_id, right.external_id) == ("x", "")
    assert left.status is right.status is LineStatus.NEEDS_RETAKE


def test_a_split_that_cannot_be_is_refused() -> None:
    """At an edge, in a Line spoken otherwise than written, in a locked one."""
    for at in (0, len(TEXT), 400):
        with pytest.raises(EditError, match="Line 2 cannot be split there"):
            splitting.split(SCENE, LineId("2"), at)
    with pytest.raises(EditError, match="spoken otherwise"):
        splitting.split(with_line(SCENE, "2", spoken="Hm."), LineId("2"), 5)
    with pytest.raises(EditError, match="locked"):
        splitting.split(with_line(SCENE, "2", status=LineStatus.LOCKED), LineId("2"), 5)


def test_joining_what_was_split_gives_the_line_back() -> None:
    """The parts of the Take become one part again, whatever was noted about a half stays."""
    halves = splitting.split(SCENE, LineId("2"), 10, HEARD)
    second = halves.lines[2].id
    halves = remarks.put_note(halves, ListeningNote(NoteId("n"), second, NoteKind.FLAT))
    joined = splitting.join(halves, [second, LineId("2")])
    assert joined.lines[1] == replace(SCENE.lines[1], pinned=PinnedTake(KEY, 0, None))
    assert joined.listening_notes[0].line == "2"


def test_joined_words_are_to_be_spoken_anew() -> None:
    """Takes of two recordings are not glued; a cut mark does not stay in the middle."""
    document = scene(("A", "I was --"), ("A", "Out?"))
    document = with_line(document, "1", pinned=PinnedTake(KEY), notes="a")
    document = with_line(document, "2", spoken="Owt?", status=LineStatus.APPROVED, notes="b")
    (line,) = splitting.join(document, [LineId("1"), LineId("2")]).lines
    assert (line.text, line.spoken, line.may_be_cut) == ("I was Out?", "I was Owt?", False)
    assert (line.pinned, line.notes, line.status) == (None, "a\nb", LineStatus.NEEDS_RETAKE)


def test_only_neighbours_of_one_speaker_join() -> None:
    """What stands between, or who speaks, is said."""
    with pytest.raises(EditError, match="Line 2 is spoken by somebody else"):
        splitting.join(SCENE, [LineId("1"), LineId("2")])
    with pytest.raises(EditError, match="One line alone"):
        splitting.join(SCENE, [LineId("1")])
    two = scene(("A", "One."), ("A", "Two."))
    apart = replace(
        two, script=Script([two.lines[0], Heading(HeadingId("h"), "Later"), two.lines[1]])
    )
    with pytest.raises(EditError, match="before line 2"):
        splitting.join(apart, [LineId("1"), LineId("2")])
    long = with_line(two, "2", text="x" * 9_999)
    with pytest.raises(EditError, match="10004 characters"):
        splitting.join(long, [LineId("1"), LineId("2")])


def test_a_word_that_stands_twice_is_kept_in_each_half() -> None:
    """Words of a part are counted in its whole Take, words of a new Take from its own start."""
    document = scene(("A", "Where?"), ("B", "no yes no stop"), ("A", "Stop!"))
    document = with_line(document, "2", clip=ClipEdit(trim_end=AtWord(WordPlace(2, "no"))))
    words = [
        Word(text, at * 100, at * 100 + 90) for at, text in enumerate(["no", "yes", "no", "stop"])
    ]
    _, right = _halves(splitting.split(document, LineId("2"), 7, HeardTake(KEY, words)))
    assert right.clip.trim_end == AtWord(WordPlace(2, "no"))
    _, right = _halves(splitting.split(document, LineId("2"), 7))
    assert right.clip.trim_end == AtWord(WordPlace(0, "no"))


def test_halves_to_be_made_anew_keep_no_instants_of_the_old_take() -> None:
    """They would cut other words."""
    document = with_line(SCENE, "2", clip=ClipEdit(AtSample(10), AtSample(500), -3.0))
    left, right = _halves(splitting.split(document, LineId("2"), 10))
    assert left.clip == right.clip == ClipEdit(gain_db=-3.0)
    left, right = _halves(splitting.split(document, LineId("2"), 10, HEARD))
    assert (left.clip.trim_start, right.clip.trim_end) == (AtSample(10), AtSample(500))
    parted = splitting.split(SCENE, LineId("2"), 10)
    parted = with_line(parted, "2", clip=ClipEdit(AtSample(7)))
    joined = splitting.join(parted, [it.id for it in parted.lines[1:3]]).lines[1]
    assert joined.clip == ClipEdit()


def test_who_cuts_in_after_a_word_still_does_after_a_split_and_a_join() -> None:
    """The words of the Line before are counted from elsewhere then."""
    cue = CutIn(4800, WordPlace(5, "really"))
    document = with_line(SCENE, "3", cue=cue)
    parted = splitting.split(document, LineId("2"), 10)
    assert parted.lines[3].cue == CutIn(4800, WordPlace(2, "really"))
    joined = splitting.join(parted, [it.id for it in parted.lines[1:3]])
    assert joined.lines[2].cue == cue
    kept = splitting.split(document, LineId("2"), 10, HEARD)
    assert kept.lines[3].cue == cue


def test_a_half_is_pronounced_as_the_whole_was() -> None:
    """What the dictionary says of the Line alone holds for both; a copy has the same Takes."""
    entry = DictionaryEntry(EntryId("e"), "Zoë", "Zo-ee", scope="2")
    document = replace(SCENE, dictionary=(entry,))
    parted = splitting.split(document, LineId("2"), 10)
    assert [it.scope for it in parted.dictionary] == ["2", parted.lines[2].id]
    doubled = script.duplicate(document, ["2"])
    before, after = (draft_recipe(doubled, line) for line in doubled.lines[1:3])
    assert before is not None
    assert before == after
