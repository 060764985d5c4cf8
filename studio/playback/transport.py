"""Stopped, playing or waiting, and which frame is being heard: what the rest of the program sees.

Knows what is heard only as a MixSource (see feeder); drawing the playhead is left to the window,
which reads it as often as it paints.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from studio.observers import Observers
from studio.playback.feeder import Feeder, MixSource, Silence
from studio.playback.meters import Meters
from studio.playback.play_state import PlayState
from studio.playback.process_messages import Device
from studio.playback.route import STRAIGHT_ON, Route, Routed, parts, way_from
from studio.playback.sound_output import SoundOutput
from studio.sentences import Message
from studio.timeline.clip import Span

Spans = Callable[[], Sequence[Span]]
"""The parts that are played, asked for again whenever the source changed; must not wait for a lock."""


class Transport:
    """Plays one source. Call from any thread; `changed` is told on whichever thread caused it.

    An audition is heard instead of the source, whose playhead rests meanwhile; when it ends, what
    was playing goes on.
    """

    def __init__(self, output: SoundOutput) -> None:
        self.changed: Observers[[]] = Observers()
        self.meters = Meters(output.heard)
        self._output = output
        self._feeder = Feeder(output.ring, self._progressed)
        self._lock = threading.RLock()
        self._source: MixSource = Silence()
        self._route = STRAIGHT_ON
        self._parts: Spans | None = None
        self._loop: Span | None = None
        self._begun_at = 0
        self._interrupted: Message | None = None
        self._is_auditioning = False
        self._rests_at = 0  # The played frame that waits for the end of an audition.
        self._goes_on_after = False
        output.changed.connect(self.changed.tell)
        output.interrupted.connect(self._output_interrupted)

    def start(self) -> None:
        """Open the way to the loudspeakers, without waiting for it; play may be called at once."""
        self._output.start()

    # --- how things stand ----------------------------------------------------------------------

    @property
    def state(self) -> PlayState:
        """Of the source; one that goes on after an audition is playing."""
        with self._lock:
            if self._is_auditioning:
                return PlayState.PLAYING if self._goes_on_after else PlayState.STOPPED
            if not self._feeder.is_feeding:
                return PlayState.STOPPED
            return PlayState.WAITING if self._feeder.is_starved else PlayState.PLAYING

    @property
    def playhead(self) -> int:
        """The frame being heard, right to a few milliseconds; cheap enough for every paint."""
        with self._lock:
            played = self._rests_at if self._is_auditioning else self._feeder.playhead
            return self._route.frame_at(played)

    @property
    def loop(self) -> Span | None:
        return self._loop

    @property
    def is_auditioning(self) -> bool:
        return self._is_auditioning

    @property
    def audition_frame(self) -> int | None:
        """Which frame of the audition is being heard; None while there is none."""
        with self._lock:
            return self._feeder.playhead if self._is_auditioning else None

    @property
    def interruption(self) -> Message | None:
        """Why playing was paused without being asked to; until it is asked to go on."""
        return self._interrupted

    # --- playing -------------------------------------------------------------------------------

    def set_source(self, source: MixSource) -> None:
        """What is heard from now on, also while playing: only the unheard part changes."""
        with self._lock:
            self._source = source
            if self._is_auditioning:
                return
            if self._parts is not None:
                self._route = parts(self._parts(), source.end_frame)
            self._feeder.set_source(Routed(source, self._route))

    def play(self, from_frame: int | None = None) -> None:
        """From `from_frame`, else from the playhead, or from the start when that is at the end."""
        with self._lock:
            if from_frame is None:
                if self.state is not PlayState.STOPPED and not self._is_auditioning:
                    return
                from_frame = self._resting_place()
            self._parts = None
            self._play_from(from_frame)
        self.changed.tell()

    def play_parts(self, spans: Spans) -> None:
        """Only these parts, one after the other, then stop."""
        with self._lock:
            self._parts = spans
            self._play(parts(spans(), self._source.end_frame), 0)
        self.changed.tell()

    def pause(self) -> None:
        """Silence with the device's next block, faded over 10 ms; the playhead stays."""
        with self._lock:
            if self.state is PlayState.STOPPED and not self._is_auditioning:
                return
            self._rest(self.playhead)
        self.changed.tell()

    def stop(self) -> None:
        """Silence as with `pause`; the playhead goes back to where playing was begun."""
        with self._lock:
            if self.state is PlayState.STOPPED and not self._is_auditioning:
                return
            was_auditioning = self._is_auditioning and not self._goes_on_after
            self._rest(self.playhead if was_auditioning else self._begun_at)
        self.changed.tell()

    def seek(self, frame: int) -> None:
        """Go to `frame` and, if playing, go on there."""
        with self._lock:
            if self.state is PlayState.STOPPED:
                self._rest(frame)
            else:
                self._parts = None
                self._play_from(frame)
        self.changed.tell()

    def set_loop(self, loop: Span | None) -> None:
        """Play this part again and again from when it is reached; None plays on. Playing behind its
        end goes to its beginning."""
        with self._lock:
            self._loop = loop
            if not self._is_auditioning and self._feeder.is_feeding and self._parts is None:
                self._follow_loop()
        self.changed.tell()

    # --- auditions -----------------------------------------------------------------------------

    def audition(self, source: MixSource) -> None:
        """Hear `source` from its beginning, at once; an earlier audition is over."""
        with self._lock:
            if not self._is_auditioning:
                self._rests_at = self._feeder.playhead
                self._goes_on_after = self._feeder.is_feeding
                self._is_auditioning = True
            self._interrupted = None
            self._output.revive()
            self._feeder.play(0, source)
        self.changed.tell()

    def stop_audition(self) -> None:
        """Go back to what was before it."""
        with self._lock:
            if not self._is_auditioning:
                return
            self._return()
        self.changed.tell()

    # --- the way out ---------------------------------------------------------------------------

    @property
    def output_description(self) -> Message:
        """Where the sound goes, or why nowhere and what to do about it."""
        return self._output.description

    @property
    def output_device(self) -> str | None:
        """The device asked for, by name; None for whatever is the system's."""
        return self._output.device

    @property
    def output_latency_frames(self) -> int:
        """How much later than it is handed out a sound is heard, as the device says."""
        return self._output.latency_frames

    def output_devices(self) -> tuple[Device, ...]:
        """Those that are there now. Takes up to a second, so not for the window's thread; raises
        DeviceError."""
        return self._output.devices()

    def choose_output(self, device: str | None) -> None:
        """Be heard there from now on, also while playing; None for the system's device."""
        self._output.choose(device)

    def close(self) -> None:
        """Stop, and end the thread and the process behind it. The playhead may still be read."""
        self._feeder.close()
        self._output.close()

    # --- inside --------------------------------------------------------------------------------

    def _play_from(self, frame: int) -> None:
        self._play(way_from(frame, self._loop, self._source.end_frame), frame)

    def _play(self, route: Route, played: int) -> None:
        self._is_auditioning = False
        self._interrupted = None
        self._route = route
        self._begun_at = route.frame_at(played)
        self._output.revive()
        self._feeder.play(played, Routed(self._source, route))

    def _rest(self, frame: int) -> None:
        self._is_auditioning = False
        self._parts = None
        self._feeder.halt()
        self._route = STRAIGHT_ON
        self._feeder.rest_at(frame, Routed(self._source, STRAIGHT_ON))

    def _resting_place(self) -> int:
        playhead, end, loop = self.playhead, self._source.end_frame, self._loop
        if loop is not None and loop.end_frame <= playhead and loop.start_frame < end:
            return loop.start_frame
        return playhead if playhead < end else 0

    def _follow_loop(self) -> None:
        played = self._feeder.unheard_frame
        frame = self._route.frame_at(played)
        loop = self._loop
        if loop is not None and loop.end_frame <= frame:
            self._play_from(loop.start_frame)
            return
        wanted = way_from(frame, loop, self._source.end_frame)
        first = wanted.spans[0].end_frame
        then = (Span(frame, first), *wanted.spans[1:])
        self._route = self._route.going_on(played, *then, repeats=wanted.repeats)
        self._feeder.set_source(Routed(self._source, self._route))

    def _return(self) -> None:
        self._is_auditioning = False
        if not self._goes_on_after:
            self._rest(self._route.frame_at(self._rests_at))
            return
        if self._parts is not None:
            self._route = parts(self._parts(), self._source.end_frame)
        self._feeder.play(self._rests_at, Routed(self._source, self._route))

    def _progressed(self) -> None:
        with self._lock:
            if self._feeder.is_feeding:
                pass
            elif self._is_auditioning:
                self._return()
            elif self._route is not STRAIGHT_ON:
                self._rest(self.playhead)
        self.changed.tell()

    def _output_interrupted(self, why: Message) -> None:
        with self._lock:
            if self.state is not PlayState.STOPPED or self._is_auditioning:
                self._interrupted = why
                self._rest(self.playhead)
        self.changed.tell()
