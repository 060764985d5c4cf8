"""Captions, read back by another program's library and by our own importers."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pysubs2
import pytest

from studio.document.cues import At
from studio.document.values import LineId, SpeakerId
from studio.export.captions.cues import Cue, Word, cues
from studio.export.captions.writing import write_ass, write_srt, write_vtt
from studio.export.carrying_out import carry_out
from studio.export.job import CaptionFile, Frames, Job, Lines, Part, SpeakerNames
from studio.export.material import Material
from studio.export.part import chosen
from studio.export.presets import PLAIN
from studio.frames import PROJECT_RATE
from studio.scripts.importing import review_script
from studio.scripts.review import accept, every_name
from tests.export.made import document, material, shelf, usual

HOSTILE = 'A<b> & {\\an8} --> "x", --'


def written(tmp_path: Path, ending: str, made: Material | None = None, **more: object) -> Path:
    path = tmp_path / f"c{ending}"
    wish = replace(PLAIN.captions, path=path, **more)  # type: ignore[arg-type]
    carry_out(made or usual(), Job(captions=(wish,)))
    return path


def hostile() -> Material:
    made = document()
    cast = (replace(made.cast[0], name=HOSTILE), *made.cast[1:])
    line = replace(made.lines[0], text="Is 1 < 2 & {3} --> \\N <i>4</i>?\n\nYes, it is.")
    script = made.script.replaced({line.id: line})
    made = replace(made, cast=cast, script=script)
    return material(made, shelf(made))


@pytest.mark.parametrize("ending", [".srt", ".vtt", ".ass"])
def test_another_program_reads_the_times_and_words(tmp_path: Path, ending: str) -> None:
    """As many cues, at the times of the Clips to a hundredth of a second, with all the words."""
    made = usual()
    found = pysubs2.load(str(written(tmp_path, ending, names=SpeakerNames.NEVER)), encoding="utf-8")
    expected = cues(made, made.spoken, replace(PLAIN.captions, names=SpeakerNames.NEVER))
    assert len(found) == len(expected)
    for event, cue in zip(found, expected, strict=True):
        assert event.start == pytest.approx(cue.start_frame * 1000 / PROJECT_RATE, abs=10)
        assert event.end == pytest.approx(cue.end_frame * 1000 / PROJECT_RATE, abs=10)
    said = " ".join(" ".join(event.plaintext.split()) for event in found)
    assert "We have no coffee either – none; I looked twice." in said


def test_ass_and_vtt_keep_who_speaks(tmp_path: Path) -> None:
    """The actor's field, and the voice tag, as ASS and WebVTT have them."""
    ass = pysubs2.load(str(written(tmp_path, ".ass")), encoding="utf-8")
    assert {event.name for event in ass} == {"ANNA", "BEN", "CÄCILIA"}
    assert "<v CÄCILIA>We have" in written(tmp_path, ".vtt").read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", [".srt", ".vtt", ".ass"])
def test_our_own_importers_read_them_back(tmp_path: Path, ending: str) -> None:
    """Speakers and words come back, each at its time."""
    path = written(tmp_path, ending, names=SpeakerNames.ALWAYS)
    review = review_script(str(path), path.read_bytes())
    assert not review.reading.not_understood
    back = accept(review, every_name(review))
    assert {speaker.name for speaker in back.cast} == {"ANNA", "BEN", "CÄCILIA"}
    assert isinstance(back.lines[0].cue, At)


@pytest.mark.parametrize("ending", [".srt", ".vtt", ".ass"])
def test_foreign_words_are_no_marks(tmp_path: Path, ending: str) -> None:
    """Angle brackets, arrows, braces and empty rows in a text leave the file as it is meant: no cue
    more or less, for another program too."""
    made = hostile()
    expected = cues(made, made.spoken, PLAIN.captions)
    path = written(tmp_path, ending, made)
    found = pysubs2.load(str(path), encoding="utf-8")
    assert len(found) == len(expected)
    review = review_script(str(path), path.read_bytes())
    assert not review.reading.not_understood


def test_names_stand_where_somebody_else_begins() -> None:
    """Only there, or always, or never."""
    made = usual()
    found = cues(made, made.spoken, PLAIN.captions)
    on_change = write_srt(found, SpeakerNames.ON_CHANGE)
    changes = sum(one.speaker != two.speaker for one, two in pairwise(found)) + 1
    assert sum(on_change.count(f"\n{name}: ") for name in ("ANNA", "BEN", "CÄCILIA")) == changes
    assert write_srt(found, SpeakerNames.NEVER).count("ANNA") == 0
    assert write_ass(found, SpeakerNames.NEVER).count(",ANNA,") == 0
    assert "<v" not in write_vtt(found, replace(PLAIN.captions, names=SpeakerNames.NEVER))


@pytest.mark.parametrize(("characters", "rows"), [(42, 2), (20, 2), (15, 1), (32, 3)])
def test_rows_are_as_long_as_allowed(characters: int, rows: int) -> None:
    """No row is longer, no cue has more rows, and no word is lost."""
    made = usual()
    wish = CaptionFile(Path("c.srt"), characters, rows)
    found = cues(made, made.spoken, wish)
    assert max(len(row) for cue in found for row in cue.rows) <= characters
    assert max(len(cue.rows) for cue in found) <= rows
    first = [cue for cue in found if cue.speaker == "CÄCILIA"]
    assert " ".join(row for cue in first for row in cue.rows) == made.document.lines[3].text


def test_what_is_cut_off_is_not_shown() -> None:
    """Words behind the cut are left out, and a dash stands for them."""
    made = usual()
    cut = made.timeline.placed.of(made.document.lines[0].id)
    assert cut is not None
    assert cut.is_cut_off
    found = cues(made, made.spoken[:1], PLAIN.captions)
    shown = " ".join(row for cue in found for row in cue.rows)
    assert shown.endswith("–")
    assert not shown.endswith("well?")


def test_cues_stay_long_enough_to_be_read() -> None:
    """As far as the next one leaves time."""
    made = usual()
    last = cues(made, made.spoken, PLAIN.captions)[-1]
    letters = sum(map(len, last.rows))
    assert (last.end_frame - last.start_frame) / PROJECT_RATE >= letters / 20


@pytest.mark.parametrize("ending", [".srt", ".vtt", ".ass"])
@pytest.mark.parametrize("part", [None, Frames(24_007, 77_003), Lines((LineId("l4"),))])
def test_captions_begin_and_end_with_the_mix(tmp_path: Path, ending: str, part: Part) -> None:
    """Though a last cue would like to stay longer, to be read; and each at the time of its words."""
    made = usual()
    path = tmp_path / f"c{ending}"
    slow = CaptionFile(path, characters_per_second=2)
    report = carry_out(made, Job(captions=(slow,), part=part))
    wanted = cues(made, made.spoken, slow)
    start = chosen(made, part).start_frame
    assert wanted[-1].end_frame - start > report.seconds * PROJECT_RATE
    found = pysubs2.load(str(path), encoding="utf-8")
    assert report.seconds - 0.02 < max(event.end for event in found) / 1000 <= report.seconds
    for event in found:
        said = " ".join(event.plaintext.split())
        (cue,) = (each for each in wanted if said.endswith(" ".join(each.rows)))
        begins = max(0, cue.start_frame - start) / PROJECT_RATE
        assert event.start / 1000 == pytest.approx(begins, abs=0.01)


def test_each_word_can_have_its_cue(tmp_path: Path) -> None:
    """At the time at which it is heard."""
    path = tmp_path / "w.vtt"
    carry_out(usual(), Job(captions=(CaptionFile(path, words=True),)))
    found = pysubs2.load(str(path), encoding="utf-8")
    spoken = [event for event in found if event.plaintext == "coffee"]
    assert len(spoken) == 1
    made = usual()
    clip = made.timeline.placed.of(made.document.lines[3].id)
    assert clip is not None
    # The fourth of ten words that are all equally long.
    each = 2.6 / 10
    begins = clip.start_frame / PROJECT_RATE + 3 * each
    assert spoken[0].start / 1000 == pytest.approx(begins, abs=0.01)
    assert (spoken[0].end - spoken[0].start) / 1000 == pytest.approx(each, abs=0.01)


@pytest.mark.parametrize("names", [SpeakerNames.NEVER, SpeakerNames.ALWAYS])
def test_each_word_of_a_cue_can_have_its_time(tmp_path: Path, names: SpeakerNames) -> None:
    """As WebVTT has it: behind its time, which grows and lies within the cue; the words stay as they
    are for who reads no times."""
    made = hostile()
    path = written(tmp_path, ".vtt", made, word_times=True, names=names)
    shown = re.findall(
        r"^([\d:.]+) --> ([\d:.]+)\n(.+?)(?=\n\n|\n?\Z)", path.read_text("utf-8"), re.M | re.S
    )
    wanted = cues(made, made.spoken, PLAIN.captions)
    assert len(shown) == len(wanted)
    for (start, end, rows), cue in zip(shown, wanted, strict=True):
        times = re.findall(r"<([\d:.]+)>", rows)
        assert [start, *times, end] == sorted({start, *times, end})
        bare = html.unescape(re.sub(r"</?v[^>]*>|<[\d:.]+>", "", rows))
        assert bare == "\n".join(cue.rows)
        pieces = re.split(r"<[\d:.]+>", f"<{start}>{rows}")[1:]
        first = [html.unescape(re.sub(r"</?v[^>]*>", "", piece)).strip() for piece in pieces]
        assert first == [word.text for word in cue.words]
        for time, word in zip([start, *times], cue.words, strict=True):
            assert _seconds(time) == pytest.approx(word.start_frame / PROJECT_RATE, abs=0.001)


def _seconds(time: str) -> float:
    hours, minutes, seconds = time.split(":")
    return 3600 * int(hours) + 60 * int(minutes) + float(seconds)


def test_times_of_words_that_do_not_grow_are_left_out() -> None:
    """Words that begin with the cue, with the word before, or not before its end."""
    words = tuple(
        Word(text, at, at + 4800)
        for text, at in (("a", 0), ("b", 48_000), ("c", 48_001), ("d", 24_000), ("e", 96_000))
    )
    cue = Cue("ANNA", words, ("a b c", "d e"), 0, 96_000)
    wish = CaptionFile(Path("c.vtt"), names=SpeakerNames.NEVER, word_times=True)
    assert write_vtt([cue], wish).endswith("\na <00:00:01.000>b c\nd e\n")


def test_a_line_nobody_spoke_has_its_words_spread() -> None:
    made_document = document()
    made = material(made_document, shelf(made_document, ("l4",)))
    last = cues(made, made.spoken[4:], PLAIN.captions)
    assert " ".join(row for cue in last for row in cue.rows) == "Then I am going home."
    assert made.document.lines[4].speaker == SpeakerId("BEN")
