from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from studio.document.values import Delivery
from studio.project import shared_takes, store_thread
from studio.project.creating import new_project
from studio.project.found_takes import FoundTakes
from studio.project.shared_takes import SharedTakes, shared_takes_file
from studio.takes.keeping import TakeStore
from studio.takes.recipe import Recipe
from studio.takes.shelf import Shelf
from tests.project.made import SCENE, key, same, take


class _Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 11, 20, 10, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at


@pytest.fixture
def shared() -> Iterator[SharedTakes]:
    opened = SharedTakes(shared_takes_file(), _Clock())
    yield opened
    assert opened.close(10) is None


def _recipe(text: str, service: str = "embedded 1") -> Recipe:
    return Recipe(text, service, 1, "", Delivery())


def test_what_one_project_has_heard_is_found_in_another(path: Path, shared: SharedTakes) -> None:
    """And copied into it, with its Recipe, so that the file has all it plays."""
    recipe = _recipe("Where were you?", "api.example.org")
    heard = take(recipe.key)
    first = new_project(SCENE, path)
    takes: TakeStore = FoundTakes(first.takes, shared)
    FoundTakes(first.takes, shared).keep_recipe(recipe)
    takes.keep_take(heard).result(10)
    assert first.close() is None
    path.unlink()
    second = new_project(SCENE, path.with_name("second.dialogue"))
    shelf = Shelf(FoundTakes(second.takes, shared))
    assert shelf.keys() == frozenset()
    assert same(shelf.fetch(recipe.key), heard)
    assert shelf.keys() == {recipe.key}
    assert second.takes.take_keys() == {recipe.key}
    assert second.takes.recipe(recipe.key) == recipe
    assert shelf.fetch(key(5)) is None
    assert second.close() is None


def test_what_is_damaged_in_the_project_is_healed_from_the_shared_takes(
    path: Path, shared: SharedTakes
) -> None:
    """Before anything is paid again."""
    project = new_project(SCENE, path)
    takes = FoundTakes(project.takes, shared)
    takes.keep_take(take(key(1))).result(10)
    project._thread.write(
        lambda database: database.run("UPDATE take_samples SET checksum = 5")
    ).result(10)
    assert project.takes.take(key(1)) is None
    assert same(takes.take(key(1)), take(key(1)))
    assert same(project.takes.take(key(1)), take(key(1)))
    assert project.close() is None


def test_several_programs_use_them_at_a_time(shared: SharedTakes) -> None:
    """Without a lock; each finds what the other kept."""
    other = SharedTakes(shared_takes_file(), _Clock())
    for number in range(10):
        (shared if number % 2 else other).keep_take(take(key(number))).result(10)
    assert shared.take_keys() == other.take_keys() == {key(number) for number in range(10)}
    assert other.close(10) is None


def test_drafts_go_when_they_are_too_many_and_paid_takes_never(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The least recently used go first; what nobody knows to be a draft stays, too."""
    monkeypatch.setattr(shared_takes, "_LOOK_EVERY_BYTES", 1)
    shared = SharedTakes(shared_takes_file(), _Clock(), most_draft_bytes=100_000)
    drafts = [_recipe(f"Draft {number}") for number in range(5)]
    paid = [_recipe(f"Paid {number}", "api.example.org") for number in range(15)]
    for recipe in (*drafts, *paid):
        shared.takes.keep_recipe(recipe)
    for recipe in drafts:
        shared.keep_take(take(recipe.key, 10_000)).result(10)
    assert shared.take(drafts[0].key) is not None
    for number, recipe in enumerate(paid):
        shared.keep_take(take(recipe.key, 10_000))
        shared.keep_take(take(key(number), 10_000)).result(10)
    late = _recipe("Draft late")
    shared.takes.keep_recipe(late)
    shared.keep_take(take(late.key, 10_000)).result(10)
    shared.keep_take(take(key(99), 10_000)).result(10)
    kept = shared.take_keys()
    assert {recipe.key for recipe in paid} | {key(number) for number in range(15)} < kept
    # 90 of 100 kB: the late one, the one that was used, and two more.
    assert {it.key for it in (*drafts, late)} & kept == {
        late.key, drafts[0].key, drafts[4].key, drafts[3].key
    }  # fmt: skip
    assert shared.close(10) is None


def test_what_was_paid_for_goes_only_when_somebody_frees_it(shared: SharedTakes) -> None:
    """And is shown apart from drafts, which go by themselves; the file is smaller afterwards."""
    draft, paid = _recipe("a"), _recipe("b", "api.example.org")
    for recipe in (draft, paid):
        shared.takes.keep_recipe(recipe).result(10)
        shared.keep_take(take(recipe.key, 50_000)).result(10)
    drafts, others = shared.room().result(10)
    assert (drafts.keys, drafts.size_bytes, drafts.paid) == ((draft.key,), 100_000, 0)
    assert (others.keys, others.size_bytes, others.paid) == ((paid.key,), 100_000, 1)
    assert shared.free(others.keys).result(10) >= 100_000 - 8192
    assert shared.take_keys() == {draft.key}


@pytest.mark.parametrize("content", [b"", b"nonsense" * 900, b"SQLite format 3\0" + bytes(9000)])
def test_a_broken_file_is_put_aside_and_a_new_one_begun(content: bytes) -> None:
    """The program does not stop for it, and what is broken is kept for salvage."""
    shared_takes_file().parent.mkdir(parents=True)
    shared_takes_file().write_bytes(content)
    shared = SharedTakes(shared_takes_file(), _Clock())
    shared.keep_take(take(key(1))).result(10)
    assert shared.take_keys() == {key(1)}
    assert shared.close(10) is None
    (aside,) = shared_takes_file().parent.glob("*put aside*")
    assert aside.read_bytes() == content


def test_without_them_a_project_works_all_the_same(path: Path, tmp_path: Path) -> None:
    """Nothing is found elsewhere then, and nothing fails."""
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    shared = SharedTakes(blocked / "takes.dialogue", _Clock())
    project = new_project(SCENE, path)
    takes = FoundTakes(project.takes, shared)
    assert takes.outlines() == {}
    takes.keep_take(take(key(1))).result(10)
    assert takes.take(key(1)) is not None
    assert takes.take(key(2)) is None
    assert shared.close(10) is None
    assert project.close() is None


def test_who_starts_at_the_same_time_shares_one_file(path: Path) -> None:
    """The slower one replaces nothing under the hands of the quicker one."""
    file = shared_takes_file()
    both = [SharedTakes(file, _Clock()) for _ in range(2)]
    for number, each in enumerate(both):
        each.keep_take(take(key(number))).result(10)
    assert all(len(each.take_keys()) == 2 for each in both)
    assert [each.close(10) for each in both] == [None, None]
    assert [it.name for it in file.parent.iterdir()] == [file.name]


def test_a_file_that_was_put_aside_is_let_go(
    shared: SharedTakes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By whoever still had it open: what they keep from then on is found by all."""
    monkeypatch.setattr(store_thread, "RETRY_SECONDS", 0.01)
    shared.keep_take(take(key(1))).result(10)
    file = shared_takes_file()
    file.rename(file.with_name("aside"))
    shared.keep_take(take(key(2))).result(10)
    assert shared.take_keys() == {key(2)}
