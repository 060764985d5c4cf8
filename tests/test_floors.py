"""The floors of the house: imports go only downward, and some libraries live behind one door."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

FLOORS: dict[str, int] = {
    "studio.errors": 1,
    "studio.sentences": 1,
    "studio.frames": 1,
    "studio.formula_guard": 1,
    "studio.identity": 1,
    "studio.resource_files": 1,
    "studio.displays": 1,
    "studio.own_program": 1,
    "studio.observers": 2,
    "studio.atomic_file": 2,
    "studio.settings": 2,
    "studio.kept_values": 2,
    "studio.secrets": 2,
    "studio.folders": 2,
    "studio.redaction": 2,
    "studio.log_file": 2,
    "studio.document": 3,
    "studio.scripts": 3,
    "studio.wire": 3,
    "studio.audio": 3,
    "studio.takes": 4,
    "studio.tts": 4,
    "studio.server": 4,
    "studio.timeline": 4,
    "studio.scheduling": 5,
    "studio.playback": 5,
    "studio.export": 5,
    "studio.project": 5,
    "studio.standing": 5,
    "studio.studio": 6,
    "studio.front": 6,
    "studio.rendering": 6,
    "studio.clipboard": 6,
    "studio.opening": 6,
    "studio.reading_arguments": 6,
    "studio.casting": 6,
    "studio.commands": 6,
    "studio.__main__": 6,
    "ui": 7,
}
ON_THE_SAME_FLOOR_MAY_SEE = {
    ("studio.timeline", "studio.takes"),
    ("studio.scripts", "studio.document"),
    ("studio.errors", "studio.sentences"),
    ("studio.secrets", "studio.redaction"),
    ("studio.settings", "studio.atomic_file"),
    ("studio.settings", "studio.folders"),
    ("studio.kept_values", "studio.atomic_file"),
    ("studio.kept_values", "studio.folders"),
    ("studio.log_file", "studio.redaction"),
    ("studio.log_file", "studio.folders"),
    ("studio.studio", "studio.casting"),
    ("studio.studio", "studio.clipboard"),
    ("studio.studio", "studio.front"),
    ("studio.studio", "studio.opening"),
    ("studio.front", "studio.opening"),
    ("studio.commands", "studio.opening"),
    ("studio.commands", "studio.reading_arguments"),
    ("studio.reading_arguments", "studio.opening"),
    ("studio.commands", "studio.casting"),
    ("studio.opening", "studio.casting"),
    ("studio.commands", "studio.rendering"),
    ("studio.commands", "studio.studio"),
    ("studio.__main__", "studio.commands"),
}
NEVER_TOGETHER = {
    (above, below)
    for above in ("studio.timeline", "studio.playback", "studio.export", "studio.project")
    for below in ("studio.tts", "studio.wire", "studio.server")
}
UI_SEES_OF_THE_CORE = {
    "studio.studio",
    "studio.errors",
    "studio.sentences",
    "studio.frames",
    "studio.formula_guard",
    "studio.identity",
    "studio.observers",
    "studio.own_program",
    "studio.displays",
    "studio.resource_files",
    "studio.settings",
    "studio.kept_values",
    "studio.standing",
    "studio.document",
    "studio.takes",
    "studio.timeline",
}
UI_SEES_OF_CLOSED_ROOMS = (
    "studio.front",
    "studio.playback.meters",
    "studio.playback.play_state",
    "studio.playback.process_messages",
    "studio.project.backups",
    "studio.project.version_rows",
    "studio.scheduling.budget",
    "studio.scheduling.casting_wall",
    "studio.scheduling.ledger",
    "studio.scheduling.promotion",
    "studio.scheduling.runway",
    "studio.scheduling.spending",
    "studio.scheduling.spent",
    "studio.scripts.intake",
    "studio.scripts.merge",
    "studio.scripts.reading",
    "studio.scripts.review",
    "studio.scripts.word_changes",
)
DOORS = {
    "websockets": {"studio/tts/connection.py", "studio/server/listener.py"},
    "sqlite3": {"studio/project/store.py"},
    "sounddevice": {"studio/playback/device_output.py"},
}


def _modules() -> list[Path]:
    return sorted([*ROOT.glob("studio/**/*.py"), *ROOT.glob("ui/**/*.py")])


def _module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _room(module: str) -> str:
    return ".".join(module.split(".")[:2]) if module.startswith("studio.") else module.split(".")[0]


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the floor they reach"
            assert node.module is not None
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _violations(module: str, imported: str) -> Iterator[str]:
    room, other = _room(module), _room(imported)
    if other == "studio" or other not in FLOORS or room == other or module in ("studio", "ui"):
        return
    if room not in FLOORS:
        yield f"{module}: add {room} to the table of floors"
        return
    if (room, other) in NEVER_TOGETHER:
        yield f"{module} must never know {imported}"
    same = FLOORS[room] == FLOORS[other]
    if FLOORS[room] < FLOORS[other] or (same and (room, other) not in ON_THE_SAME_FLOOR_MAY_SEE):
        yield f"{module} (floor {FLOORS[room]}) imports {imported} (floor {FLOORS[other]})"
    is_open = other in UI_SEES_OF_THE_CORE or imported.startswith(UI_SEES_OF_CLOSED_ROOMS)
    if room == "ui" and not is_open and module != "ui.__main__":
        yield f"{module} sees {imported}; the window asks studio.studio instead"


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_arrows_point_downward(path: Path) -> None:
    """Every import of every module goes to a lower floor, or to a named neighbour."""
    module = _module_name(path)
    found = [text for imported in _imports(path) for text in _violations(module, imported)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_libraries_stay_behind_their_door(path: Path) -> None:
    """No Qt in the core; sockets, SQL and the sound device each in their own file."""
    where = path.relative_to(ROOT).as_posix()
    tops = {imported.split(".")[0] for imported in _imports(path)}
    if where.startswith("studio/"):
        assert not tops & {"PySide6", "qasync", "shiboken6"}, f"{where} imports Qt"
    for library, doors in DOORS.items():
        assert library not in tops or where in doors, f"{where} imports {library}"


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_panels_are_strangers(path: Path) -> None:
    """A panel of the window never imports another panel."""
    module = _module_name(path)
    own = module.split(".")[1] if module.startswith("ui.") and module.count(".") >= 2 else None
    if own is None:
        return
    others = {
        imported
        for imported in _imports(path)
        if imported.startswith("ui.") and (ROOT / "ui" / imported.split(".")[1]).is_dir()
    }
    assert all(imported.split(".")[1] == own for imported in others), f"{module}: {others}"


@pytest.mark.parametrize(
    ("module", "imported"),
    [
        ("studio.frames", "studio.document.values"),
        ("studio.timeline.layout", "studio.tts.client"),
        ("studio.takes.shelf", "studio.tts"),
        ("ui.main_window", "studio.tts.client"),
        ("studio.unheard_of", "studio.frames"),
    ],
)
def test_a_broken_floor_is_noticed(module: str, imported: str) -> None:
    """The table is not empty talk: an upward or sideways arrow is reported."""
    assert list(_violations(module, imported))
