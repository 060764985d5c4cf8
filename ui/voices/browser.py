"""The voice browser: filters above, the voices that fit below; Enter chooses, Space lets one hear."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.document.values import Voice
from studio.sentences import Sentence, sentence
from studio.standing.service import VoiceInfo
from ui import icons, messages
from ui.dialogs import CANCEL
from ui.look import Look
from ui.plain_text import label, tip
from ui.voices.filtering import Wanted, choices, fitting

DRAFT_TITLE = sentence("ui.voices.draft_title", "Draft voice of {name}")
FINAL_TITLE = sentence("ui.voices.final_title", "Final voice of {name}")
FIND = sentence("ui.voices.find", "Find a voice by name or words")
VOICES = sentence("ui.voices.voices", "Voices")
HEADERS = (
    sentence("ui.voices.header_name", "Name"),
    sentence("ui.voices.header_language", "Language"),
    sentence("ui.voices.header_who", "Who"),
    sentence("ui.voices.header_description", "Description"),
    sentence("ui.voices.header_rights", "Rights"),
)
ANY_LANGUAGE = sentence("ui.voices.any_language", "Any language")
ANY_SEX = sentence("ui.voices.any_sex", "Any gender")
ANY_AGE = sentence("ui.voices.any_age", "Any age")
LOCAL_AND_CLOUD = sentence("ui.voices.local_and_cloud", "Local and service")
LOCAL = sentence("ui.voices.local", "Local only")
CLOUD = sentence("ui.voices.cloud", "Service only")
HEAR = sentence("ui.voices.hear", "Hear it")
CHOOSE = sentence("ui.voices.choose", "Choose")
NO_VOICE = sentence("ui.voices.no_voice", "No final voice")
NOTHING_FITS = sentence("ui.voices.nothing_fits", "No voice fits all filters.")
CLEAR = sentence("ui.voices.clear", "Clear filters")
LOADING = sentence("ui.voices.loading", "The voices of the service are being loaded …")
COUNT = sentence("ui.voices.count", "{count} voices")
FREE = sentence("ui.voices.free", "free, GPL speech engine on this computer")
PUBLIC = sentence("ui.voices.public", "public; see the service's terms")
OWN = sentence("ui.voices.own", "own; see the service's terms")
SEE_TERMS = sentence("ui.voices.see_terms", "see the service's terms")

_SIZE = QSize(900, 640)
_INFO = int(Qt.ItemDataRole.UserRole)


class VoiceBrowser(QDialog):
    """`chosen` is the Voice that was chosen once the dialog was accepted; None takes the voice away."""

    hear_wanted = Signal(object)

    def __init__(
        self, title: str, embedded: str, look: Look, parent: QWidget, *, may_be_none: bool
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.resize(_SIZE)
        self.chosen: Voice | None = None
        self._embedded, self._look = embedded, look
        self._voices: Sequence[VoiceInfo] = ()
        self._present: Voice | None = None
        self._words = QLineEdit()
        self._words.setPlaceholderText(messages.say(FIND))
        self._words.setAccessibleName(messages.say(FIND))
        self._words.setClearButtonEnabled(True)
        self._language, self._sex, self._age = (
            _box(each) for each in (ANY_LANGUAGE, ANY_SEX, ANY_AGE)
        )
        self._where = _box(LOCAL_AND_CLOUD)
        self._where.addItem(messages.say(LOCAL), True)
        self._where.addItem(messages.say(CLOUD), False)
        self._table = QTableWidget(0, len(HEADERS))
        self._hint = label("hint")
        self._clear = QPushButton(messages.say(CLEAR))
        self._hear, self._choose = (
            QPushButton(messages.say(HEAR)),
            QPushButton(messages.say(CHOOSE)),
        )
        self._set_up_table()
        self._lay_out(may_be_none=may_be_none)
        self._connect()

    def show_voices(
        self, voices: Sequence[VoiceInfo], present: Voice | None, words: str = ""
    ) -> None:
        """All voices there are; `present` is marked; `words` say what is still missing of them."""
        self._voices, self._present = voices, present
        for box, key in ((self._language, "language"), (self._sex, "sex"), (self._age, "age")):
            kept = box.currentData()
            box.blockSignals(True)
            while box.count() > 1:
                box.removeItem(1)
            for each in choices(voices)[key]:
                box.addItem(each.replace("_", " "), each)
            box.setCurrentIndex(max(0, box.findData(kept)))
            box.blockSignals(False)
        self._show_fitting(words)

    def begin_with(self, language: str) -> None:
        """Look for voices of this language first."""
        self._language.setCurrentIndex(max(0, self._language.findData(language)))
        self._table.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            match event.key():
                case Qt.Key.Key_Space:
                    self._ask_to_hear()
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._take()
                    return True
        return super().eventFilter(watched, event)

    def _set_up_table(self) -> None:
        table = self._table
        table.setAccessibleName(messages.say(VOICES))
        table.setHorizontalHeaderLabels([messages.say(each) for each in HEADERS])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(len(HEADERS)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        table.installEventFilter(self)

    def _lay_out(self, *, may_be_none: bool) -> None:
        filters = QHBoxLayout()
        filters.addWidget(self._words, 1)
        for box in (self._language, self._sex, self._age, self._where):
            filters.addWidget(box)
        said = QHBoxLayout()
        said.addWidget(self._hint, 1)
        said.addWidget(self._clear)
        buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        for button in (self._hear, self._choose):
            button.setAccessibleName(button.text())
        buttons.addButton(self._hear, role.ActionRole)
        if may_be_none:
            none = buttons.addButton(messages.say(NO_VOICE), role.ActionRole)
            none.clicked.connect(self.accept)
        buttons.addButton(self._choose, role.ActionRole)
        buttons.addButton(messages.say(CANCEL), role.RejectRole)
        buttons.rejected.connect(self.reject)
        self._choose.setDefault(True)
        column = QVBoxLayout(self)
        column.addLayout(filters)
        column.addLayout(said)
        column.addWidget(self._table, 1)
        column.addWidget(buttons)

    def _connect(self) -> None:
        self._words.textChanged.connect(lambda _text: self._show_fitting())
        for box in (self._language, self._sex, self._age, self._where):
            box.currentIndexChanged.connect(lambda _index: self._show_fitting())
        self._clear.clicked.connect(self._clear_filters)
        self._hear.clicked.connect(self._ask_to_hear)
        self._choose.clicked.connect(self._take)
        self._table.cellDoubleClicked.connect(lambda _row, _column: self._take())

    def _clear_filters(self) -> None:
        self._words.clear()
        for box in (self._language, self._sex, self._age, self._where):
            box.setCurrentIndex(0)

    def _show_fitting(self, words: str = "") -> None:
        wanted = Wanted(
            self._words.text(),
            self._language.currentData() or "",
            self._sex.currentData() or "",
            self._age.currentData() or "",
            self._where.currentData(),
        )
        found = fitting(self._voices, wanted, self._embedded)
        self._table.setRowCount(len(found))
        for row, info in enumerate(found):
            self._show_row(row, info)
        nothing = messages.say(NOTHING_FITS)
        self._hint.setText(words or (messages.say(COUNT, count=len(found)) if found else nothing))
        self._clear.setVisible(not found and bool(self._voices))
        present = next((row for row, info in enumerate(found) if info.voice == self._present), 0)
        if found:
            self._table.selectRow(present)
        for button in (self._hear, self._choose):
            button.setEnabled(bool(found))

    def _show_row(self, row: int, info: VoiceInfo) -> None:
        is_local = info.voice.service == self._embedded
        theme = self._look.theme
        cells = (
            info.voice.name,
            ", ".join(info.languages),
            ", ".join(each.replace("_", " ") for each in (info.sex, info.age) if each),
            info.description,
            _rights(info, is_local=is_local),
        )
        for column, words in enumerate(cells):
            item = QTableWidgetItem(words)
            item.setToolTip(tip(words))
            if column == 0:
                item.setIcon(icons.icon("chip" if is_local else "cloud", theme, theme.text2))
                item.setData(_INFO, info)
            self._table.setItem(row, column, item)

    def _current(self) -> VoiceInfo | None:
        item = self._table.item(self._table.currentRow(), 0)
        info = None if item is None else item.data(_INFO)
        return info if isinstance(info, VoiceInfo) else None

    def _ask_to_hear(self) -> None:
        info = self._current()
        if info is not None:
            self.hear_wanted.emit(info)

    def _take(self) -> None:
        info = self._current()
        if info is not None:
            self.chosen = info.voice
            self.accept()


def _rights(info: VoiceInfo, *, is_local: bool) -> str:
    if is_local:
        return messages.say(FREE)
    if info.is_public is None:
        return messages.say(SEE_TERMS)
    return messages.say(PUBLIC if info.is_public else OWN)


def _box(words: Sentence) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(messages.say(words))
    box.addItem(messages.say(words), None)
    return box
