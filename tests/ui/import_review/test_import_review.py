"""A script comes in: looked through, changed, and taken over as one step or left alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from studio.document import step_names
from studio.document.values import Document
from studio.studio import Studio
from tests.ui.pieces import SCENE
from tests.ui.running import InQt, until
from ui import file_commands
from ui.command_set import CommandSet
from ui.file_drops import FileDrops
from ui.import_desk import ImportDesk
from ui.import_review.dialog import ImportReview
from ui.import_review.lines_model import RESULT, TAKES
from ui.import_review.lines_view import LinesView
from ui.import_review.names_table import NamesTable
from ui.look import Look

CHANGED = """\
ANNA: (whispering) Is the lamp on? I cannot --
BEN: ^0.5 It was on last week.
ANNA: And today is Thursday.
ANNA: I will go and look.
ANAN: Are you sure?
ANNA: I am.
BEN: Then go.
BEN: And be quick.
NOTE: Rain.
BEN:
"""
TABLE = """\
Figure,Said,Remark,Where
MARA,Hello there.,softly,Cellar
TOM,Who is it?,,Cellar
MARA,It is only me.,impatient,Cellar
"""


@dataclass
class Room:
    window: QWidget
    studio: Studio
    desk: ImportDesk
    folder: Path
    before: Document

    def file(self, name: str, words: str) -> Path:
        path = self.folder / name
        path.write_text(words, encoding="utf-8")
        return path

    async def review(self, name: str, words: str) -> None:
        self.desk.review(self.file(name, words))
        await until(self.shown)

    def shown(self) -> ImportReview | None:
        return self.window.findChild(ImportReview)

    async def gone(self) -> None:
        await until(lambda: self.shown() is None)

    def button(self, words: str) -> QPushButton | QToolButton:
        dialog = self.shown()
        assert dialog is not None
        buttons = [*dialog.findChildren(QPushButton), *dialog.findChildren(QToolButton)]
        found = [button for button in buttons if button.text().startswith(words)]
        assert found, [button.text() for button in buttons]
        return found[0]

    def lines(self) -> LinesView:
        return self.window.findChild(LinesView)

    def column(self, column: int) -> list[str]:
        model = self.lines().lines
        return [str(model.index(row, column).data()) for row in range(model.rowCount())]

    def names(self) -> dict[str, tuple[bool, str]]:
        """By name: whether it is ticked, and what it becomes."""
        table = self.window.findChild(NamesTable)
        return {
            table.item(row, 0).text(): (
                table.item(row, 0).checkState() is Qt.CheckState.Checked,
                table.item(row, 2).text(),
            )
            for row in range(table.rowCount())
        }

    def tick(self, name: str) -> None:
        table = self.window.findChild(NamesTable)
        row = list(self.names()).index(name)
        table.item(row, 0).setCheckState(Qt.CheckState.Checked)


@pytest.fixture
def room(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Room]:
    monkeypatch.setenv("DIALOGUE_STUDIO_HOME", str(tmp_path / "home"))
    look, studio, window = Look(qapp, "dark"), Studio(), QWidget()
    studio.edit(step_names.TITLE(title="The Lamp"), lambda _: SCENE)
    window.resize(1280, 800)
    window.show()
    qtbot.waitExposed(window)
    yield Room(window, studio, ImportDesk(studio, look, window), tmp_path, studio.document)
    window.hide()
    window.deleteLater()
    studio.close()


def _texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def test_every_name_is_shown_and_doubtful_ones_are_not_ticked(room: Room, in_qt: InQt) -> None:
    """Who is known is ticked; a slip of one is offered as that one; a usual word is nobody."""

    async def look() -> None:
        await room.review("lamp.txt", CHANGED)
        assert room.names() == {
            "ANNA": (True, "ANNA"),
            "BEN": (True, "BEN"),
            "ANAN": (False, "ANNA"),
            "NOTE": (False, "Not a speaker"),
        }
        room.button("Cancel").click()
        await room.gone()

    in_qt(look())
    assert room.studio.document is room.before


def test_what_changed_came_and_went_is_told_line_by_line(room: Room, in_qt: InQt) -> None:
    """Each Line has its sign and what happens to its takes; what is gone stays until ticked."""

    async def look() -> None:
        await room.review("lamp.txt", CHANGED)
        signs = [words[0] for words in room.column(RESULT)]
        assert signs.count("=") == 1
        assert {"≠", "+", "−"} <= set(signs)
        gone = signs.index("−")
        assert room.column(TAKES)[gone] == "stays as it is"
        room.button("Cancel").click()
        await room.gone()

    in_qt(look())


def test_a_slip_that_is_ticked_becomes_who_was_meant(room: Room, in_qt: InQt) -> None:
    """Ticking it gives its Lines to the Speaker it is a slip of, and the review shows that at once."""

    async def look() -> None:
        await room.review("lamp.txt", CHANGED)
        before = len(room.column(RESULT))
        room.tick("ANAN")
        await until(lambda: len(room.column(RESULT)) == before + 1)
        room.button("Update").click()
        await room.gone()

    in_qt(look())
    document = room.studio.document
    line = next(line for line in document.lines if line.text == "Are you sure?")
    assert document.speaker(line.speaker).name == "ANNA"
    assert {speaker.name for speaker in document.cast} == {"ANNA", "BEN"}


def test_what_is_taken_over_is_one_step(room: Room, in_qt: InQt) -> None:
    """One undo takes the whole import back."""

    async def look() -> None:
        await room.review("lamp.txt", CHANGED)
        room.button("Update").click()
        await room.gone()

    in_qt(look())
    assert "It was on last week." in _texts(room.studio.document)
    assert "<b>Yesterday</b> was Tuesday." in _texts(room.studio.document)
    room.studio.undo()
    assert room.studio.document is room.before


def test_space_leaves_the_selected_lines_as_they_are(room: Room, in_qt: InQt) -> None:
    """A row that is not ticked stays as it is in the project."""

    async def look() -> None:
        await room.review("lamp.txt", CHANGED)
        changed = next(at for at, words in enumerate(room.column(RESULT)) if words[0] == "≠")
        room.lines().selectRow(changed)
        QTest.keyClick(room.lines(), Qt.Key.Key_Space)
        assert room.column(TAKES)[changed] == "stays as it is"
        room.button("Update").click()
        await room.gone()

    in_qt(look())
    assert "It was on yesterday." in _texts(room.studio.document)


def test_lines_can_be_filtered_and_ticked_together(room: Room, in_qt: InQt) -> None:
    """Only what is gone, all of it ticked: those Lines leave the project."""

    async def look() -> None:
        await room.review("lamp.txt", CHANGED)
        room.button("− Gone").click()
        assert all(words.startswith("−") for words in room.column(RESULT))
        room.button("Tick all").click()
        room.button("All").click()
        find = room.shown().findChild(QLineEdit)
        find.setText("tuesday")
        assert room.column(RESULT) == ["− Gone"]
        room.button("Update").click()
        await room.gone()

    in_qt(look())
    assert "<b>Yesterday</b> was Tuesday." not in _texts(room.studio.document)


def test_places_not_understood_say_row_and_remedy(room: Room, in_qt: InQt) -> None:
    """An empty speech is told with its row; choosing it shows the Line there."""

    async def look() -> None:
        await room.review("lamp.txt", CHANGED)
        places = room.shown().findChild(QListWidget)
        assert places.item(0).text().startswith("Row 10: BEN says nothing here.")
        labels = [label.text() for label in room.shown().findChildren(QLabel)]
        assert "1 place not understood" in labels
        room.button("Cancel").click()
        await room.gone()

    in_qt(look())


def test_how_it_is_read_is_shown_at_once(room: Room, in_qt: InQt) -> None:
    """Without the reading of marks as cues, they are words of the Line."""

    async def look() -> None:
        await room.review("lamp.txt", CHANGED)
        boxes = room.shown().findChildren(QCheckBox)
        marks = next(box for box in boxes if box.text().startswith("Turn"))
        marks.click()
        model = room.lines().lines
        await until(lambda: any(row.new and row.new.text.startswith("^0.5") for row in model.rows))
        room.button("Cancel").click()
        await room.gone()

    in_qt(look())


def test_columns_of_a_table_are_chosen_and_remembered(room: Room, in_qt: InQt) -> None:
    """Headers nobody knows: once told what they hold, the next table like it is read so."""

    def box(name: str) -> QComboBox:
        wanted = f"Column {name} holds"
        boxes = room.shown().findChildren(QComboBox)
        return next(each for each in boxes if each.accessibleName() == wanted)

    def choose(name: str, field: str) -> None:
        box(name).setCurrentIndex(box(name).findData(field))

    async def look() -> None:
        await room.review("table.csv", TABLE)
        choose("Said", "text")
        choose("Figure", "speaker")
        choose("Remark", "direction")
        await until(lambda: set(room.names()) == {"MARA", "TOM"})
        assert box("Where").currentData() == ""
        room.button("Import 3 lines").click()
        await room.gone()
        await room.review("next.csv", TABLE.replace("Hello", "Good evening"))
        assert set(room.names()) == {"MARA", "TOM"}
        assert box("Remark").currentData() == "direction"
        room.button("Cancel").click()
        await room.gone()

    in_qt(look())
    assert [line.direction for line in room.studio.document.lines][-3:] == [
        "softly",
        "",
        "impatient",
    ]


def test_a_new_script_leaves_the_lines_of_the_project_alone(room: Room, in_qt: InQt) -> None:
    """Where nothing of it is in the project, nothing of the project is shown as gone."""

    async def look() -> None:
        await room.review("other.txt", "MARA: Hello there.\nTOM: Who is it?\nMARA: Me.\n")
        assert set(room.column(RESULT)) == {"+ Added"}
        room.button("Import 3 lines").click()
        await room.gone()

    in_qt(look())
    assert _texts(room.studio.document) == [*_texts(SCENE), "Hello there.", "Who is it?", "Me."]
    assert all(speaker.draft_voice for speaker in room.studio.document.cast)


def test_it_can_become_a_project_of_its_own(room: Room, in_qt: InQt) -> None:
    """The open project stays as it is; the new one has only what the file says."""

    async def look() -> None:
        await room.review("other.txt", "MARA: Hello there.\nTOM: Who is it?\nMARA: Me.\n")
        room.button("Open as a new project").click()
        await room.gone()

    in_qt(look())
    assert _texts(room.studio.document) == ["Hello there.", "Who is it?", "Me."]
    assert room.studio.document.title == "other"


def test_a_file_that_is_no_script_is_told_and_nothing_opens(
    room: Room, in_qt: InQt, qtbot: QtBot
) -> None:
    """One sentence names the file; there is nothing to review."""
    from ui import problems

    said: list[str] = []
    leave = problems.reported.connect(lambda message: said.append(str(message)))
    path = room.folder / "noise.txt"
    path.write_bytes(b"\x7fELF" + bytes(range(8)) * 400)

    async def look() -> None:
        room.desk.review(path)
        await until(lambda: said)

    in_qt(look())
    leave()
    assert "noise.txt" in said[0]
    assert room.shown() is None


def test_the_report_can_be_kept(room: Room, in_qt: InQt) -> None:
    """What is saved names the file, what was not understood and what changes."""
    target = room.folder / "report.txt"

    async def look() -> None:
        await room.review("lamp.txt", CHANGED)
        room.button("Save the report").click()
        await until(lambda: room.shown().findChild(QFileDialog))
        asked = room.shown().findChild(QFileDialog)
        asked.findChild(QLineEdit).setText(str(target))
        asked.accept()
        await until(target.exists)
        room.button("Cancel").click()
        await room.gone()

    in_qt(look())
    report = target.read_text(encoding="utf-8")
    for words in ("lamp.txt", "says nothing here", "≠"):
        assert words in report


def test_a_pasted_text_goes_where_it_was_pasted(room: Room, in_qt: InQt) -> None:
    """Whoever pasted it gets what is taken over; there is no project to open it as."""
    taken: list[Document] = []

    async def look() -> None:
        room.desk.review_text("MARA: Hello there.\nTOM: Who is it?\nMARA: Me.\n", taken.append)
        await until(room.shown)
        assert not room.button("Open as a new project").isVisible()
        room.button("Import 3 lines").click()
        await room.gone()

    in_qt(look())
    assert _texts(taken[0]) == ["Hello there.", "Who is it?", "Me."]
    assert room.studio.document is room.before


def test_the_file_is_asked_for_by_the_command(room: Room, in_qt: InQt, qapp: QApplication) -> None:
    """File › Import asks for a script, and reviews it."""
    commands = CommandSet((file_commands.IMPORT,), Look(qapp, "dark"), room.window)
    commands.carry_out(room.desk.doing())
    path = room.file("lamp.txt", CHANGED)

    async def look() -> None:
        commands.action(file_commands.IMPORT).trigger()
        await until(lambda: room.window.findChild(QFileDialog))
        asked = room.window.findChild(QFileDialog)
        asked.findChild(QLineEdit).setText(str(path))
        asked.accept()
        await until(room.shown)
        room.button("Cancel").click()
        await room.gone()

    in_qt(look())


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["scene.fountain", "other.txt"], ["script scene.fountain"]),
        (["piano.WAV", "rain.flac"], ["sounds piano.WAV rain.flac"]),
        (["lamp.dialogue"], ["project lamp.dialogue"]),
        (["piano.wav", "scene.csv"], ["sounds piano.wav", "script scene.csv"]),
    ],
)
def test_files_dropped_on_the_window_go_where_they_belong(
    room: Room, names: list[str], told: list[str]
) -> None:
    """Projects open, scripts are reviewed, sounds are placed."""
    drops, heard = FileDrops(room.window), []
    drops.project_dropped.connect(lambda path: heard.append(f"project {path.name}"))
    drops.script_dropped.connect(lambda path: heard.append(f"script {path.name}"))
    drops.sounds_dropped.connect(
        lambda paths: heard.append(" ".join(["sounds", *(path.name for path in paths)]))
    )
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(room.folder / name)) for name in names])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    # Qt delivers a drop only at the end of a drag of its own.
    drops.eventFilter(room.window, event)
    assert heard == told


def test_a_long_script_is_shown_at_once(room: Room, in_qt: InQt) -> None:
    """Ten thousand Lines: ticking one is as quick as in a short script."""
    words = "".join(f"{'ANNA' if n % 2 else 'BEN'}: This is line {n}.\n" for n in range(10_000))

    async def look() -> None:
        await room.review("long.txt", words)
        assert room.lines().lines.rowCount() == 10_000
        room.lines().selectRow(3)
        QTest.keyClick(room.lines(), Qt.Key.Key_Space)
        assert room.column(TAKES)[3] == "stays out"
        room.button("Cancel").click()
        await room.gone()

    in_qt(look())
