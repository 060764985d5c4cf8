"""The options of the wall: blind, equally loud, all in turn; which Voices hang there; more of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QWidget

from studio.sentences import sentence
from studio.standing.service import VoiceInfo
from ui import icons, messages
from ui.look import Look
from ui.plain_text import tip
from ui.voice_filter_boxes import ANY_LANGUAGE, ANY_SEX, filter_box, offer
from ui.voice_filters import Wanted, choices

BLIND = sentence("ui.casting_wall.blind", "Blind")
BLIND_TIP = sentence(
    "ui.casting_wall.blind_tip", "Voices hang in an order of chance, without their names"
)
LEVELLED = sentence("ui.casting_wall.levelled", "Level-matched, −18 LUFS")
IN_TURN = sentence("ui.casting_wall.in_turn", "Play all in turn")
CLOUD = sentence("ui.casting_wall.cloud", "Cloud {count}")
LOCAL = sentence("ui.casting_wall.local", "Local {count}")
ADD = sentence("ui.casting_wall.add", "Add voices")


class Options(QFrame):
    """Each switch says what it is now; the other way round `show_options` sets them."""

    blind_wanted = Signal(bool)
    levelled_wanted = Signal(bool)
    in_turn_wanted = Signal(bool)
    filter_wanted = Signal(object)
    cloud_wanted = Signal(bool)
    local_wanted = Signal(bool)
    add_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("wall_options")
        self._look = look
        self._blind, self._levelled, self._in_turn, self._cloud, self._local = (
            QCheckBox() for _ in range(5)
        )
        for box, words, signal in (
            (self._blind, BLIND, self.blind_wanted),
            (self._levelled, LEVELLED, self.levelled_wanted),
            (self._in_turn, IN_TURN, self.in_turn_wanted),
        ):
            box.setText(messages.say(words))
            box.setAccessibleName(messages.say(words))
            box.clicked.connect(signal)
        self._blind.setToolTip(tip(messages.say(BLIND_TIP)))
        self._cloud.clicked.connect(self.cloud_wanted)
        self._local.clicked.connect(self.local_wanted)
        self._language, self._sex = filter_box(ANY_LANGUAGE), filter_box(ANY_SEX)
        for combo in (self._language, self._sex):
            combo.activated.connect(self._filter)
        self._add = QPushButton(messages.say(ADD))
        self._add.setAccessibleName(messages.say(ADD))
        self._add.setAutoDefault(False)
        self._add.clicked.connect(self.add_wanted)
        self._of_voices: tuple[QWidget, ...] = (
            self._language, self._sex, self._cloud, self._local, self._levelled, self._blind,
            self._add,
        )  # fmt: skip
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 6, 18, 6)
        row.setSpacing(14)
        for switch in (self._blind, self._levelled, self._in_turn):
            row.addWidget(switch)
        row.addSpacing(8)
        for each in (self._language, self._sex, self._cloud, self._local):
            row.addWidget(each)
        row.addStretch(1)
        row.addWidget(self._add)
        look.changed.connect(self._show_icons)
        self._show_icons()

    def show_options(
        self,
        *,
        is_blind: bool,
        is_levelled: bool,
        plays_in_turn: bool,
        shows_cloud: bool,
        shows_local: bool,
    ) -> None:
        for switch, is_on in (
            (self._blind, is_blind),
            (self._levelled, is_levelled),
            (self._in_turn, plays_in_turn),
            (self._cloud, shows_cloud),
            (self._local, shows_local),
        ):
            switch.setChecked(is_on)

    def show_turn(self, is_on: bool) -> None:
        self._in_turn.setChecked(is_on)

    def show_voices(self, voices: Sequence[VoiceInfo], cloud: int, local: int) -> None:
        """What there is to choose from on the wall."""
        found = choices(voices)
        for combo, key in ((self._language, "language"), (self._sex, "sex")):
            offer(combo, found[key])
            combo.setVisible(combo.count() > 2)
        for box, words, count in ((self._cloud, CLOUD, cloud), (self._local, LOCAL, local)):
            said = messages.say(words, count=count)
            box.setText(said)
            box.setAccessibleName(said)
            box.setVisible(cloud > 0 and local > 0)

    def clear_filters(self) -> None:
        for combo in (self._language, self._sex):
            combo.setCurrentIndex(0)

    def show_chemistry(self, is_chemistry: bool) -> None:
        """A read of several Lines is of casts, not of Voices."""
        for each in self._of_voices:
            each.setVisible(not is_chemistry)

    def _filter(self) -> None:
        wanted = Wanted(
            language=self._language.currentData() or "", sex=self._sex.currentData() or ""
        )
        self.filter_wanted.emit(wanted)

    def _show_icons(self) -> None:
        theme = self._look.theme
        for box, icon in (
            (self._blind, "blind"),
            (self._levelled, "level"),
            (self._in_turn, "loop"),
            (self._cloud, "cloud"),
            (self._local, "chip"),
        ):
            box.setIcon(icons.icon(icon, theme, theme.text2))
        self._add.setIcon(icons.icon("plus", theme, theme.text2))
