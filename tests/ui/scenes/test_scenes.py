"""The outline of the piece: counted, renamed and moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QTreeWidget, QWidget

from studio.document import step_names
from studio.document.ordered import Ordered
from studio.document.script_items import CHAPTER, Heading, HeadingId
from studio.studio import Studio
from tests.ui.pieces import SCENE, SECOND, TIMELINE
from ui.look import Look
from ui.scenes.outline import outline
from ui.scenes_desk import ScenesDesk
from ui.script.panel import ScriptPanel

CHAPTER_ONE = Heading(HeadingId("one"), "One", CHAPTER)
CELLAR, ROOF = Heading(HeadingId("cellar"), "The cellar"), Heading(HeadingId("roof"), "The roof")
PIECE = replace(
    SCENE,
    script=Ordered((CHAPTER_ONE, CELLAR, *SCENE.lines[:2], ROOF, SCENE.lines[2])),
)


def test_lines_and_lengths_count_upwards() -> None:
    """A scene counts its Lines; its chapter counts those of all its scenes."""
    nodes = outline(PIECE, TIMELINE, lambda line: line == SCENE.lines[0].id)
    assert [(n.heading.text, n.parent, n.lines, n.ready) for n in nodes] == [
        ("One", None, 3, 1),
        ("The cellar", 0, 2, 1),
        ("The roof", 0, 1, 0),
    ]
    assert nodes[2].frames == 2 * SECOND


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[ScenesDesk]:
    studio, window = Studio(), QWidget()
    studio.edit(step_names.TITLE(title="The Lamp"), lambda _: PIECE)
    script = ScriptPanel(studio, Look(qapp, "dark"), window)
    made = ScenesDesk(studio, script, window)
    made.panel.setParent(window)
    window.show()
    made.show()
    yield made
    window.hide()
    window.deleteLater()


def test_a_scene_is_renamed_in_the_tree(desk: ScenesDesk) -> None:
    """The text of an item is the heading's."""
    tree = desk.panel.findChild(QTreeWidget)
    tree.topLevelItem(0).child(1).setText(0, "The attic")
    assert [h.text for h in desk._studio.document.headings] == ["One", "The cellar", "The attic"]


def test_a_scene_moves_with_all_its_lines(desk: ScenesDesk) -> None:
    """Dropped before another, a scene takes its Lines along, and the tree follows."""
    desk.panel.moved.emit("roof", "cellar")
    assert [item.id for item in desk._studio.document.script][:3] == ["one", "roof", "third"]
    desk.show()
    tree = desk.panel.findChild(QTreeWidget)
    assert tree.topLevelItem(0).child(0).text(0) == "The roof"
