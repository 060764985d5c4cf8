"""The hand-over, read by the libraries and by the rules of the programs it is for."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import opentimelineio
import pytest
import rpp

from studio.audio.sound_file import SoundFileReader, read_sound_file
from studio.document.lanes import LaneSettings
from studio.document.values import Document, Line
from studio.export.carrying_out import carry_out
from studio.export.handover.cue_sheet import heard_facts
from studio.export.handover.reaper import quoted
from studio.export.job import Frames, HandoverFile, Job, LineFiles, ScriptFile
from studio.export.material import Material
from studio.export.part import chosen
from studio.frames import PROJECT_RATE, TAKE_RATE
from studio.scripts.fountain.document_writing import write_fountain
from studio.scripts.fountain.heard import with_heard
from studio.scripts.importing import review_script
from studio.scripts.review import accept, every_name
from studio.scripts.tables.writing import HeardFacts
from studio.takes.recipe import TakeKey, draft_recipe
from studio.takes.shelf import Shelf
from studio.takes.take import Take
from tests.export.made import document, material, shelf, usual, voice


def with_more_takes() -> Material:
    """The second Line has two further Takes."""
    made = document()
    takes = shelf(made)
    line = made.lines[1]
    keys: list[TakeKey] = []
    for retake in (1, 2):
        recipe = draft_recipe(made, replace(line, retake=retake))
        assert recipe is not None
        keys.append(recipe.key)
        takes.put(Take(recipe.key, voice(1.5 + retake, 300)))
    return material(made, takes, further=lambda wanted: keys if wanted.id == line.id else [])


def hand_over(folder: Path, ending: str, made: Material, **more: object) -> Path:
    path = folder / f"scene{ending}"
    carry_out(made, Job(handover=(HandoverFile(path),), **more))  # type: ignore[arg-type]
    return path


def rows_of(element: rpp.Element, name: str) -> list[list[str]]:
    return [list(map(str, row)) for row in element if isinstance(row, list) and row[0] == name]


def test_the_reaper_project_keeps_to_its_grammar(tmp_path: Path) -> None:
    """A parser for Reaper's files reads it; tracks, items, places, and all takes are there."""
    made = with_more_takes()
    path = hand_over(tmp_path, ".rpp", made)
    project = rpp.loads(path.read_text(encoding="utf-8"))
    assert project.tag == "REAPER_PROJECT"
    tracks = project.findall("TRACK")
    assert [rows_of(track, "NAME")[0][1] for track in tracks] == ["ANNA", "BEN", "CÄCILIA"]
    items = [item for track in tracks for item in track.findall("ITEM")]
    assert len(items) == 5
    places = sorted(float(rows_of(item, "POSITION")[0][1]) for item in items)
    starts = sorted(clip.start_frame / PROJECT_RATE for clip in made.timeline.clips)
    assert places == pytest.approx(starts, abs=1e-6)
    lengths = sorted(float(rows_of(item, "LENGTH")[0][1]) for item in items)
    ours = sorted(
        (clip.end_frame - clip.start_frame) / PROJECT_RATE for clip in made.timeline.clips
    )
    assert lengths == pytest.approx(ours, abs=1e-6)
    second = tracks[1].findall("ITEM")[0]
    assert len(second.findall("SOURCE")) == 3
    assert sum(row in ("TAKE", ["TAKE"]) for row in second) == 2
    for item in items:
        for source in item.findall("SOURCE"):
            sound = path.parent / rows_of(source, "FILE")[0][1]
            assert read_sound_file(sound)[1] == TAKE_RATE
    guids = re.findall(r"\{[0-9A-F-]{36}\}", path.read_text(encoding="utf-8"))
    assert len(set(guids)) == len(guids)


def test_reaper_gets_chapters_markers_and_regions(tmp_path: Path) -> None:
    """Two headings, a marker, and a region with its end."""
    project = rpp.loads(hand_over(tmp_path, ".rpp", usual()).read_text(encoding="utf-8"))
    rows = rows_of(project, "MARKER")
    names = [row[3] for row in rows]
    assert names == ["Scene 1: kitchen", "Scene 2: kitchen", "Coffee", "Row \"A\" 'b'", ""]
    assert [row[4] for row in rows] == ["0", "0", "0", "1", "1"]
    assert float(rows[4][2]) == pytest.approx(3.5)


@pytest.mark.parametrize(
    "text",
    ["", "plain", "two words", 'say "hi"', 'it\'s "so"', "`all` 'three' \"kinds\"", "a\nb\t<c>"],
)
def test_every_text_is_one_word_for_reaper(text: str) -> None:
    """Whatever quotation marks are in it: it comes back, and begins no chunk of its own."""
    read = rpp.loads(f"<X\n  NAME {quoted(text)}\n>")
    (row,) = rows_of(read, "NAME")
    assert row[1].replace("'", "`") == " ".join(text.split()).replace("'", "`")


def test_opentimelineio_reads_the_timeline_back(tmp_path: Path) -> None:
    """Tracks per Lane, each Clip at its frame and as long, all takes as media, markers and regions."""
    made = with_more_takes()
    path = hand_over(tmp_path, ".otio", made)
    timeline = opentimelineio.adapters.read_from_file(str(path))
    assert timeline.name == "Kitchen"
    assert [track.name for track in timeline.audio_tracks()] == ["ANNA", "BEN", "CÄCILIA"]
    found = {}
    for track in timeline.audio_tracks():
        for clip in track.find_clips():
            place = track.range_of_child(clip)
            ours = clip.metadata["dialogue_studio"]
            found[ours["line"]] = (place.start_time.value, place.duration.value, clip)
    assert len(found) == 5
    for clip in made.timeline.clips:
        start, length, media = found[clip.line]
        assert (start, length) == (clip.start_frame, clip.end_frame - clip.start_frame)
        reference = media.media_reference
        sound = SoundFileReader(path.parent / reference.target_url)
        assert reference.available_range.duration.value == sound.frames
        sound.close()
    assert len(found["l1"][2].media_references()) == 3
    markers = timeline.tracks.markers
    assert [marker.name for marker in markers][2:] == ["Coffee", "Row \"A\" 'b'"]
    assert markers[3].marked_range.duration.value == 48_000
    again = opentimelineio.adapters.read_from_string(
        opentimelineio.adapters.write_to_string(timeline)
    )
    assert again.is_equivalent_to(timeline)


def test_a_stretch_is_handed_over_from_its_beginning(tmp_path: Path) -> None:
    """A Clip that began before it is shortened, in Reaper and in OpenTimelineIO alike."""
    made = usual()
    first = made.timeline.clips[0]
    part = Frames(first.start_frame + 24_000, first.end_frame)
    project = rpp.loads(hand_over(tmp_path, ".rpp", made, part=part).read_text(encoding="utf-8"))
    item = project.findall("TRACK")[0].findall("ITEM")[0]
    assert float(rows_of(item, "POSITION")[0][1]) == 0
    assert float(rows_of(item, "SOFFS")[0][1]) == pytest.approx(0.5)
    timeline = opentimelineio.adapters.read_from_file(
        str(hand_over(tmp_path, ".otio", made, part=part))
    )
    clip = next(iter(timeline.audio_tracks()[0].find_clips()))
    assert clip.source_range.start_time.value == 24_000


def test_audacity_opens_stems_and_labels(tmp_path: Path) -> None:
    """The list names files that are there, all of one length; labels are start, tab, end, tab, text
    with a decimal point, in order, and no tab or row of a text spoils that."""
    made = document()
    line = replace(made.lines[4], text="Then\tI am\ngoing home.")
    made = replace(made, script=made.script.replaced({line.id: line}))
    path = hand_over(tmp_path, ".lof", material(made, shelf(made)))
    rows = path.read_text(encoding="utf-8").splitlines()
    assert rows[0] == "window"
    named = [re.fullmatch(r'file "([^"]+)" offset 0', row) for row in rows[1:]]
    lengths = {len(read_sound_file(tmp_path / match[1])[0]) for match in named if match}
    assert all(named)
    assert len(named) == 3
    assert len(lengths) == 1
    labels = (tmp_path / "scene_labels.txt").read_text(encoding="utf-8")
    matches = re.findall(r"^(\d+\.\d{6})\t(\d+\.\d{6})\t([^\t\n]+)$", labels, re.MULTILINE)
    assert len(matches) == labels.count("\n") == 5
    starts = [float(start) for start, _, _ in matches]
    assert starts == sorted(starts)
    assert all(float(end) > float(start) for start, end, _ in matches)
    assert matches[-1][2] == "BEN: Then I am going home."


def test_the_cue_sheet_is_safe_and_tells_times_takes_and_files(tmp_path: Path) -> None:
    """One row per Line; a text that a spreadsheet would run is no formula."""
    made = document()
    line: Line = replace(made.lines[4], text='=HYPERLINK("http://evil")')
    made = replace(made, script=made.script.replaced({line.id: line}))
    lines = LineFiles(tmp_path / "lines", names="{id}")
    path = hand_over(tmp_path, ".csv", material(made, shelf(made)), lines=lines)
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert [row["no"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert rows[4]["text"].startswith("'=")
    assert rows[0]["start"] == "00:00:00.200"
    assert rows[3]["file"] == "l3.wav"
    assert rows[3]["scene"] == "Scene 1: kitchen"
    assert rows[0]["take"] == "1"


def test_the_script_comes_with_times_and_takes(tmp_path: Path) -> None:
    """As a table that comes back as the same script."""
    made: Document = document()
    path = tmp_path / "script.tsv"
    carry_out(material(made, shelf(made)), Job(scripts=(ScriptFile(path),)))
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter="\t"))
    spoken = [row for row in rows if row["text"]]
    assert spoken[0]["start"] == "00:00:00.200"
    assert spoken[0]["take"] == "1"
    assert spoken[0]["engine"].startswith("embedded")
    review = review_script(str(path), path.read_bytes())
    back = accept(review, every_name(review))
    assert [line.text for line in back.lines] == [line.text for line in made.lines]


def test_other_programs_hear_who_gives_way_and_are_told_of_effects(tmp_path: Path) -> None:
    """A Line that is talked over has its gain as points of time, as loud as in the Mix, in Reaper and in
    OpenTimelineIO; what a Speaker is heard through is said in words."""
    piece = document({"BEN": LaneSettings(effect="phone")})
    made = material(piece, shelf(piece))
    ducked = next(clip for clip in made.timeline.clips if clip.ducks)
    over = ducked.ducks[0]
    project = rpp.loads(hand_over(tmp_path, ".rpp", made).read_text(encoding="utf-8"))
    (envelope,) = [
        each
        for track in project.findall("TRACK")
        for item in track.findall("ITEM")
        for each in item.findall("VOLENV")
    ]
    points = [(float(row[1]), float(row[2])) for row in rows_of(envelope, "PT")]
    during = (over.start_frame - ducked.start_frame) / PROJECT_RATE
    at, gains = zip(*points, strict=True)
    assert np.interp(during, at, gains) == pytest.approx(10 ** (-6 / 20), abs=1e-3)
    assert np.interp(during - 0.2, at, gains) == pytest.approx(1.0)
    assert at[-1] == pytest.approx((ducked.end_frame - ducked.start_frame) / PROJECT_RATE)
    assert "BEN is heard through a telephone" in str(project.find("NOTES"))

    timeline = opentimelineio.adapters.read_from_file(str(hand_over(tmp_path, ".otio", made)))
    (volume,) = [effect for clip in timeline.find_clips() for effect in clip.effects]
    told = volume.metadata["dialogue_studio"]["points"]
    assert [each["seconds"] for each in told] == pytest.approx(at, abs=1e-5)
    assert [each["gain"] for each in told] == pytest.approx(gains, abs=1e-5)
    tracks = {track.name: [each.effect_name for each in track.effects] for track in timeline.tracks}
    assert tracks["BEN"] == ["phone"]
    assert tracks["ANNA"] == []
    (note,) = timeline.metadata["dialogue_studio"]["notes"]
    assert "telephone" in note


SCREENPLAY = """INT. KITCHEN

ANNA
Good *morning*, everybody. [[Bright!]]

[[The kettle.]]

BEN
(tired)
I did not sleep.
(louder)
At all.
"""


def screenplay() -> Material:
    """Two paragraphs with three Lines, of which the second has its third Take and the last none."""
    review = review_script("scene.fountain", SCREENPLAY.encode())
    read = accept(review, every_name(review))
    voices = document().cast
    cast = tuple(
        replace(each, draft_voice=voice.draft_voice)
        for each, voice in zip(read.cast, voices, strict=False)
    )
    second = replace(read.lines[1], retake=2)
    read = replace(read, cast=cast, script=read.script.replaced({second.id: second}))
    takes = Shelf()
    for line, seconds in zip(read.lines[:2], (1.5, 1.0), strict=True):
        recipe = draft_recipe(read, line)
        assert recipe is not None
        takes.put(Take(recipe.key, voice(seconds, 200.0), ()))
    return material(read, takes)


def test_a_screenplay_says_when_and_which_take(tmp_path: Path) -> None:
    """In notes behind what stands as it stood; they come back as no part of the script, and the next
    hand-over has new ones in their place."""
    made = screenplay()
    path = tmp_path / "scene.fountain"
    carry_out(made, Job(scripts=(ScriptFile(path),)))
    text = path.read_text(encoding="utf-8")
    starts = [each.clip.start_frame / PROJECT_RATE for each in made.spoken if each.clip is not None]
    notes = re.findall(r" \[\[0:(\d\d\.\d+) (take \d+|no take)\]\]", text)
    assert [float(start) for start, _ in notes] == pytest.approx(starts, abs=0.001)
    assert [take for _, take in notes] == ["take 1", "take 3", "no take"]
    assert re.sub(r" \[\[0:.*?\]\]", "", text) == SCREENPLAY
    review = review_script("scene.fountain", text.encode())
    back = accept(review, every_name(review))
    assert not review.reading.not_understood
    assert _said(back) == _said(made.document)
    again = {line.id: old.id for line, old in zip(back.lines, made.document.lines, strict=True)}
    facts = heard_facts(made, chosen(made, None), {})
    assert write_fountain(back, {new: facts[old] for new, old in again.items()}) == text
    assert write_fountain(back, {}) == SCREENPLAY


def test_a_long_piece_counts_hours() -> None:
    """As people write them."""
    facts = HeardFacts(start="01:02:03.000", take="12")
    assert with_heard("ANNA\nYes.\n\n", [facts]) == "ANNA\nYes. [[1:02:03.0 take 12]]\n\n"


def _said(document: Document) -> list[tuple[object, ...]]:
    return [(line.text, line.direction, line.notes, line.cue) for line in document.lines]
