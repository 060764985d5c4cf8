"""The lock files promise exactly what pyproject.toml asks for, whole and from nowhere in particular."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from small_checkout import ROOT

LOCKS = sorted((ROOT / "packaging" / "locks").glob("*.txt"))
ENTRY = re.compile(
    r"^(?P<requirement>[^#\s].*?) \\\n(?P<hashes>(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)",
    re.M,
)
PLACES = [
    {"sys_platform": system, "python_version": python, "python_full_version": f"{python}.1"}
    for system in ("linux", "win32", "darwin")
    for python in ("3.11", "3.12", "3.13")
]


def _text(group: str) -> str:
    return (ROOT / "packaging" / "locks" / f"{group}.txt").read_text(encoding="utf-8")


def _pinned(group: str) -> list[Requirement]:
    return [Requirement(found["requirement"]) for found in ENTRY.finditer(_text(group))]


def _version(locked: list[Requirement], name: str, place: dict[str, str]) -> Version | None:
    """The version the lock pins for a computer like `place`."""
    found = [
        next(iter(each.specifier)).version
        for each in locked
        if canonicalize_name(each.name) == canonicalize_name(name)
        and (each.marker is None or each.marker.evaluate(place))
    ]
    assert len(found) <= 1, f"{name} is pinned twice for {place}"
    return Version(found[0]) if found else None


def _project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _wanted(group: str) -> list[Requirement]:
    project = _project()
    wanted = list(project["project"]["dependencies"])
    if group == "test":
        for extra in project["project"]["optional-dependencies"].values():
            wanted += extra
        for members in project["dependency-groups"].values():
            wanted += [each for each in members if isinstance(each, str)]
    return [Requirement(each) for each in wanted]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: "-".join(list(place.values())[:2]))
@pytest.mark.parametrize("group", ["run", "test"])
def test_every_requirement_is_pinned_as_asked(group: str, place: dict[str, str]) -> None:
    """On every system and Python each requirement has one version, and one it allows."""
    locked = _pinned(group)
    for wanted in _wanted(group):
        if wanted.marker is not None and not wanted.marker.evaluate(place):
            continue
        version = _version(locked, wanted.name, place)
        assert version is not None, f"{wanted} is not locked: run packaging/make_locks.py"
        assert wanted.specifier.contains(version, prereleases=True), (
            f"{wanted} is locked at {version}"
        )


@pytest.mark.parametrize("place", PLACES, ids=lambda place: "-".join(list(place.values())[:2]))
def test_the_test_lock_holds_the_run_lock(place: dict[str, str]) -> None:
    """What is checked is what people run: the same versions."""
    tested, run = _pinned("test"), _pinned("run")
    for each in run:
        if each.marker is None or each.marker.evaluate(place):
            assert _version(tested, each.name, place) == _version(run, each.name, place), each.name


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_each_entry_is_exact_and_has_hashes_and_no_address(lock: Path) -> None:
    """Only `name==version`, a marker, and hashes: no address of an index, no file of this machine."""
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    rest = ENTRY.sub("", text)
    assert [line for line in rest.splitlines() if not line.startswith("#")] == []
    for entry in ENTRY.finditer(text):
        requirement = Requirement(entry["requirement"])
        assert [each.operator for each in requirement.specifier] == ["=="]


@pytest.mark.parametrize("group", ["run", "test"])
def test_the_libraries_of_the_window_stay_below_the_faulty_release(group: str) -> None:
    """PySide6-Essentials below 6.12 everywhere, and its companion at the same version."""
    locked = _pinned(group)
    for place in PLACES:
        version = _version(locked, "PySide6-Essentials", place)
        assert version is not None
        assert Version("6.9.3") <= version < Version("6.12")
        assert _version(locked, "shiboken6", place) == version


def test_markers_tell_the_systems_apart() -> None:
    """The places asked above really differ in what the locks' markers look at."""
    markers = {str(each.marker) for each in _pinned("test") if each.marker}
    decided = {marker: {Marker(marker).evaluate(place) for place in PLACES} for marker in markers}
    assert any(len(answers) == 2 for answers in decided.values())
