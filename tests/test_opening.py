from __future__ import annotations

from pathlib import Path

import pytest

from studio.errors import InputError
from studio.opening import accepted, intake_file, is_project, open_script
from studio.resource_files import resource_file
from studio.scripts.limits import LARGEST_SCRIPT_BYTES


def test_every_speaker_gets_a_draft_voice_of_their_own() -> None:
    """The sample scene can be heard without choosing anything: four Speakers, four voices."""
    document = open_script(resource_file("samples/low-visibility.txt")).document
    voices = [speaker.draft_voice for speaker in document.cast]
    assert None not in voices
    assert len(set(voices)) == 4


def test_the_same_script_is_cast_the_same_way_again() -> None:
    """Opening a script twice gives the same voices, so no Take is made twice."""
    first, second = (
        open_script(resource_file("samples/low-visibility.txt")).document for _ in range(2)
    )
    assert [s.draft_voice for s in first.cast] == [s.draft_voice for s in second.cast]


def test_more_speakers_than_voices_share(tmp_path: Path) -> None:
    """A crowd can still be heard; voices come round again."""
    script = tmp_path / "crowd.txt"
    script.write_text("\n".join(f"EXTRA N{at}: Hello." for at in range(200)), encoding="utf-8")
    assert all(s.draft_voice for s in open_script(script).document.cast)


def test_rows_that_were_not_understood_come_along(tmp_path: Path) -> None:
    """What is not spoken is said."""
    script = tmp_path / "s.txt"
    script.write_text("Once upon a time\nANNA: Hi.", encoding="utf-8")
    assert [row.text for row in open_script(script).unread] == ["Once upon a time"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "could not be read"),
        (b"\xff\xfeA\x00", "no line that can be spoken"),
        (bytes(range(256)), "is not text"),
        (b"", "no line that can be spoken"),
        (b"just prose, no speech", "no line that can be spoken"),
        (b"A: x\n" * (LARGEST_SCRIPT_BYTES // 5 + 1), "too large"),
    ],
    ids=["missing", "utf-16", "binary", "empty", "prose", "huge"],
)
def test_a_file_that_is_no_script_says_so(
    tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    """One sentence with the file, the cause and what to do."""
    script = tmp_path / "scene.txt"
    if content is not None:
        script.write_bytes(content)
    with pytest.raises(InputError) as failure:
        open_script(script)
    assert sentence in str(failure.value)
    assert str(script) in str(failure.value)


def test_a_folder_is_no_script(tmp_path: Path) -> None:
    """A folder given by mistake is refused like any other unreadable file."""
    with pytest.raises(InputError):
        open_script(tmp_path)


def test_a_byte_order_mark_is_no_letter(tmp_path: Path) -> None:
    """Files written by Windows editors open as they are."""
    script = tmp_path / "scene.txt"
    script.write_text("ANNA: Hi.", encoding="utf-8-sig")
    assert open_script(script).document.cast[0].name == "ANNA"


@pytest.mark.parametrize(
    "ending", ["fountain", "fdx", "csv", "xlsx", "docx", "srt", "yarn", "jsonl"]
)
def test_scripts_of_every_format_open(tmp_path: Path, ending: str) -> None:
    """Whatever the file is called, its content decides; every Line comes with a voice."""
    script = tmp_path / "scene"
    script.write_bytes(resource_file(f"samples/between-floors.{ending}").read_bytes())
    document = open_script(script).document
    assert len(document.lines) == 70
    assert all(speaker.draft_voice for speaker in document.cast)


def test_a_project_is_told_from_a_script(tmp_path: Path) -> None:
    """By its first bytes, or by its name when it is not there yet."""
    script, project = tmp_path / "a.txt", tmp_path / "b"
    script.write_text("ANNA: Hi.", encoding="utf-8")
    project.write_bytes(b"SQLite format 3\0 and so on")
    assert not is_project(script)
    assert is_project(project)
    assert is_project(tmp_path / "new.dialogue")
    with pytest.raises(InputError, match="is a project of Dialogue Studio"):
        open_script(project)


def test_an_accepted_intake_can_be_heard(tmp_path: Path) -> None:
    """New Speakers get draft voices, those of the project keep theirs; a new project is called like
    its file."""
    script = tmp_path / "scene.txt"
    script.write_text("ANNA: Hi.\nBEN: Ho.\n", encoding="utf-8")
    document = accepted(intake_file(script))
    assert document.title == "scene"
    assert all(speaker.draft_voice for speaker in document.cast)
    script.write_text("ANNA: Hi.\nCARLA: Well?\nBEN: Ho.\n", encoding="utf-8")
    again = accepted(intake_file(script, document))
    assert [speaker.name for speaker in again.cast] == ["ANNA", "BEN", "CARLA"]
    assert again.cast[:2] == document.cast
    assert again.cast[2].draft_voice is not None


def test_a_file_that_is_no_script_is_not_opened(tmp_path: Path) -> None:
    """A table of accounts is not spoken."""
    accounts = tmp_path / "a.txt"
    accounts.write_text("Account: 4400\nBalance: 120.50\nAccount: 4401\n", encoding="utf-8")
    with pytest.raises(InputError, match="does not look like a script"):
        open_script(accounts)
