"""Both Voices of a Speaker, and presets: a way of sounding that is kept under a name."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from studio.document.values import Voice
from studio.sentences import sentence
from ui import icons, messages
from ui.look import Look
from ui.plain_text import tip
from ui.section import Section
from ui.speaker.values import SpeakerShown

VOICES = sentence("ui.speaker.voices", "Voices")
FINAL = sentence("ui.speaker.final", "Final: {voice}")
DRAFT = sentence("ui.speaker.draft", "Draft: {voice}")
NOBODY = sentence("ui.speaker.nobody", "nobody yet")
WALL = sentence("ui.speaker.wall", "Casting wall")
PRESETS = sentence("ui.speaker.presets", "Presets")
SAVE = sentence("ui.speaker.save_preset", "Keep as a preset…")
REMOVE = sentence("ui.speaker.remove_preset", "Remove a preset")
NONE = sentence("ui.speaker.no_presets", "No presets are kept yet")


class VoicesSection(Section):
    final_wanted = Signal()
    draft_wanted = Signal()
    wall_wanted = Signal()
    preset_wanted = Signal(str)
    save_wanted = Signal()
    remove_wanted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(VOICES, look)
        self._names: tuple[str, ...] = ()
        self._look_of_icons = look
        self._final, self._draft, self._wall, self._presets = (QPushButton() for _ in range(4))
        self._wall.setText(messages.say(WALL))
        self._presets.setText(messages.say(PRESETS))
        for button in (self._final, self._draft, self._wall, self._presets):
            button.setProperty("kind", "small")
            button.setAccessibleName(button.text())
        self._final.clicked.connect(self.final_wanted)
        self._draft.clicked.connect(self.draft_wanted)
        self._wall.clicked.connect(self.wall_wanted)
        self._presets.clicked.connect(self._open_presets)
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._wall, 1)
        row.addWidget(self._presets, 1)
        for each in (self._final, self._draft, pair):
            self.add(each)
        look.changed.connect(self._show_icons)
        self._show_icons()

    def show_speaker(self, shown: SpeakerShown) -> None:
        self._names = shown.presets
        for button, words, voice in (
            (self._final, FINAL, shown.speaker.final_voice),
            (self._draft, DRAFT, shown.speaker.draft_voice),
        ):
            said = messages.say(words, voice=_name(voice))
            button.setText(said.replace("&", "&&"))
            button.setAccessibleName(said)
            button.setToolTip(tip(said))

    def _open_presets(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in self._names:
            menu.addAction(name.replace("&", "&&")).triggered.connect(
                lambda _checked=False, name=name: self.preset_wanted.emit(name)
            )
        if not self._names:
            menu.addAction(messages.say(NONE)).setEnabled(False)
        menu.addSeparator()
        menu.addAction(messages.say(SAVE)).triggered.connect(
            lambda _checked=False: self.save_wanted.emit()
        )
        removing = menu.addMenu(messages.say(REMOVE))
        removing.setEnabled(bool(self._names))
        for name in self._names:
            removing.addAction(name.replace("&", "&&")).triggered.connect(
                lambda _checked=False, name=name: self.remove_wanted.emit(name)
            )
        menu.popup(self._presets.mapToGlobal(QPoint(0, self._presets.height())))

    def _show_icons(self) -> None:
        theme = self._look_of_icons.theme
        for button, icon in (
            (self._final, "cloud"),
            (self._draft, "chip"),
            (self._wall, "wall"),
            (self._presets, "starfull"),
        ):
            button.setIcon(icons.icon(icon, theme, theme.text2, size=14))


def _name(voice: Voice | None) -> str:
    return messages.say(NOBODY) if voice is None else voice.name
