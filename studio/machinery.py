"""The parts that work while a project is open, and how they hang together: Document in; voices,
Takes, Timeline and sound out. Loaded after the window is painted.
"""

from __future__ import annotations

import threading

from studio.document.values import Document, LineId
from studio.frames import PROJECT_RATE
from studio.observers import Observers
from studio.playback.play_state import PlayState
from studio.playback.sound_output import SoundOutput
from studio.playback.transport import Transport
from studio.scheduling.demand import draft_wants
from studio.scheduling.voice_thread import VoiceThread
from studio.takes.line_state import LineState
from studio.takes.recipe import TakeKey, draft_recipe
from studio.takes.shelf import Shelf
from studio.timeline.layout import layout
from studio.timeline.lengths import line_lengths
from studio.timeline.mixer import Mixer
from studio.timeline.values import Timeline

SETTLED_FRAMES = PROJECT_RATE // 5
"""So far ahead of the playhead the sound is too near to the ear to be moved."""


class Machinery:
    """Give it the Document whenever that changes; safe from every thread."""

    def __init__(self) -> None:
        self.changed: Observers[[]] = Observers()
        """Told on the voice thread when Takes, states or the Timeline changed."""
        self.timeline = Timeline()
        self.transport = Transport(SoundOutput())
        self.shelf = Shelf()
        self.voices = VoiceThread(self.shelf)
        self._document = Document()
        self._keys: dict[LineId, TakeKey] = {}
        self._laid_out: frozenset[TakeKey] = frozenset()
        self._laying_out = threading.Lock()
        self.voices.changed.connect(self._voices_changed)

    def start(self) -> None:
        self.voices.start()
        self.transport.start()

    def set_document(self, document: Document) -> None:
        wants = draft_wants(document, draft_recipe)
        with self._laying_out:
            self._document = document
            self._keys = {
                line.id: recipe.key
                for line in document.lines
                if (recipe := draft_recipe(document, line)) is not None
            }
            self._lay_out()
        self.voices.want(wants)

    def state_of(self, line: LineId) -> LineState:
        key = self._keys.get(line)
        standing = self.voices.standing
        if key is None:
            return LineState.MISSING
        if self.shelf.take(key) is not None:
            return LineState.DRAFT
        if key in standing.failed:
            return LineState.FAILED
        return LineState.COMING if key in standing.coming else LineState.QUEUED

    def close(self) -> None:
        """Silence first, then the voices; returns when every thread and child is gone."""
        self.transport.close()
        self.voices.close()

    def _voices_changed(self) -> None:
        with self._laying_out:
            if self.shelf.keys() != self._laid_out:
                self._lay_out()
        self.changed.tell()

    def _lay_out(self) -> None:
        self._laid_out = self.shelf.keys()
        lengths = line_lengths(self._document, draft_recipe, self.shelf.take)
        self.timeline = layout(self._document, lengths, self.timeline, self._settled_frame())
        self.transport.set_source(Mixer(self._document, self.timeline, self.shelf.take))

    def _settled_frame(self) -> int:
        """While playing, Clips that begin before this frame are being heard or were."""
        if self.transport.state is PlayState.STOPPED:
            return 0
        return self.transport.playhead + SETTLED_FRAMES
