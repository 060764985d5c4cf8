"""The preferences: a list of pages at the left, the page at the right. What is set holds at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio.sentences import sentence
from studio.settings import Settings
from ui import messages
from ui.dialogs import CLOSE
from ui.preferences.budget_page import MONEY, BudgetPage
from ui.preferences.fields import FormPage
from ui.preferences.looks_page import LOOKS, LooksPage
from ui.preferences.service_page import SERVICE, ServicePage
from ui.preferences.shortcuts_page import SHORTCUTS, CommandRow, ShortcutsPage
from ui.preferences.sound_page import SOUND, SoundPage
from ui.shortcuts import Shortcuts

TITLE = sentence("ui.preferences.title", "Preferences")
PAGES = sentence("ui.preferences.pages", "Pages")
FIND_SETTING = sentence("ui.preferences.find_setting", "Find a setting")

_SIZE = QSize(900, 600)
_LIST_WIDTH = 180


@dataclass(frozen=True, slots=True)
class Given:
    """What the dialog shows at first."""

    settings: Settings
    commands: Sequence[CommandRow]
    shortcuts: Shortcuts
    project_limit: int | None = None


class PreferencesDialog(QDialog):
    """Shows settings; says which are changed."""

    changed = Signal(dict)
    keys_wanted = Signal(object)

    def __init__(self, given: Given, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(messages.say(TITLE))
        self.setAccessibleName(messages.say(TITLE))
        self.resize(_SIZE)
        settings = given.settings
        self.service = ServicePage(settings, self._say)
        self.sound = SoundPage(settings, self._say)
        self.budget = BudgetPage(settings, given.project_limit, self._say)
        self._given = given
        self._shortcuts: ShortcutsPage | None = None
        self._place_of_shortcuts = QStackedWidget()
        self._pages, self._list, self._find = QStackedWidget(), QListWidget(), QLineEdit()
        self._list.setObjectName("preferences_pages")
        self._list.setAccessibleName(messages.say(PAGES))
        self._found_on: list[str] = []
        for words, page in (
            (SERVICE, self.service),
            (SOUND, self.sound),
            (MONEY, self.budget),
            (SHORTCUTS, self._place_of_shortcuts),
            (LOOKS, LooksPage(settings, self._say)),
        ):
            self._list.addItem(messages.say(words))
            self._pages.addWidget(page)
            found = [row.words for row in given.commands]
            if isinstance(page, FormPage):
                found = page.words
            self._found_on.append("\n".join((messages.say(words), *found)).casefold())
        self._list.currentRowChanged.connect(self._show_page)
        self._list.setCurrentRow(0)
        self._find.setPlaceholderText(messages.say(FIND_SETTING))
        self._find.setAccessibleName(messages.say(FIND_SETTING))
        self._find.setClearButtonEnabled(True)
        self._find.textChanged.connect(self._show_found)
        close = QDialogButtonBox()
        close.addButton(messages.say(CLOSE), QDialogButtonBox.ButtonRole.RejectRole)
        close.rejected.connect(self.reject)
        left = QVBoxLayout()
        left.addWidget(self._find)
        left.addWidget(self._list, 1)
        both = QHBoxLayout()
        both.addLayout(left)
        both.addWidget(self._pages, 1)
        for each in (self._find, self._list):
            each.setFixedWidth(_LIST_WIDTH)
        rows = QVBoxLayout(self)
        rows.addLayout(both, 1)
        rows.addWidget(close)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        self._list.setFocus()

    @property
    def shortcuts(self) -> ShortcutsPage:
        """Made when it is first wanted: it has a row for every command there is."""
        if self._shortcuts is None:
            self._shortcuts = page = ShortcutsPage(self._given.commands, self._given.shortcuts)
            page.wanted.connect(self.keys_wanted)
            self._place_of_shortcuts.addWidget(page)
        return self._shortcuts

    def open_at_shortcuts(self) -> None:
        self._list.setCurrentRow(self._pages.indexOf(self._place_of_shortcuts))

    def _show_page(self, row: int) -> None:
        if self._pages.widget(row) is self._place_of_shortcuts:
            self.shortcuts.show()
        self._pages.setCurrentIndex(row)

    def _show_found(self, typed: str) -> None:
        """Only the pages with these words; the first of them is shown."""
        wanted = typed.strip().casefold()
        found = [row for row, words in enumerate(self._found_on) if wanted in words]
        for row in range(self._list.count()):
            self._list.item(row).setHidden(row not in found)
        if found and self._list.currentRow() not in found:
            self._list.setCurrentRow(found[0])

    def _say(self, **values: object) -> None:
        self.changed.emit(values)
