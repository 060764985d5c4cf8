"""Settings come back as they were saved, and a damaged file costs nothing but itself."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio import settings as module
from studio.errors import StorageError
from studio.folders import HOME_VARIABLE
from studio.sentences import Message
from studio.settings import Settings, load_settings, save_settings, settings_file


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))


def written(content: bytes) -> Path:
    path = settings_file()
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return path


def others(path: Path) -> list[Path]:
    return sorted(each for each in path.parent.iterdir() if each != path)


def test_at_first_all_is_as_usual() -> None:
    """Without a file the usual settings are in use, nothing is said and nothing written."""
    assert load_settings() == (Settings(), None)
    assert not settings_file().exists()


def test_what_is_saved_is_loaded() -> None:
    """Every setting comes back, foreign letters and all."""
    saved = Settings("light", "de", "Kopfhörer 🎧", "https://voices.example")
    save_settings(saved)
    assert load_settings() == (saved, None)


def test_only_what_was_changed_is_written() -> None:
    """A setting nobody touched is not written, so that a better usual value reaches everyone."""
    save_settings(Settings(theme="dark"))
    assert json.loads(settings_file().read_bytes()) == {"theme": "dark"}


def test_what_another_version_wrote_is_kept() -> None:
    """Unknown names survive loading, changing and saving, whatever their values."""
    theirs = {"later": {"deep": [1, None, 1.5]}, "unknown": "really", "odd": "\ud800"}
    written(json.dumps({"theme": "dark", **theirs}).encode())
    settings, said = load_settings()
    assert said is None
    save_settings(replace(settings, theme="light"))
    assert json.loads(settings_file().read_bytes()) == {"theme": "light", **theirs}


def test_a_file_an_editor_marked_is_read() -> None:
    """A byte order mark in front, as some editors write it, does no harm."""
    written(b'\xef\xbb\xbf{"theme": "dark"}')
    assert load_settings() == (Settings(theme="dark"), None)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'{"theme": "dark"',
        b"\x00" * 40,
        b"\xff\xfe{",
        b"[1]",
        b"null",
        b"[" * 100_000,
        b'{"later": ' + b"9" * 5000 + b"}",
    ],
    ids=lambda content: repr(content[:12]),
)
def test_a_damaged_file_is_set_aside(content: bytes) -> None:
    """It is kept beside under a name the message tells; the program goes on, and says it once."""
    path = written(content)
    settings, said = load_settings()
    assert settings == Settings()
    (aside,) = others(path)
    assert aside.read_bytes() == content
    assert str(aside) in str(said)
    assert load_settings() == (Settings(), None)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"theme": "d\x01', "what stands in line 1, column 13 makes no sense"),
        (b'{\n"theme" "dark"}', "what stands in line 2, column 9 makes no sense"),
        (b"\xff\xfe{", "the file is no text"),
        (b"[1]", "the file holds no settings"),
    ],
)
def test_what_is_wrong_is_said_by_values(content: bytes, reason: str) -> None:
    """The reason is a message of ours with the place as values, so that it can be translated."""
    written(content)
    said = load_settings()[1]
    assert said is not None
    assert isinstance(said.values["reason"], Message)
    assert f": {reason}. " in str(said)


def test_damaged_files_do_not_replace_each_other() -> None:
    """A second damaged file is kept next to the first."""
    for content in (b"first", b"second"):
        path = written(content)
        load_settings()
    assert [each.read_bytes() for each in others(path)] == [b"first", b"second"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("theme", "plaid"), ("theme", 3), ("theme", None), ("language", True), ("language", ["de"])],
)
def test_a_value_without_sense_costs_only_itself(name: str, value: object) -> None:
    """The other settings stay, the message names the one, and the file as it was is kept."""
    content = json.dumps({"output_device": "Desk", name: value, "later": 1}).encode()
    path = written(content)
    settings, said = load_settings()
    assert settings.output_device == "Desk"
    assert settings.unknown == {"later": 1}
    assert getattr(settings, name) == getattr(Settings(), name)
    assert name in str(said)
    (aside,) = others(path)
    assert aside.read_bytes() == content
    assert str(aside) in str(said)
    assert load_settings() == (settings, None)


def test_a_folder_in_the_way_is_set_aside() -> None:
    """Even something that is no file at all does not stop the program."""
    settings_file().mkdir(parents=True)
    settings, said = load_settings()
    assert settings == Settings()
    assert "set" in str(said) or "kept as" in str(said)
    save_settings(Settings(theme="dark"))
    assert load_settings()[0].theme == "dark"


def test_what_cannot_be_set_aside_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the folder lets nothing be written, the message names the file, and all goes on."""

    def refuse(*_: object) -> None:
        raise PermissionError

    for content in (b"{", b'{"theme": 3, "language": "de"}'):
        path = written(content)
        with monkeypatch.context() as patched:
            patched.setattr("os.replace", refuse)
            settings, said = load_settings()
        assert settings.language == ("de" if b"de" in content else "")
        assert str(path) in str(said)
        assert path.read_bytes() == content


def test_saving_says_why_it_cannot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that cannot be made is a StorageError for whoever saved."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "file"))
    with pytest.raises(StorageError):
        save_settings(Settings(theme="dark"))
    assert load_settings()[0] == Settings()


@given(
    st.binary(max_size=60) | st.text(alphabet='{}[]":,theme 1dark\\u', max_size=60).map(str.encode)
)
def test_no_file_is_fatal(content: bytes) -> None:
    """Whatever stands in the file, settings come out."""
    path = written(content)
    for each in others(path):
        each.unlink()
    settings, said = load_settings()
    assert isinstance(settings, Settings)
    assert said is None or others(path)


def test_every_setting_has_a_simple_kind() -> None:
    """A text, a number or a truth with a usual value: what the file can hold and check."""
    for each in fields(Settings):
        if each.name != "unknown":
            assert type(each.default) in (str, int, float, bool)
            assert module._fits(each.name, each.default)
