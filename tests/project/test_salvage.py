from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from studio.document.edits import lines, script
from studio.document.script_items import Heading, HeadingId
from studio.document.values import Document, LineId
from studio.errors import InputError
from studio.project.creating import write_new_file
from studio.project.project import Project
from studio.project.salvage import salvage
from tests.document.made import scene
from tests.project.made import PAGE, flip_bit_of_take, keys_of, project_with_takes, same, take

LONG = scene(*((f"N{n % 5}", f"This is line {n}, all of it.") for n in range(400)))


@pytest.fixture
def long(path: Path) -> Path:
    """Several pages of everything."""
    document = script.insert(LONG, [Heading(HeadingId("h"), "Scene")], "200")
    project_with_takes(path, document, samples_count=4000)
    project = Project(path)
    project.save_version("v", document).result(10)
    assert project.close() is None
    return path


def _salvaged(path: Path) -> tuple[Document, Project]:
    project = Project(path)
    document = project.document.result(10)
    assert not project.findings.result(10)
    assert project.read_only_because is None
    return document, project


def test_a_file_without_its_first_page_loses_nothing_else(long: Path) -> None:
    """The tables cannot be asked; everything is carved out of the pages."""
    content = long.read_bytes()
    long.write_bytes(bytes(PAGE) + content[PAGE:])
    new = long.with_name("new.dialogue")
    found = salvage(long, new)
    document, project = _salvaged(new)
    assert len(document.lines) == 400
    assert [line.text for line in document.lines] == [line.text for line in LONG.lines]
    assert found.lost_takes == ()
    assert project.takes.take_keys() == set(keys_of(LONG))
    assert same(project.takes.take(keys_of(LONG)[5]), take(keys_of(LONG)[5], 4000))
    assert project.version(project.versions().result(10)[0].id).result(10) == document
    assert project.close() is None


def test_every_take_whose_sound_is_sound_is_saved(long: Path) -> None:
    """With whole pages gone, each Take is either there as it was, or named."""
    content = bytearray(long.read_bytes())
    rng = random.Random(4)
    for number in rng.sample(range(1, len(content) // PAGE), 40):
        content[number * PAGE : (number + 1) * PAGE] = bytes(PAGE)
    long.write_bytes(content)
    new = long.with_name("new.dialogue")
    salvage(long, new)
    document, project = _salvaged(new)
    intact = {
        of
        for of in keys_of(LONG)
        if take(of, 4000).samples.astype("<i2").tobytes()[200:300] in content
    }
    kept = project.takes.take_keys()
    assert kept <= intact
    assert len(kept) > 300
    for of in kept:
        found = project.takes.take(of)
        assert found is not None
        assert np.array_equal(found.samples, take(of, 4000).samples)
    assert 300 < len(document.lines) <= 400
    assert project.close() is None
    assert long.read_bytes() == content


def test_lines_that_are_gone_are_counted_where_the_index_knows_them(path: Path) -> None:
    """Pages of the script are zeroed: at least so many entries are missing, and that is said."""
    document = scene(*(("N", f"This is line {n}. " + "Word. " * 60) for n in range(70)))
    project_with_takes(path, document)
    content = path.read_bytes()
    at = content.find(b"This is line 20. ") // PAGE * PAGE
    path.write_bytes(content[:at] + bytes(PAGE) + content[at + PAGE :])
    found = salvage(path, path.with_name("new.dialogue"))
    assert found.missing_items == 70 - len(found.document.lines) > 0
    assert not found.is_whole
    assert f"at least {found.missing_items} of its entries" in str(found.missing_in_words())


def test_a_file_cut_short_is_never_said_to_be_whole(path: Path) -> None:
    """However much is cut off: what is saved is all there is, or it is said that some may be gone."""
    document = scene(*(("N", f"This is line {n}. " + "Word. " * 60) for n in range(70)))
    write_new_file(path, document)
    content = path.read_bytes()
    short = 0
    for percent in (99, 97, 95, 90):
        path.write_bytes(content[: len(content) * percent // 100])
        found = salvage(path, path.with_name(f"new{percent}.dialogue"))
        short += len(found.document.lines) < 70
        assert found.document == document or not found.is_whole
        assert found.document == document or found.missing_in_words() is not None
    assert short


def test_a_take_with_a_flipped_bit_is_left_out_and_named(long: Path) -> None:
    """Nobody is to hear it."""
    broken = keys_of(LONG)[7]
    flip_bit_of_take(long, broken, 4000)
    found = salvage(long, long.with_name("new.dialogue"))
    assert found.lost_takes == (broken,)
    assert found.takes == 399
    assert found.carved == 0
    assert found.missing_in_words() is None


def test_what_was_deleted_does_not_come_back_from_a_whole_file(long: Path) -> None:
    """Carving is only for tables that cannot be read."""
    project = Project(long)
    document = project.document.result(10)
    edited = script.delete(document, [str(number) for number in range(1, 300)])
    edited = lines.set_text(edited, LineId("300"), "Last.")
    project.save(edited).result(10)
    assert project.close() is None
    found = salvage(long, long.with_name("new.dialogue"))
    assert found.document == edited


def test_a_lost_speaker_leaves_the_lines_to_somebody_unknown(long: Path) -> None:
    """Their words count more."""
    content = bytearray(long.read_bytes())
    for speaker in (b"N1", b"N2"):
        at = content.find(b'{"name":"' + speaker + b'"')
        content[at] = 0xFF
    long.write_bytes(content)
    new = long.with_name("new.dialogue")
    salvage(long, new)
    document, project = _salvaged(new)
    assert len(document.lines) == 400
    assert len(document.cast) == 5
    assert project.close() is None


def test_nothing_is_overwritten_by_salvage(long: Path) -> None:
    """Neither the broken file nor any other."""
    with pytest.raises(InputError, match="into itself"):
        salvage(long, long)
    other = long.with_name("other.dialogue")
    other.write_text("mine")
    with pytest.raises(InputError, match="is there already"):
        salvage(long, other)
    assert other.read_text() == "mine"


def test_where_nothing_can_be_read_nothing_is_made(path: Path) -> None:
    """One sentence, and no empty project."""
    path.write_bytes(random.Random(1).randbytes(50 * PAGE))
    new = path.with_name("new.dialogue")
    with pytest.raises(InputError, match="Nothing could be read"):
        salvage(path, new)
    assert not new.exists()
