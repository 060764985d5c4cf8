from __future__ import annotations

from pathlib import Path

import pytest

from studio.errors import InputError
from studio.export.job import LineLevel, Measure
from studio.export.presets import PRESETS, preset_named, read_preset


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_we_bring_can_be_read(name: str) -> None:
    assert preset_named(name)


def test_the_presets_say_what_the_places_of_delivery_ask_for() -> None:
    """Podcast -16 and -19 in mono, EBU R 128, American television, the web, and audiobook shops."""
    podcast = preset_named("podcast").loudness
    assert (podcast.target_for(2), podcast.target_for(1), podcast.ceiling_db) == (-16, -19, -1)
    assert preset_named("broadcast").loudness.target == -23
    assert preset_named("us-tv").loudness.target == -24
    assert preset_named("web").loudness.target == -14
    book = preset_named("audiobook")
    assert book.loudness.measure is Measure.RMS
    assert -23 <= (book.loudness.target or 0) <= -18
    assert book.loudness.ceiling_db <= -3
    assert book.mix.encoding.word == "mp3-192"
    assert preset_named("game").lines.level is LineLevel.EACH


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[mix]\nformat = 'wav-9'", "No sound file is written as"),
        ("[mix]\nrate = 12", "mix.rate"),
        ("[mix]\nrate = '48000'", "mix.rate"),
        ("[mix]\nchannels = true", "mix.channels"),
        ("[loudness]\nlufs = 5", "loudness.lufs"),
        ("[loudness]\nlufs = nan", "loudness.lufs"),
        ("[lines]\nlayout = 'quake'", "lines.layout"),
        ("[captions]\nrows = 0", "captions.rows"),
        ("[export]\nunfinished = 'maybe'", "export.unfinished"),
        ("[mix]\nfrmat = 'wav'", "mix.frmat"),
        ("[misc]", "misc"),
        ("mix = 3", "mix"),
        ("[mix", "could not be read"),
    ],
)
def test_a_preset_that_makes_no_sense_is_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    """Which key it is, and never a guess."""
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_preset(path)
    assert said in str(caught.value)


def test_a_name_nobody_knows_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="podcast"):
        preset_named("podcats")
