"""The right of the export dialog: every file that would be written, and what is to be known before."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from studio.sentences import sentence
from studio.standing.exporting import ExportPreview
from ui import fonts, icons, messages
from ui.export.job_words import files_words
from ui.export.what import kind_of
from ui.look import Look
from ui.plain_text import label, tip

PREVIEW = sentence("ui.export.preview", "Files that will be written")
TOTAL = sentence("ui.export.total", "{count} {count:file|files}, about {size} MB")
SIZE_MB = sentence("ui.export.size_mb", "{size} MB")
SIZE_KB = sentence("ui.export.size_kb", "{size} KB")
NAMES_FINE = sentence("ui.export.names_fine", "Names are free and unique")
DRAFTS = sentence(
    "ui.export.drafts",
    "{count} {count:line is|lines are} not spoken by {count:its|their} final voice yet.",
)

_HEIGHT, _SIDE, _ICON = 26, 12, 14
_SIZE_TEXT = Qt.ItemDataRole.UserRole
_ICON_NAME = Qt.ItemDataRole.UserRole + 1
_MB, _KB = 1_000_000, 1_000


class FilesPreview(QFrame):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("export_preview")
        self._look = look
        self._total, self._files, self._checks = label("section_label"), QListWidget(), QWidget()
        self._files.setItemDelegate(_FilePainter(look, self._files))
        self._files.setAccessibleName(messages.say(PREVIEW))
        self._rows = QVBoxLayout(self._checks)
        self._rows.setContentsMargins(16, 10, 16, 10)
        self._rows.setSpacing(6)
        top = QHBoxLayout()
        top.setContentsMargins(16, 12, 16, 10)
        top.addWidget(label("group_heading", messages.say(PREVIEW)))
        top.addStretch(1)
        top.addWidget(self._total)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._files, 1)
        column.addWidget(self._checks)

    def show_preview(self, preview: ExportPreview, folder: Path) -> None:
        self._files.clear()
        for file in preview.files:
            path = file.path
            shown = path.relative_to(folder) if path.is_relative_to(folder) else path
            item = QListWidgetItem(str(shown))
            item.setData(_SIZE_TEXT, size_words(file.bytes))
            item.setData(_ICON_NAME, kind_of(path).value[0])
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{shown}, {size_words(file.bytes)}")
            item.setToolTip(tip(str(path)))
            self._files.addItem(item)
        self._total.setText(files_words(TOTAL, len(preview.files), preview.bytes))
        self._clear_checks()
        for clash in preview.clashes:
            self._check("warn", "failed", messages.text(clash))
        if not preview.clashes and preview.files:
            self._check("check", "ready", messages.say(NAMES_FINE))
        if preview.drafts:
            self._check("states/draft", "stale", messages.say(DRAFTS, count=preview.drafts))
        for note in preview.notes:
            self._check("help", "text2", messages.text(note))

    def show_trouble(self, words: str) -> None:
        self._files.clear()
        self._total.setText("")
        self._clear_checks()
        self._check("warn", "failed", words)

    def _clear_checks(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.setParent(None)
                row.deleteLater()

    def _check(self, icon: str, token: str, words: str) -> None:
        row_of = QWidget()
        row = QHBoxLayout(row_of)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        sign, said = label("check_sign"), label("hint", words)
        theme = self._look.theme
        ratio = self.devicePixelRatio()
        sign.setPixmap(icons.pixmap(icon, theme, getattr(theme, token), _ICON, ratio))
        sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        said.setWordWrap(True)
        row.addWidget(sign)
        row.addWidget(said, 1)
        self._rows.addWidget(row_of)


class _FilePainter(QStyledItemDelegate):
    """The kind's icon, the name, the size at the right."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(100, _HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme, box = self._look.theme, QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.selection)
        ratio = painter.device().devicePixelRatio()
        icon = icons.pixmap(str(index.data(_ICON_NAME)), theme, theme.text2, _ICON, ratio)
        painter.drawPixmap(
            round(box.left()) + _SIDE, round(box.center().y()) - _ICON // 2 + 1, icon
        )
        painter.setFont(fonts.font(fonts.SECONDARY))
        metrics, middle = painter.fontMetrics(), Qt.AlignmentFlag.AlignVCenter
        size = str(index.data(_SIZE_TEXT))
        words = box.adjusted(2 * _SIDE + _ICON, 0, -_SIDE, 0)
        painter.setPen(theme.text3)
        painter.drawText(words, Qt.AlignmentFlag.AlignRight | middle, size)
        room = round(words.width()) - metrics.horizontalAdvance(size) - _SIDE
        painter.setPen(theme.text)
        name = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | middle, name)
        painter.restore()


def size_words(size: int) -> str:
    """`19.7 MB`, `3 KB`."""
    if size < _MB:
        return messages.say(SIZE_KB, size=max(1, round(size / _KB)))
    return messages.say(SIZE_MB, size=messages.with_decimal_point(f"{size / _MB:.1f}"))
