"""Which hint is shown: the first whose thing was never done. Doing it, or closing it, ends it for good."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.document.change import Change
from studio.document.values import Document, SpeakerId
from studio.kept_values import kept
from studio.playback.play_state import PlayState
from studio.studio import Studio
from ui import file_commands, transport_commands
from ui.command import Command
from ui.command_set import CommandSet
from ui.hints.bar import HintBar
from ui.hints.values import CAST, CUT_IN, EXPORT, HINTS, PLAY, WRITE, Hint, next_hint
from ui.keeping import keep_aside
from ui.look import Look

_NAME = "hints"
_ENDED_BY = {
    file_commands.NEW: PLAY,
    file_commands.EXPORT: EXPORT,
    transport_commands.CUT_IN: CUT_IN,
}


class HintsDesk(QObject):
    """Owns the bar."""

    def __init__(self, studio: Studio, commands: CommandSet, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._commands = studio, commands
        self._read = _read()
        self._document = studio.document
        self.bar = HintBar(look, window)
        self.bar.way_chosen.connect(self._go)
        self.bar.closed.connect(self._close)
        for command, hint in _ENDED_BY.items():
            commands.action(command).triggered.connect(
                lambda _checked=False, hint=hint: self._end(hint)
            )
        self._show()

    def transport_changed(self) -> None:
        if self._studio.transport_state is PlayState.PLAYING:
            self._end(PLAY)

    def document_changed(self, change: Change | None) -> None:
        """Whether something was written or cast; another project is neither."""
        before, self._document = self._document, self._studio.document
        if change is None or self._studio.undo_step is None:
            return
        if change.added or change.altered:
            self._end(WRITE)
        if change.speakers and _voices(before) != _voices(self._document):
            self._end(CAST)

    def _go(self, command: Command) -> None:
        self._commands.action(command).trigger()

    def _close(self) -> None:
        """The next one comes with the next start: who closes one wants to be left alone."""
        shown = next_hint(self._read)
        if shown is not None:
            self._keep(shown)
        self.bar.show_hint(None)

    def _end(self, hint: Hint) -> None:
        if hint.name in self._read:
            return
        was_shown = next_hint(self._read) is hint and not self.bar.isHidden()
        self._keep(hint)
        if was_shown:
            self._show()

    def _keep(self, hint: Hint) -> None:
        self._read |= {hint.name}
        keep_aside(_NAME, sorted(self._read))

    def _show(self) -> None:
        hint = next_hint(self._read)
        named = None if hint is None else hint.keys
        self.bar.show_hint(hint, "" if named is None else self._commands.keys(named))


def _read() -> frozenset[str]:
    found = kept(_NAME)
    names = found if isinstance(found, list) else []
    return frozenset(hint.name for hint in HINTS if hint.name in names)


def _voices(document: Document) -> dict[SpeakerId, object]:
    return {each.id: (each.draft_voice, each.final_voice) for each in document.cast}
