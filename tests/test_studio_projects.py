"""Projects as the window opens, keeps and leaves them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
import soundfile

from studio.document.edits import lines, script, sounds
from studio.document.edits.casting import add_speaker, new_speaker
from studio.document.edits.grasp import EditError
from studio.document.sounds import SoundClip, SoundClipId, SoundLane, SoundLaneId
from studio.document.step_names import DELETE_LINES, SOUND, TITLE, TYPE
from studio.document.values import Delivery, Document, Speaker, SpeakerId
from studio.errors import StorageError, StudioError
from studio.folders import HOME_VARIABLE
from studio.front.open_project import OpenProject
from studio.project.creating import write_new_file
from studio.project.project import Project
from studio.project.unnamed import unnamed_projects
from studio.standing.saving import SavingState
from studio.studio import Studio
from studio.takes.line_state import LineState
from studio.takes.recipe import Recipe
from studio.takes.request_record import Purpose, RequestState, new_request
from tests.project.made import SCENE, project_with_takes


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def studio(home: Path) -> Iterator[Studio]:
    studio = Studio()
    yield studio
    studio.close()


def _script(folder: Path) -> Path:
    script = folder / "scene.txt"
    script.write_text("ANNA: Hello.\nBEN: Good evening.\n", encoding="utf-8")
    return script


def _shown(studio: Studio, path: Path) -> OpenProject:
    opened = studio.open(path).result(20)
    studio.show(opened)
    return opened


def _type(studio: Studio, text: str) -> None:
    line = studio.document.lines[0].id
    studio.edit(TYPE(str(line), number=1), lambda document: lines.set_text(document, line, text))


def _until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.01)


def _in_file(path: Path) -> Document:
    project = Project(path, to_write=False)
    document = project.document.result(10)
    project.close()
    return document


@pytest.mark.by_the_clock
def test_a_script_becomes_a_project_that_keeps_itself(studio: Studio, home: Path) -> None:
    """Without a name and without a question; each edit is on the disk within half a second, and
    `saved` is said only then."""
    project = _shown(studio, _script(home))
    assert project.standing.path is None
    assert project.saving.state is SavingState.SAVED
    project.project.findings.result(10)  # type: ignore[union-attr]
    told = threading.Event()
    began = time.monotonic()
    _type(studio, "Hello there.")
    assert project.saving.state is SavingState.SAVING
    studio.project_changed.connect(
        lambda: told.set() if project.saving.state is SavingState.SAVED else None
    )
    assert told.wait(10)
    assert time.monotonic() - began < 0.5
    (kept,) = unnamed_projects()
    copy = shutil.copyfile(kept, home / "copy.dialogue")
    assert _in_file(copy).lines[0].text == "Hello there."


def test_a_script_nobody_touched_leaves_no_project_behind(home: Path) -> None:
    """Looking at a script is no work that has to be kept; the first edit is."""
    for edits in (False, True):
        studio = Studio()
        _shown(studio, _script(home))
        if edits:
            _type(studio, "Hello there.")
        studio.close()
        assert len(unnamed_projects()) == edits


def test_a_project_opens_as_it_was_left(home: Path) -> None:
    """What was typed last is there, although nobody saved it."""
    path = home / "scene.dialogue"
    write_new_file(path, SCENE)
    studio = Studio()
    project = _shown(studio, path)
    assert project.standing.path == path
    assert studio.document == SCENE
    _type(studio, "Other words.")
    studio.close()
    assert _in_file(path).lines[0].text == "Other words."


def test_whoever_has_no_voice_gets_one_and_keeps_it(studio: Studio, home: Path) -> None:
    """In a project from elsewhere, and as somebody joins the Cast: every Line can be heard."""
    path = home / "silent.dialogue"
    write_new_file(path, Document(cast=(Speaker(SpeakerId("a"), "ANNA", 0),)))
    _shown(studio, path)
    studio.edit(TITLE(title="Two"), lambda it: add_speaker(it, new_speaker(it, "BEN")))
    studio.close()
    voices = [speaker.draft_voice for speaker in _in_file(path).cast]
    assert None not in voices
    assert len(set(voices)) == 2


def test_another_project_takes_the_place_of_the_last(studio: Studio, home: Path) -> None:
    """The last one is saved and let go of; whoever watches is told what differs."""
    first, second = home / "first.dialogue", home / "second.dialogue"
    write_new_file(first, SCENE)
    write_new_file(second, Document(title="Other"))
    _shown(studio, first)
    _type(studio, "Last words.")
    changes: list[object] = []
    studio.document_changed.connect(changes.append)
    _shown(studio, second)
    assert studio.document.title == "Other"
    assert len(changes) == 1
    _until(lambda: not first.with_name(".first.dialogue.lock").exists())
    assert _in_file(first).lines[0].text == "Last words."
    assert studio.undo() is None


def test_what_cannot_be_opened_changes_nothing(studio: Studio, home: Path) -> None:
    """The open project stays, and one sentence says why."""
    path = home / "scene.dialogue"
    write_new_file(path, SCENE)
    _shown(studio, path)
    broken = home / "broken.dialogue"
    broken.write_bytes(b"SQLite format 3\0" + b"nonsense" * 2000)
    with pytest.raises(StudioError):
        studio.open(broken).result(20)
    with pytest.raises(StudioError):
        studio.open(home / "missing.txt").result(20)
    assert studio.document == SCENE


def test_a_project_that_is_open_elsewhere_is_read_only(home: Path) -> None:
    """It says who has it; an edit is refused at once, and a copy can be worked on."""
    path = home / "scene.dialogue"
    write_new_file(path, SCENE)
    first, second = Studio(), Studio()
    _shown(first, path)
    project = _shown(second, path)
    assert "is open in another window" in str(project.standing.read_only_because)
    assert project.saving.state is SavingState.READ_ONLY
    with pytest.raises(EditError, match="another window"):
        _type(second, "Mine.")
    assert second.document == SCENE
    project.save_as(home / "copy.dialogue").result(20)
    assert project.standing.path == home / "copy.dialogue"
    assert project.standing.read_only_because is None
    _type(second, "Mine.")
    second.close()
    first.close()
    assert _in_file(path) == SCENE
    assert _in_file(home / "copy.dialogue").lines[0].text == "Mine."


def test_versions_are_kept_and_gone_back_to_as_one_step(studio: Studio, home: Path) -> None:
    """Restoring can be undone like any other edit."""
    project = _shown(studio, _script(home))
    first = project.save_version("first").result(10)
    _type(studio, "Changed.")
    assert [each.name for each in project.versions().result(10)] == ["first"]
    studio.restore(first, project.version_document(first.id).result(10))
    assert studio.document.lines[0].text == "Hello."
    assert str(studio.undo_step and studio.undo_step.sentence) == "Restored the version first."
    studio.undo()
    assert studio.document.lines[0].text == "Changed."
    project.remove_version(first.id).result(10)
    assert project.versions().result(10) == ()


def test_saved_under_a_name_it_goes_on_there(studio: Studio, home: Path) -> None:
    """The unnamed one is gone, later edits go to the named one; a copy stays what it was."""
    project = _shown(studio, _script(home))
    _type(studio, "One.")
    project.save_copy(home / "copy.dialogue").result(10)
    project.save_as(home / "named.dialogue").result(10)
    _type(studio, "Two.")
    assert project.standing.path == home / "named.dialogue"
    assert unnamed_projects() == ()
    _until(lambda: project.saving.state is SavingState.SAVED)
    assert _in_file(home / "copy.dialogue").lines[0].text == "One."
    studio.close()
    assert _in_file(home / "named.dialogue").lines[0].text == "Two."


def test_without_any_place_to_keep_it_work_goes_on_and_it_is_said(
    studio: Studio, home: Path
) -> None:
    """A data folder that cannot be made is no reason not to write; saving under a name cures it. Until
    then nothing is asked of paid voices, whose words would be lost with the program."""
    (home / "home").write_text("in the way")
    project = _shown(studio, _script(home))
    _type(studio, "All the same.")
    assert project.saving.state is SavingState.NOT_SAVED
    assert "Nothing of this is saved" in str(project.saving.because)
    recipe = Recipe("Hello.", "voices.example", 1, "", Delivery())
    line = studio.document.lines[0]
    asked = new_request(
        recipe, line.id, line.speaker, "", Purpose.SCENE, datetime.now(UTC)
    ).becomes(RequestState.ASKED)
    with pytest.raises(StorageError, match="Nothing is asked of paid voices"):
        project.store.write_request(asked).result(10)
    project.save_as(home / "named.dialogue").result(10)
    _until(lambda: project.saving.state is SavingState.SAVED)
    assert project.standing.path == home / "named.dialogue"
    assert project.store.folder() == home
    project.store.write_request(asked).result(10)
    _type(studio, "And on.")
    studio.close()
    assert _in_file(home / "named.dialogue").lines[0].text == "And on."


def test_what_is_known_of_damage_is_said(studio: Studio, home: Path) -> None:
    """A damaged Take is named by its Line once the checks are done; the rest is there."""
    path = home / "scene.dialogue"
    project_with_takes(path)
    damaging = Project(path)
    damaging.findings.result(10)
    damaging._thread.write(
        lambda database: database.run("UPDATE take_samples SET checksum = 5")
    ).result(10)
    damaging.close()
    project = _shown(studio, path)
    _until(lambda: project.standing.is_checked)
    _until(lambda: bool(project.standing.notes))
    assert "takes are damaged" in str(project.standing.notes[0])
    assert studio.document == SCENE


def test_a_broken_project_is_salvaged_into_a_new_one(studio: Studio, home: Path) -> None:
    """What cannot be opened says so, and what can be had of it opens as another project."""
    path = home / "scene.dialogue"
    project_with_takes(path)
    with path.open("r+b") as file:
        file.seek(2 * 4096)
        file.write(bytes(4096))
    with pytest.raises(StudioError, match="Salvage it"):
        _shown(studio, path)
    studio.show(studio.salvage(path, home / "new.dialogue").result(20))
    assert [line.text for line in studio.document.lines] == [line.text for line in SCENE.lines]


_CRASHES = """
import os, sys
from pathlib import Path
from studio.document.edits import lines
from studio.document.step_names import TYPE
from studio.standing.saving import SavingState
from studio.studio import Studio

studio = Studio()
opening = studio.open(Path(sys.argv[1]))
if sys.argv[2] == "opening":
    opening.add_done_callback(lambda _: os.kill(os.getpid(), 9))
project = opening.result()
studio.show(project)
line = studio.document.lines[0].id
studio.edit(TYPE(number=1), lambda document: lines.set_text(document, line, "Before the crash."))
while project.saving.state is not SavingState.SAVED:
    pass
if sys.argv[2] == "runs":
    studio._projects.runs(project.project.path)
    studio.last_project().result()
os.kill(os.getpid(), 9)
"""


def _crash(path: Path, when: str) -> None:
    ended = subprocess.run((sys.executable, "-c", _CRASHES, path, when), timeout=60, check=False)
    assert ended.returncode == -9


def test_after_a_crash_the_project_comes_back_by_itself(studio: Studio, home: Path) -> None:
    """As it was, with a note and no question; ended in order, it comes back without a note."""
    _crash(_script(home), "runs")
    last = studio.last_project().result(10)
    assert last.path is not None
    assert "ended unexpectedly" in str(last.note)
    project = _shown(studio, last.path)
    assert project.standing.read_only_because is None
    assert studio.document.lines[0].text == "Before the crash."
    studio.close()
    again = Studio()
    found = again.last_project().result(10)
    assert (found.path, found.note) == (last.path, None)
    again.close()


def test_after_two_crashes_while_opening_it_starts_without_the_project(home: Path) -> None:
    """No endless loop: the second time it is said which one was left out, and nothing is removed."""
    path = home / "scene.dialogue"
    write_new_file(path, SCENE)
    _crash(path, "opening")
    first = Studio()
    assert first.last_project().result(10).path == path
    first._projects._made()[1].opening(path)
    record = next((home / "home" / "data" / "open").glob("*.json"))
    left = record.read_bytes()
    first.close()
    record.write_bytes(left)
    second = Studio()
    last = second.last_project().result(10)
    assert last.path is None
    assert str(path) in str(last.note)
    assert path.exists()
    second.close()


@pytest.mark.by_the_clock
def test_takes_of_the_project_are_there_when_it_is_opened_again(home: Path, sound: object) -> None:
    """What was spoken once is not made again: the states show it without a voice being asked."""
    path = home / "scene.dialogue"
    for run in range(2):
        studio = Studio()
        project = _shown(studio, path if run else _script(home))
        studio.start()
        line = studio.document.lines[0].id
        _until(lambda: studio.state_of(line) is LineState.DRAFT)  # noqa: B023
        if not run:
            _until(
                lambda: all(
                    studio.state_of(each.id) is LineState.DRAFT  # noqa: B023
                    for each in studio.document.lines  # noqa: B023
                )
            )
            project.save_as(path).result(20)
        else:
            assert len(project.shelf.result(10).keys()) == 2
        began = time.monotonic()
        studio.close()
        assert time.monotonic() - began < 5


def test_a_sound_of_the_project_is_heard_from_the_file(studio: Studio, home: Path) -> None:
    """Copied into the project, it is there again when the project was moved and the file is gone."""
    path, sound = home / "scene.dialogue", home / "door.wav"
    soundfile.write(sound, np.zeros(48_000, np.float32), 48_000)
    write_new_file(path, SCENE)
    _shown(studio, path)
    source = studio.add_sound(sound).result(20)
    sound.unlink()
    lane, clip = SoundLane(SoundLaneId("lane"), "Effects"), SoundClipId("clip")
    studio.edit(SOUND(), lambda document: sounds.put_sound_lane(document, lane))
    placed = SoundClip(clip, lane.id, source, 4800)
    studio.edit(SOUND(), lambda document: sounds.put_sound(document, placed))
    studio.start()
    _until(lambda: bool(studio.timeline.sounds) and not studio.timeline.sounds[0].is_missing)
    assert studio.timeline.sounds[0].end_frame == 4800 + 48_000


def test_what_nobody_needs_is_freed_only_when_chosen(studio: Studio, home: Path) -> None:
    """It is said how much that is; afterwards it is neither in the file nor at hand."""
    path = home / "scene.dialogue"
    project_with_takes(path)
    project = _shown(studio, path)
    studio.edit(DELETE_LINES(1), lambda document: script.delete(document, [SCENE.lines[0].id]))
    freeable = project.freeable().result(20)
    assert freeable.unused.keys
    before = project.shelf.result(10).keys()
    assert project.free(freeable.unused.keys).result(20) >= 0
    assert project.shelf.result(10).keys() == before - set(freeable.unused.keys)
    again = project.freeable().result(20)
    assert not again.unused.keys
