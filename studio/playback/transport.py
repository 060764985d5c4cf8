"""Stopped, playing or waiting, and which frame is being heard: what the rest of the program sees.

Knows what is heard only as a MixSource (see feeder); drawing the playhead is left to the window,
which reads it as often as it paints.
"""

from __future__ import annotations

from studio.observers import Observers
from studio.playback.feeder import Feeder, MixSource
from studio.playback.play_state import PlayState
from studio.playback.sound_output import SoundOutput
from studio.sentences import Message


class Transport:
    """Plays one source. Call from any thread; `changed` is told on whichever thread caused it."""

    def __init__(self, output: SoundOutput) -> None:
        self.changed: Observers[[]] = Observers()
        self._output = output
        self._feeder = Feeder(output.ring, self.changed.tell)
        output.changed.connect(self.changed.tell)
        output.device_lost.connect(self.stop)

    def start(self) -> None:
        """Open the way to the loudspeakers, without waiting for it; play may be called at once."""
        self._output.start()

    @property
    def state(self) -> PlayState:
        if not self._feeder.is_feeding:
            return PlayState.STOPPED
        return PlayState.WAITING if self._feeder.is_starved else PlayState.PLAYING

    @property
    def playhead(self) -> int:
        """The frame being heard, right to a few milliseconds; cheap enough for every paint."""
        return self._feeder.playhead

    @property
    def output_description(self) -> Message:
        """Where the sound goes, or why nowhere and what to do about it."""
        return self._output.description

    def set_source(self, source: MixSource) -> None:
        """What is heard from now on, also while playing: only the unheard part changes."""
        self._feeder.set_source(source)

    def play(self, from_frame: int | None = None) -> None:
        """From `from_frame`, else from the playhead, or from the start when that is at the end."""
        if from_frame is None:
            if self.state is not PlayState.STOPPED:
                return
            from_frame = self.playhead if self.playhead < self._feeder.end_frame else 0
        self._feeder.play(from_frame)
        self.changed.tell()

    def stop(self) -> None:
        """Silence with the device's next block, faded over 10 ms."""
        if self.state is not PlayState.STOPPED:
            self._feeder.halt()
            self.changed.tell()

    def seek(self, frame: int) -> None:
        """Go to `frame` and, if playing, go on there."""
        if self.state is PlayState.STOPPED:
            self._feeder.rest_at(frame)
        else:
            self._feeder.play(frame)
        self.changed.tell()

    def close(self) -> None:
        """Stop, and end the thread and the process behind it. The playhead may still be read."""
        self._feeder.close()
        self._output.close()
