"""What the commands of the timeline do to the current Clip, or to all that are selected."""

from __future__ import annotations

from collections.abc import Callable

from studio.document import step_names
from studio.document.edits.sounds import remove_sound
from studio.document.values import SpeakerId
from studio.timeline.values import Clip
from ui.timeline import neighbours
from ui.timeline.gestures import by_key
from ui.timeline.gestures.draft import Draft, Situation
from ui.timeline.gestures.values import Values, values_of, with_values
from ui.timeline.handling import Handling
from ui.timeline.shown import Shown
from ui.timeline.steering import Steering

Wanted = Callable[[Situation, Clip], Draft | None]


class Arranging:
    """Asks for edits through `handling`; without a current Clip nothing happens."""

    def __init__(self, shown: Shown, steering: Steering, handling: Handling) -> None:
        self._shown, self._steering, self._handling = shown, steering, handling

    def nudge(self, frames: int) -> None:
        """Quick nudges of one Line are one step."""
        self._do(lambda at, clip: by_key.nudged(at, clip, frames), "nudge")

    def to_word_edge(self, step: int) -> None:
        self._do(lambda at, clip: by_key.to_word_edge(at, clip, step), "nudge")

    def trim_to_playhead(self, *, is_start: bool) -> None:
        playhead = self._shown.playhead
        self._do(lambda at, clip: by_key.trimmed_to_frame(at, clip, playhead, is_start=is_start))

    def trim_to_loop(self) -> None:
        loop = self._shown.loop
        if loop is not None:
            self._do(lambda at, clip: by_key.trimmed_to_span(at, clip, loop))

    def change_gain(self, decibels: float) -> None:
        self._do(lambda at, clip: by_key.gained(at, clip, decibels), "gain")

    def pin(self) -> None:
        """Fix the Line to its time, or let go of it there."""
        self._do(by_key.pinned_or_not)

    def split(self) -> None:
        """The Clip under the playhead: the current one, or whichever is there."""
        shown = self._shown
        frame = shown.playhead
        clip = self._current()
        if clip is None or not clip.start_frame < frame < clip.end_frame:
            clip = next(iter(shown.timeline.placed.between(frame, frame + 1)), None)
        if clip is not None:
            self._handling.want(by_key.split_at(self._handling.situation(), clip, frame))

    def join(self) -> None:
        self._handling.want(by_key.joined(self._handling.situation(), self._shown.selected))

    def delete(self) -> None:
        """The selected Lines, or the chosen sound."""
        sound = self._shown.current_sound
        if sound is not None:
            self._handling.edit_wanted.emit(step_names.SOUND(), lambda it: remove_sound(it, sound))
            return
        self._delete(by_key.deleted(self._handling.situation(), self._shown.selected))

    def delete_with_gap(self, *, on_lane: bool) -> None:
        """And bring pinned Lines behind it forward, on the Lane or everywhere."""
        clip = self._current()
        lane: SpeakerId | None = clip.speaker if on_lane and clip is not None else None
        situation = self._handling.situation()
        self._delete(by_key.deleted_with_gap(situation, self._shown.selected, lane))

    def values(self) -> Values | None:
        """What can be typed about the current Clip."""
        clip = self._current()
        return None if clip is None else values_of(self._handling.situation(), clip)

    def set_values(self, wanted: Values) -> None:
        self._do(lambda at, clip: with_values(at, clip, wanted))

    def _current(self) -> Clip | None:
        return self._shown.clip_of(self._shown.current)

    def _do(self, wanted: Wanted, kind: str = "") -> None:
        clip = self._current()
        if clip is None:
            return
        merge_key = f"{kind} {clip.line}" if kind else None
        self._handling.want(wanted(self._handling.situation(), clip), merge_key)
        moved = self._current()
        if moved is not None:
            self._steering.reveal(moved)

    def _delete(self, draft: Draft | None) -> None:
        """The Clip that came next is current afterwards, so that one can go on from there."""
        shown, clip = self._shown, self._current()
        following = None if clip is None else neighbours.later(shown.timeline, clip)
        while following is not None and following.line in shown.selected:
            following = neighbours.later(shown.timeline, following)
        self._handling.want(draft)
        if following is not None and shown.clip_of(following.line) is not None:
            self._steering.choose(following.line)
