"""What the user noted of voices stays, for all projects."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.document.values import Delivery, Voice
from studio.folders import HOME_VARIABLE
from studio.front.voice_book import Preset, VoiceBook, voices_file

MARA = Voice("embedded", 1001, "Mara")
OTTOLINE = Voice("cloud.example", 7, "Ottoline")


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))


def test_notes_are_there_the_next_time() -> None:
    """Stars, remarks and presets are read again by whoever comes next."""
    book = VoiceBook()
    told: list[None] = []
    book.changed.connect(lambda: told.append(None))
    book.set_favourite(MARA, True)
    book.set_remark(OTTOLINE, " bought in May ")
    book.keep_preset(Preset("Old lady", MARA, OTTOLINE, Delivery(speed=0.9, normalize=True)))
    book.close()
    notes = VoiceBook().notes
    assert notes.favourites == {MARA}
    assert notes.remarks == {OTTOLINE: "bought in May"}
    assert notes.presets == (
        Preset("Old lady", MARA, OTTOLINE, Delivery(speed=0.9, normalize=True)),
    )
    assert len(told) == 3


def test_two_windows_do_not_undo_each_other() -> None:
    """A change is made to what the file says then."""
    one, other = VoiceBook(), VoiceBook()
    assert one.notes == other.notes
    one.set_favourite(MARA, True)
    one.close()
    other.set_remark(MARA, "ours")
    other.close()
    notes = VoiceBook().notes
    assert (notes.favourites, notes.remarks) == ({MARA}, {MARA: "ours"})


def test_what_is_taken_away_is_gone() -> None:
    """A star, a remark and a preset can go; a preset of the same name takes the place of the first."""
    book = VoiceBook()
    book.set_favourite(MARA, True)
    book.set_favourite(MARA, False)
    book.set_remark(MARA, "ours")
    book.set_remark(MARA, "")
    book.keep_preset(Preset("Old lady", MARA))
    book.keep_preset(Preset("Young man"))
    book.keep_preset(Preset("Old lady", OTTOLINE))
    assert [each.draft_voice for each in book.notes.presets] == [OTTOLINE, None]
    book.remove_preset("Old lady")
    book.close()
    notes = VoiceBook().notes
    assert (notes.favourites, notes.remarks, len(notes.presets)) == (frozenset(), {}, 1)


@pytest.mark.parametrize("content", ["no json", "[]", '{"favourites": [[1]]}'])
def test_a_file_that_makes_no_sense_is_put_aside(content: str) -> None:
    """Nothing is known then, and what stood there is kept."""
    file = voices_file()
    file.parent.mkdir(parents=True)
    file.write_text(content)
    assert VoiceBook().notes.favourites == frozenset()
    assert file.with_name("voices.damaged.json").read_text() == content
