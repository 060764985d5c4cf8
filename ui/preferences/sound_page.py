"""The page of sound: which device, and the voices that come with the program."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton

from studio.sentences import sentence
from studio.settings import Settings
from ui import messages
from ui.preferences.fields import FormPage, Say

SOUND = sentence("ui.preferences.sound", "Sound")
DEVICE = sentence("ui.preferences.device", "Output device")
SYSTEM_DEVICE = sentence("ui.preferences.system_device", "The system's")
LOCAL = sentence("ui.preferences.local_voices", "Local voices")
LOCAL_COUNT = sentence(
    "ui.preferences.local_count",
    "{voices} voices in {languages} languages, spoken by espeak-ng on this computer: free, offline and"
    " robotic. They speak the drafts, and take the place of a final voice that cannot be had.",
)
HEAR_LOCAL = sentence("ui.preferences.hear_local", "Hear a local voice")
SAMPLE = sentence("ui.preferences.sample", "This is how a local voice sounds.")


class SoundPage(FormPage):
    """`hear_wanted`: words to be spoken by a local voice, which tries the device too."""

    hear_wanted = Signal(str)

    def __init__(self, settings: Settings, say: Say) -> None:
        super().__init__(settings, say)
        self._device = QComboBox()
        self.add(DEVICE, self._device)
        self._device.currentIndexChanged.connect(
            lambda _index: say(output_device=self._device.currentData() or "")
        )
        self.show_devices((), settings.output_device)
        self._trouble: QLabel = self.hint("")
        self.heading(LOCAL)
        self._voices = self.hint("")
        hear = QPushButton(messages.say(HEAR_LOCAL))
        hear.setAccessibleName(messages.say(HEAR_LOCAL))
        hear.clicked.connect(lambda: self.hear_wanted.emit(messages.say(SAMPLE)))
        self.words.append(messages.say(HEAR_LOCAL))
        row = QHBoxLayout()
        row.addWidget(hear)
        row.addStretch(1)
        self.form.addRow(row)

    def show_devices(self, names: Iterable[str], chosen: str | None) -> None:
        """The devices there are; one that was chosen and is away is still named."""
        known = list(names)
        if chosen and chosen not in known:
            known.append(chosen)
        self._device.blockSignals(True)
        self._device.clear()
        self._device.addItem(messages.say(SYSTEM_DEVICE), "")
        for name in known:
            self._device.addItem(name, name)
        self._device.setCurrentIndex(max(0, self._device.findData(chosen or "")))
        self._device.blockSignals(False)

    def show_trouble(self, words: str) -> None:
        """Why the devices cannot be listed."""
        self._trouble.setText(words)

    def show_voices(self, voices: int, languages: int) -> None:
        self._voices.setText(messages.say(LOCAL_COUNT, voices=voices, languages=languages))
