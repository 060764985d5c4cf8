"""The voice browser: filters above, the voices that fit below, and what the current one can say."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from studio.document.values import Voice
from studio.sentences import sentence
from studio.standing.service import VoiceInfo
from ui import messages
from ui.dialogs import CANCEL
from ui.look import Look
from ui.plain_text import label
from ui.type_to_hear import TypeToHear
from ui.voice_filters import fitting
from ui.voices.filters import VoiceFilters
from ui.voices.voice_table import VoiceRow, VoiceTable
from ui.voices.words import CLEAR, COUNT, LOADING, NOTHING_FITS, TRY_AGAIN

DRAFT_TITLE = sentence("ui.voices.draft_title", "Draft voice of {name}")
FINAL_TITLE = sentence("ui.voices.final_title", "Final voice of {name}")
HEAR = sentence("ui.voices.hear", "Hear it")
COMPARE = sentence("ui.voices.compare", "Compare (L)")
COMPARE_TIP = sentence(
    "ui.voices.compare_tip",
    "Each press of L hears the other one say a line of {name}, equally loud: this voice, then {present}",
)
CHOOSE = sentence("ui.voices.choose", "Choose")
NO_VOICE = sentence("ui.voices.no_voice", "No final voice")
REMARK = sentence("ui.voices.remark", "Your remark about the rights of {name}")
REMARK_OF_NOBODY = sentence("ui.voices.remark_of_nobody", "Your remark about its rights")

_SIZE = QSize(900, 640)


class VoiceBrowser(QDialog):
    """`chosen` is the Voice that was chosen once the dialog was accepted; None takes the voice away."""

    hear_wanted = Signal(object)
    star_wanted = Signal(object)
    compare_wanted = Signal(object)
    remark_wanted = Signal(object, str)
    reload_wanted = Signal()

    def __init__(
        self, title: str, typing: TypeToHear, look: Look, parent: QWidget, *, may_be_none: bool
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.resize(_SIZE)
        self.chosen: Voice | None = None
        self._rows: Sequence[VoiceRow] = ()
        self._is_loading = False
        self._trouble = ""
        self._filters, self.table, self._typing = VoiceFilters(), VoiceTable(look), typing
        self._hint = label("hint")
        self._hint.setWordWrap(True)
        self._clear, self._again, self._hear, self._compare, self._choose = (
            QPushButton(messages.say(words)) for words in (CLEAR, TRY_AGAIN, HEAR, COMPARE, CHOOSE)
        )
        self._remark = QLineEdit()
        self._lay_out(may_be_none=may_be_none)
        self._connect()

    def show_voices(
        self, rows: Sequence[VoiceRow], *, is_loading: bool = False, trouble: str = ""
    ) -> None:
        """All voices there are; `trouble` says why some of them are not."""
        self._rows, self._is_loading, self._trouble = rows, is_loading, trouble
        self._filters.offer([row.info for row in rows])
        self._show_fitting()

    def begin_with(self, language: str, present: Voice | None) -> None:
        """Look for voices of this language first, and from the present voice on."""
        self._filters.begin_with(language)
        found = next((row.info for row in self._rows if row.info.voice == present), None)
        if found is not None:
            self.table.select(found)
        self.table.setFocus()

    def let_compare(self, name: str, present: str, why_not: str) -> None:
        """Whether there is something to compare with; `why_not` says why there is not."""
        self._compare.setEnabled(not why_not)
        self._compare.setToolTip(why_not or messages.say(COMPARE_TIP, name=name, present=present))

    def say(self, words: str) -> None:
        """What is heard now, or what came of it."""
        self._hint.setText(words)

    def _lay_out(self, *, may_be_none: bool) -> None:
        said = QHBoxLayout()
        said.addWidget(self._hint, 1)
        said.addWidget(self._clear)
        said.addWidget(self._again)
        buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        for button in (self._clear, self._again, self._hear, self._compare, self._choose):
            button.setAccessibleName(button.text())
            button.setAutoDefault(False)
        buttons.addButton(self._hear, role.ActionRole)
        buttons.addButton(self._compare, role.ActionRole)
        if may_be_none:
            none = buttons.addButton(messages.say(NO_VOICE), role.ActionRole)
            none.setAutoDefault(False)
            none.clicked.connect(self.accept)
        buttons.addButton(self._choose, role.ActionRole)
        buttons.addButton(messages.say(CANCEL), role.RejectRole).setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        self._choose.setProperty("kind", "filled")
        column = QVBoxLayout(self)
        column.addWidget(self._filters)
        column.addLayout(said)
        column.addWidget(self.table, 1)
        column.addWidget(self._remark)
        column.addWidget(self._typing)
        column.addWidget(buttons)

    def _connect(self) -> None:
        table = self.table
        self._filters.changed.connect(self._show_fitting)
        self._clear.clicked.connect(self._filters.clear)
        self._again.clicked.connect(self.reload_wanted)
        self._hear.clicked.connect(lambda: self._tell(self.hear_wanted.emit))
        self._compare.clicked.connect(lambda: self._tell(self.compare_wanted.emit))
        self._choose.clicked.connect(self._take)
        table.take_wanted.connect(self._take)
        table.hear_wanted.connect(self.hear_wanted)
        table.star_wanted.connect(self.star_wanted)
        table.compare_wanted.connect(lambda _info: self._compare.click())
        table.current_changed.connect(self._show_current)
        self._remark.editingFinished.connect(self._keep_remark)

    def _show_fitting(self) -> None:
        favourites = [row.info.voice for row in self._rows if row.is_favourite]
        wanted = self._filters.wanted(favourites)
        infos = fitting([row.info for row in self._rows], wanted)
        found = {info.voice for info in infos}
        self.table.show_rows(
            [row for row in self._rows if row.info.voice in found], is_loading=self._is_loading
        )
        words = messages.say(COUNT, count=len(found)) if found else messages.say(NOTHING_FITS)
        if self._is_loading:
            words = messages.say(LOADING)
        self._hint.setText(self._trouble or words)
        self._again.setVisible(bool(self._trouble))
        self._clear.setVisible(not found and bool(self._rows) and not self._is_loading)
        self._show_current()

    def _show_current(self) -> None:
        info = self.table.current()
        for button in (self._hear, self._choose):
            button.setEnabled(info is not None)
        row = next((row for row in self._rows if info is not None and row.info == info), None)
        self._remark.setEnabled(row is not None)
        said = messages.say(REMARK_OF_NOBODY)
        if row is not None:
            said = messages.say(REMARK, name=row.info.voice.name)
        self._remark.setText("" if row is None else row.remark)
        self._remark.setPlaceholderText(said)
        self._remark.setAccessibleName(said)
        self._typing.speak_as(None if info is None else info.voice)

    def _keep_remark(self) -> None:
        info = self.table.current()
        row = next((row for row in self._rows if row.info == info), None)
        if row is not None and self._remark.text().strip() != row.remark:
            self.remark_wanted.emit(row.info, self._remark.text())

    def _tell(self, tell: Callable[[VoiceInfo], object]) -> None:
        info = self.table.current()
        if info is not None:
            tell(info)

    def _take(self) -> None:
        info: VoiceInfo | None = self.table.current()
        if info is not None:
            self.chosen = info.voice
            self.accept()
