"""The tree of scenes: a press goes there, a drag moves the scene with all its Lines."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.sentences import sentence
from ui import messages, quantities
from ui.plain_text import label
from ui.scenes.outline import Node

SCENES = sentence("ui.scenes.name", "Scenes")
SCENE = sentence("ui.scenes.scene", "Scene")
LINES = sentence("ui.scenes.lines", "Lines")
LENGTH = sentence("ui.scenes.length", "Length")
EMPTY = sentence(
    "ui.scenes.empty", "No scenes yet. A scene begins with a heading: Line › New scene above."
)
UNTITLED = sentence("ui.scenes.untitled", "Untitled scene")
NODE = sentence("ui.scenes.node", "{text}, {lines} {lines:line|lines}, {ready} ready, {length}")

_ID = int(Qt.ItemDataRole.UserRole)


class ScenesPanel(QWidget):
    """`show_nodes` says what there is; signals carry ids of headings."""

    chosen = Signal(str)
    play_wanted = Signal(str)
    renamed = Signal(str, str)
    moved = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(messages.say(SCENES))
        self._nodes: tuple[Node, ...] = ()
        self._empty = label("hint", messages.say(EMPTY))
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(16, 16, 16, 16)
        self._tree = _Tree()
        self._tree.setAccessibleName(messages.say(SCENES))
        self._tree.setHeaderLabels([messages.say(each) for each in (SCENE, LINES, LENGTH)])
        header = self._tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._empty)
        rows.addWidget(self._tree, 1)
        self._tree.itemClicked.connect(lambda item, _column: self.chosen.emit(item.data(0, _ID)))
        self._tree.itemChanged.connect(self._item_changed)
        self._tree.play_wanted.connect(self.play_wanted)
        self._tree.dropped.connect(self.moved)

    def show_nodes(self, nodes: tuple[Node, ...]) -> None:
        if nodes == self._nodes:
            return
        is_same_tree = [(n.heading.id, n.parent) for n in nodes] == [
            (n.heading.id, n.parent) for n in self._nodes
        ]
        self._nodes = nodes
        self._tree.blockSignals(True)
        if not is_same_tree:
            self._tree.make([(node.heading.id, node.parent) for node in nodes])
        for node, item in zip(nodes, self._tree.all_items(), strict=True):
            text = node.heading.text or messages.say(UNTITLED)
            length = quantities.whole_seconds(node.frames)
            item.setText(0, text)
            item.setText(1, str(node.lines))
            item.setText(2, length)
            words = messages.say(NODE, text=text, lines=node.lines, ready=node.ready, length=length)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, words)
        self._tree.blockSignals(False)
        self._empty.setVisible(not nodes)
        self._tree.setVisible(bool(nodes))

    def _item_changed(self, item: QTreeWidgetItem, column: int) -> None:
        if column == 0:
            self.renamed.emit(item.data(0, _ID), item.text(0))


class _Tree(QTreeWidget):
    """Its items are made in order; a drop is said, and the tree follows once the Document did."""

    play_wanted = Signal(str)
    dropped = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._items: list[QTreeWidgetItem] = []
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setIndentation(14)

    def make(self, order: list[tuple[str, int | None]]) -> None:
        self.clear()
        self._items = []
        for id, parent in order:
            over = self.invisibleRootItem() if parent is None else self._items[parent]
            item = QTreeWidgetItem(over)
            item.setData(0, _ID, id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight)
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight)
            self._items.append(item)
        self.expandAll()

    def all_items(self) -> list[QTreeWidgetItem]:
        return self._items

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and item is not None:
            self.play_wanted.emit(item.data(0, _ID))
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Before which scene the dragged one was let go; None is the end of the piece."""
        moving = self.currentItem()
        target = self.itemAt(event.position().toPoint())
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if moving is None:
            return
        before: str | None = None
        if target is not None:
            is_below = (
                self.dropIndicatorPosition() == QAbstractItemView.DropIndicatorPosition.BelowItem
            )
            at = self._items.index(target) + (1 + _below(target) if is_below else 0)
            before = self._items[at].data(0, _ID) if at < len(self._items) else None
        if before != moving.data(0, _ID):
            self.dropped.emit(moving.data(0, _ID), before)


def _below(item: QTreeWidgetItem) -> int:
    """How many items belong to this one."""
    children = (item.child(at) for at in range(item.childCount()))
    return sum(1 + _below(child) for child in children if child is not None)
