"""Where each Line falls in time. Pure: Document and lengths in, Timeline out.

A Line with no length is silent: it takes no time, and Cues look past it to the nearest earlier Line
that is spoken. What an earlier Timeline already knows is taken over from it block by block.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from studio.document.ordered import Block
from studio.document.sounds import SoundClip
from studio.document.values import Document, LineId, PauseRules
from studio.timeline.clips import Clips, Run
from studio.timeline.placing import Entry, place
from studio.timeline.values import Clip, Length, PlacedBlock, PlacedSound, Timeline

NOTHING_EARLIER = Timeline()


def layout(
    document: Document,
    lengths: Mapping[LineId, Length],
    earlier: Timeline = NOTHING_EARLIER,
    settled_frame: int = 0,
    sound_lengths: Mapping[str, int] | None = None,
) -> Timeline:
    """The Timeline of `document`.

    `earlier` is the Timeline until now, of whatever Document. Its Clips that begin before
    `settled_frame` have been heard or are about to be: they stay where they are, whatever their
    Cues say, and nothing that was still to come slips to the left of that frame.
    `sound_lengths` has the frames of each sound file that is there, by its hash.
    """
    heard = _Heard.of(document, earlier, settled_frame)
    known = {id(block.script): block for block in earlier.blocks}
    entry = Entry()
    blocks = []
    for script in document.script.blocks:
        wanted = tuple([lengths.get(item.id) for item in script.items])
        was = known.get(id(script))
        found = None
        if was is not None and was.lengths == wanted and was.pauses == document.pauses:
            found = _taken_over(was, entry, heard)
        if found is None:
            found = _placed(script, wanted, entry, document.pauses, heard)
        blocks.append(found)
        entry = found.exit
    runs = [block.run for block in blocks]
    if entry.carried is not None:
        runs.append(Run((entry.carried.clip,)))
    sounds = tuple([_sound(clip, sound_lengths or {}) for clip in document.sound_clips])
    return Timeline(Clips(tuple(runs)), sounds, document.markers, tuple(blocks))


@dataclass(slots=True)
class _Heard:
    """The Clips that do not move. Up to the last of them in the script, a new Line falls into the
    past where its Cue says; behind it, nothing may begin before the settled frame."""

    clips: Clips
    settled_frame: int
    last: LineId | None
    is_past: bool = True
    _run: Run | None = None  # Where the latest was found: the next is mostly there too.

    @classmethod
    def of(cls, document: Document, earlier: Timeline, settled_frame: int) -> _Heard | None:
        if settled_frame <= 0:
            return None
        clips = earlier.placed
        for run in reversed(clips.runs):
            if run.start_frame < settled_frame:
                for clip in reversed(run.clips):
                    if clip.start_frame < settled_frame and document.script.get(clip.line):
                        return cls(clips, settled_frame, clip.line)
        return cls(clips, settled_frame, None, is_past=False)

    def start(self, line: LineId, wanted: int) -> int:
        was = self._was(line)
        is_past = self.is_past
        if line == self.last:
            self.is_past = False
        if was is not None and was.start_frame < self.settled_frame:
            return was.start_frame
        return wanted if is_past else max(wanted, self.settled_frame)

    def _was(self, line: LineId) -> Clip | None:
        place = None if self._run is None else self._run.place(line)
        if place is None:
            self._run = next((it for it in self.clips.runs if it.place(line) is not None), None)
            place = None if self._run is None else self._run.place(line)
        return None if self._run is None or place is None else self._run.clip(place)

    def allows(self, script: Block, run: Run, moved_by: int) -> bool:
        """Whether a run may be taken over as a whole; if so it counts as passed."""
        holds_last = self.last in script.places
        if self.is_past:
            is_free = moved_by == 0
        else:
            is_free = run.start_frame >= self.settled_frame and (
                run.start_frame + moved_by >= self.settled_frame
            )
        if is_free and holds_last:
            self.is_past = False
        return is_free


def _taken_over(was: PlacedBlock, entry: Entry, heard: _Heard | None) -> PlacedBlock | None:
    """The block as it was, moved as a whole if need be; None when it has to be placed anew."""
    moved_by = 0
    if was.entry is not entry and was.entry != entry:
        if not was.moves_as_one or was.entry.carried is None or entry.carried is None:
            return None
        moved_by = entry.carried.clip.start_frame - was.entry.carried.clip.start_frame
        if was.entry.moved(moved_by) != entry:
            return None
    if was.is_held or (heard is not None and not heard.allows(was.script, was.run, moved_by)):
        return None
    if not moved_by:
        return was
    return was._replace(entry=entry, exit=was.exit.moved(moved_by), run=was.run.moved(moved_by))


def _placed(
    script: Block,
    lengths: tuple[Length | None, ...],
    entry: Entry,
    pauses: PauseRules,
    heard: _Heard | None,
) -> PlacedBlock:
    placed = place(zip(script.items, lengths, strict=True), entry, pauses, heard)
    moves_as_one = not placed.is_pinned and not placed.is_held
    run = Run(placed.clips)
    return PlacedBlock(
        script, lengths, pauses, entry, placed.exit, run, moves_as_one, placed.is_held
    )


def _sound(clip: SoundClip, lengths: Mapping[str, int]) -> PlacedSound:
    in_file = lengths.get(clip.source.sha256)
    frames = clip.length_frames
    if in_file is not None:
        to_its_end = max(0, in_file - clip.trim_start_frames)
        frames = to_its_end if frames is None else min(frames, to_its_end)
    return PlacedSound(
        clip.id,
        clip.lane,
        clip.source,
        clip.start_frame,
        clip.start_frame + (frames or 0),
        clip.trim_start_frames,
        clip.gain_db,
        clip.fade_in_frames,
        clip.fade_out_frames,
        clip.duck,
        in_file is None,
    )
