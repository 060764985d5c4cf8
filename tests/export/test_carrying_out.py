"""What an export promises about the files it leaves, whatever happens."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from studio.atomic_file import UNFINISHED_SUFFIX
from studio.audio.encoder import Encoder
from studio.audio.encoding import WAV_16, WAV_24, encoding_named
from studio.audio.loudness import loudness_of
from studio.audio.samples import int16_samples
from studio.audio.sound_file import CANNOT_WRITE, read_sound_file
from studio.document.lanes import LaneSettings
from studio.errors import InputError, StorageError
from studio.export import room
from studio.export.carrying_out import carry_out, planned
from studio.export.job import (
    CaptionFile,
    HandoverFile,
    Job,
    LineFiles,
    LineLevel,
    MixFile,
    ScriptFile,
    Sound,
    StemFiles,
)
from studio.export.presets import in_layout
from studio.export.progress import Progress, Stopped, Watch
from studio.takes.recipe import draft_recipe
from studio.takes.take import Take
from tests.export.made import document, files, material, shelf, usual, voice


def everything(folder: Path) -> Job:
    forms = ["wav-16", "flac-16", "mp3-192", "ogg-6", "opus-96", "m4a-160"]
    mixes = [
        MixFile(folder / f"mix{encoding_named(form).ending}", Sound(encoding_named(form)))
        for form in forms
    ]
    return Job(
        mixes=tuple(mixes),
        stems=StemFiles(folder / "stems"),
        lines=LineFiles(folder / "lines"),
        captions=tuple(CaptionFile(folder / f"c{end}") for end in (".srt", ".vtt", ".ass")),
        handover=tuple(
            HandoverFile(folder / f"h{end}") for end in (".rpp", ".otio", ".lof", ".csv")
        ),
        scripts=(ScriptFile(folder / "script.tsv"), ScriptFile(folder / "script.docx")),
    )


def test_one_job_writes_everything(tmp_path: Path) -> None:
    """All kinds at once, every file that was planned, and nothing unfinished left."""
    made = usual()
    job = everything(tmp_path)
    plan = planned(made, job)
    report = carry_out(made, job)
    written = {file.path for file in report.files}
    assert {file.path for file in plan.files} <= written
    assert all(path.stat().st_size for path in written)
    assert not [name for name in files(tmp_path) if UNFINISHED_SUFFIX in name]
    json.dumps(report.as_json())


def test_the_plan_knows_lengths_and_sizes(tmp_path: Path) -> None:
    """What is announced of a plain file is what it becomes."""
    made = usual()
    job = Job(mixes=(MixFile(tmp_path / "m.wav", Sound(WAV_24)),), lines=LineFiles(tmp_path / "l"))
    plan = planned(made, job)
    carry_out(made, job)
    for file in plan.files:
        assert file.path.stat().st_size == pytest.approx(file.bytes, abs=3_000)
    assert plan.notes


def test_progress_only_grows_and_ends_at_the_whole(tmp_path: Path) -> None:
    told: list[Progress] = []
    carry_out(usual(), everything(tmp_path), Watch(told.append))
    done = [each.done / each.whole for each in told]
    assert done == sorted(done)
    assert done[-1] == pytest.approx(1.0)


@pytest.mark.by_the_clock
@pytest.mark.parametrize("after_steps", [0, 1, 3, 8, 12])
def test_who_stops_waits_for_nothing(tmp_path: Path, after_steps: int) -> None:
    """Within 0.3 s nothing is written any more; the old files are whole and no half ones are left."""
    whole = everything(tmp_path)
    job = Job(mixes=whole.mixes[:3], stems=whole.stems, lines=whole.lines)
    for mix in job.mixes:
        mix.path.write_bytes(b"the old file")
    steps = 0
    stopped_at = 0.0
    watch = Watch(lambda progress: count())

    def count() -> None:
        nonlocal steps, stopped_at
        steps += 1
        if steps > after_steps and not stopped_at:
            stopped_at = time.monotonic()
            watch.stop()

    made = usual()
    with pytest.raises(Stopped, match="was stopped"):
        carry_out(made, job, watch)
    assert time.monotonic() - stopped_at < 0.3
    assert not [name for name in files(tmp_path) if UNFINISHED_SUFFIX in name]
    if after_steps < 3:
        assert {mix.path.read_bytes() for mix in job.mixes} == {b"the old file"}
    assert not [
        each for each in threading.enumerate() if each.name.startswith(("encoding", "lines"))
    ]


def each_kind(folder: Path) -> dict[str, Job]:
    """One job for each kind of file."""
    whole = everything(folder)
    found = {mix.path.suffix: Job(mixes=(mix,)) for mix in whole.mixes}
    found |= {"stems": Job(stems=whole.stems), "lines": Job(lines=whole.lines)}
    found |= {"captions": Job(captions=whole.captions), "script": Job(scripts=whole.scripts)}
    return found | {each.path.suffix: Job(handover=(each,)) for each in whole.handover}


@pytest.mark.parametrize("failing", [1, 4, 9, 17])
def test_a_full_disk_is_one_sentence_and_harms_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    """Whichever write fails: the old files are there, or new ones whole."""
    job = everything(tmp_path)
    for mix in job.mixes:
        mix.path.write_bytes(b"the old file")
    write, written = Encoder.write, [0]
    lock = threading.Lock()

    def fails(self: Encoder, block: np.ndarray) -> None:
        with lock:
            written[0] += 1
            count = written[0]
        if count == failing:
            raise StorageError(CANNOT_WRITE(path="scene.wav"))
        write(self, block)

    monkeypatch.setattr(Encoder, "write", fails)
    with pytest.raises(StorageError, match="disk is full"):
        carry_out(usual(), job)
    assert {mix.path.read_bytes() for mix in job.mixes} == {b"the old file"}
    assert not [name for name in files(tmp_path) if UNFINISHED_SUFFIX in name]


def test_room_is_asked_for_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How much is needed and how much is free stands in one sentence."""
    monkeypatch.setattr(room.shutil, "disk_usage", lambda path: SimpleNamespace(free=1_000_000))
    with pytest.raises(StorageError, match="There is no room for the export"):
        carry_out(usual(), everything(tmp_path))
    assert files(tmp_path) == []


def test_names_that_clash_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    """Two Lines of one name; a stem and a line of one name."""
    for job in (
        Job(lines=LineFiles(tmp_path, names="{speaker}")),
        Job(
            lines=LineFiles(tmp_path, names="same{no}"),
            stems=StemFiles(tmp_path, Sound(WAV_16), names="same{no}"),
        ),
    ):
        with pytest.raises(InputError, match="would be written"):
            carry_out(usual(), job)
    assert files(tmp_path) == []


def test_two_exports_at_once_are_fine(tmp_path: Path) -> None:
    """The same job twice at a time: both end well and the files are whole."""
    made = usual()
    failures: list[BaseException] = []

    def work() -> None:
        try:
            carry_out(
                made, Job(mixes=(MixFile(tmp_path / "m.flac", Sound(encoding_named("flac"))),))
            )
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert files(tmp_path) == ["m.flac"]
    assert len(read_sound_file(tmp_path / "m.flac")[0]) == made.timeline.end_frame


def test_a_line_file_is_the_take_as_it_was_made(tmp_path: Path) -> None:
    """Trimmed and nothing else: at the rate of the Takes, sample for sample."""
    made = usual()
    wish = LineFiles(tmp_path, Sound(WAV_16, 24_000, 1), names="{no}")
    carry_out(made, Job(lines=wish))
    for number, line in enumerate(made.document.lines, start=1):
        recipe = draft_recipe(made.document, line)
        assert recipe is not None
        take = made.take(recipe.key)
        assert take is not None
        found, rate = read_sound_file(tmp_path / f"{number}.wav")
        assert rate == 24_000
        assert np.array_equal(int16_samples(found[:, 0]), take.samples)


def test_lines_can_be_equally_loud_without_being_limited(tmp_path: Path) -> None:
    made = usual()
    wish = LineFiles(
        tmp_path, Sound(WAV_16, 24_000, 1), names="{no}", level=LineLevel.EACH, level_lufs=-26.0
    )
    carry_out(made, Job(lines=wish))
    for number in range(1, 6):
        found, rate = read_sound_file(tmp_path / f"{number}.wav")
        assert loudness_of(int16_samples(found[:, 0]), rate) == pytest.approx(-26.0, abs=0.2)


def test_processed_lines_sound_as_their_lane(tmp_path: Path) -> None:
    """With the telephone of the Lane, and as long as it rings on; also where the Lane is muted."""
    lanes = {"ANNA": LaneSettings(effect="hall", is_muted=True)}
    carry_out(usual(lanes), Job(lines=LineFiles(tmp_path, names="{no}", processed=True)))
    found, _ = read_sound_file(tmp_path / "1.wav")
    assert len(found) / 48_000 > 2.4 + 0.5
    assert np.abs(found).max() > 0.01


@pytest.mark.parametrize(
    ("layout_name", "first"),
    [
        ("renpy", "game/voice/l0.ogg"),
        ("unreal", "en/l0.wav"),
        ("wwise", "en/ANNA_l0_000001.wav"),
        ("fmod", "en/l0.wav"),
    ],
)
def test_game_engines_find_their_folders(tmp_path: Path, layout_name: str, first: str) -> None:
    carry_out(usual(), Job(lines=in_layout(LineFiles(tmp_path), layout_name)))
    assert first in files(tmp_path)


@pytest.mark.skipif(shutil.which("ffprobe") is None, reason="no ffprobe")
def test_a_line_file_tells_which_line_it_is(tmp_path: Path) -> None:
    """ffprobe reads where it lies in the piece; the iXML is well-formed and names line, speaker, take."""
    made = usual()
    carry_out(made, Job(lines=LineFiles(tmp_path, names="{no}")))
    path = tmp_path / "4.wav"
    done = subprocess.run(
        ["ffprobe", "-v", "error", "-show_entries", "format_tags", "-of", "json", str(path)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    tags = json.loads(done.stdout)["format"]["tags"]
    clip = made.timeline.placed.of(made.document.lines[3].id)
    assert clip is not None
    assert int(tags["time_reference"]) == clip.start_frame
    assert tags["originator_reference"] == "l3"
    content = path.read_bytes()
    at = content.index(b"iXML")
    size = int.from_bytes(content[at + 4 : at + 8], "little")
    ixml = ElementTree.fromstring(content[at + 8 : at + 8 + size].decode())
    assert ixml.findtext("USER/SPEAKER") == "CÄCILIA"
    assert ixml.findtext("USER/TEXT") == made.document.lines[3].text
    assert ixml.findtext("TAKE") == "1"


def test_only_what_changed_is_written_again(tmp_path: Path) -> None:
    """One new Take, one file; a Line that is gone is named as obsolete, and its file is left alone."""
    first = document()
    takes = shelf(first)
    job = Job(lines=LineFiles(tmp_path, names="{id}", broadcast=False), only_changed=True)
    carry_out(material(first, takes), job)
    before = {name: (tmp_path / name).stat().st_mtime_ns for name in files(tmp_path)}

    again = carry_out(material(first, takes), job)
    assert not again.new_files

    line = first.lines[2]
    second = replace(
        first, script=first.script.replaced({line.id: replace(line, text="Oh no, dear.")})
    )
    for each in second.lines:
        recipe = draft_recipe(second, each)
        if recipe is not None and takes.take(recipe.key) is None:
            takes.put(Take(recipe.key, voice(0.9, 200)))
    report = carry_out(material(second, takes), job)
    assert [file.path.name for file in report.new_files] == ["l2.wav"]
    assert (tmp_path / "l0.wav").stat().st_mtime_ns == before["l0.wav"]

    third = replace(second, script=second.script.without({second.lines[4].id}))
    report = carry_out(material(third, takes), job)
    assert [Path(file).name for file in report.obsolete] == ["l4.wav"]
    assert (tmp_path / "l4.wav").exists()
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert manifest["obsolete"] == ["l4.wav"]
    assert manifest["revision"] == 4
    entry = next(each for each in manifest["files"] if each["file"] == "l3.wav")
    assert entry["speaker"] == "CÄCILIA"
    assert entry["engine"].startswith("embedded")
    assert manifest["ai_generated"]


def test_a_file_that_somebody_changed_is_written_again(tmp_path: Path) -> None:
    """What lies there is looked at, not only the manifest."""
    made = usual()
    job = Job(
        mixes=(MixFile(tmp_path / "m.wav", Sound(WAV_16)),),
        lines=LineFiles(tmp_path / "l", names="{id}"),
        only_changed=True,
    )
    carry_out(made, job)
    (tmp_path / "l" / "l1.wav").write_bytes(b"broken")
    (tmp_path / "m.wav").unlink()
    report = carry_out(made, job)
    assert sorted(file.path.name for file in report.new_files) == ["l1.wav", "m.wav"]
    assert not carry_out(made, job).new_files


def test_what_a_killed_export_left_is_removed(tmp_path: Path) -> None:
    """The next export into the folder clears it, but nothing that is still being written."""
    old = tmp_path / f".abc{UNFINISHED_SUFFIX}"
    old.write_bytes(b"half")
    os.utime(old, (1, 1))
    carry_out(usual(), Job(mixes=(MixFile(tmp_path / "m.wav", Sound(WAV_16)),)))
    assert files(tmp_path) == ["m.wav"]
