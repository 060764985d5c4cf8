"""Where things lie: the system's usual places, or all below one folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from studio.errors import StorageError
from studio.folders import (
    HOME_VARIABLE,
    cache_folder,
    data_folder,
    log_folder,
    make_folder,
    settings_folder,
)

FOLDERS = [data_folder, settings_folder, log_folder, cache_folder]


@pytest.mark.parametrize("folder", FOLDERS)
def test_one_variable_moves_everything(
    folder: Callable[[], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the variable set nothing lies outside the folder it names, not even if it is relative."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "Zoë's home"))
    assert folder().parent == tmp_path / "Zoë's home"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(HOME_VARIABLE, "here")
    assert folder().parent == tmp_path / "here"
    monkeypatch.setenv(HOME_VARIABLE, "~/studio")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert folder().parent == tmp_path / "studio"


def test_the_four_are_four(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Below the one folder each kind has its own."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    assert len({folder() for folder in FOLDERS}) == 4


@pytest.mark.parametrize("value", [None, ""])
@pytest.mark.parametrize("folder", FOLDERS)
def test_the_usual_places_are_the_systems(
    folder: Callable[[], Path],
    value: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without the variable, or with an empty one, things lie below the user's home by our name."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    if value is None:
        monkeypatch.delenv(HOME_VARIABLE, raising=False)
    else:
        monkeypatch.setenv(HOME_VARIABLE, value)
    assert folder().is_relative_to(tmp_path)
    assert "dialogue-studio" in folder().parts


def test_a_folder_is_made_private(tmp_path: Path) -> None:
    """A new folder belongs to the user alone; one that stands already is left as it is."""
    made = make_folder(tmp_path / "new" / "folder")
    assert made.stat().st_mode & 0o777 == 0o700
    made.chmod(0o755)
    assert make_folder(made).stat().st_mode & 0o777 == 0o755


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    """A file in the way is named, with what to do."""
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(StorageError, match=HOME_VARIABLE) as caught:
            make_folder(folder)
        assert str(folder) in str(caught.value)
