"""Projects for tests: small, with Takes in them, and ways to damage them."""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np

from studio.document.values import Document
from studio.project.creating import write_new_file
from studio.project.project import Project
from studio.takes.recipe import TakeKey, draft_recipe
from studio.takes.take import SpokenWord, Take, TakeUsage
from tests.document.made import scene

PAGE = 4096

SCENE = scene(
    ("MARA", "Where were you?"),
    ("JON", "Out. I was --"),
    ("MARA", "Out! All night?"),
    ("JON", "Not all of it."),
)


def key(number: int) -> TakeKey:
    return TakeKey(f"{number:064x}")


def take(of: TakeKey, samples_count: int = 5000) -> Take:
    """A Take whose sound tells which one it is."""
    seed = zlib.crc32(of.encode())
    samples = np.random.default_rng(seed).integers(-9000, 9000, samples_count, np.int16)
    samples.flags.writeable = False
    return Take(of, samples, (SpokenWord("Where", 0, 5, 10, 900),), usage=TakeUsage(0.2, 31, "EUR"))


def same(one: Take | None, other: Take) -> bool:
    return (
        one is not None
        and (one.key, one.words, one.proof, one.usage)
        == (other.key, other.words, other.proof, other.usage)
        and bool(np.array_equal(one.samples, other.samples))
    )


def keys_of(document: Document) -> list[TakeKey]:
    """Those of each Line's draft."""
    recipes = (draft_recipe(document, line) for line in document.lines)
    return [recipe.key for recipe in recipes if recipe is not None]


def project_with_takes(path: Path, document: Document = SCENE, samples_count: int = 5000) -> Path:
    """A closed project with a draft Take for each Line."""
    write_new_file(path, document)
    project = Project(path)
    for of in keys_of(document):
        project.takes.keep_take(take(of, samples_count)).result(10)
    assert project.close() is None
    return path


def flip_bit_of_take(path: Path, of: TakeKey, samples_count: int = 5000) -> None:
    """One bit of that Take's sound, as a disk might."""
    content = bytearray(path.read_bytes())
    # In the middle of a page's worth of its samples, which lie together on overflow pages.
    piece = take(of, samples_count).samples[3000:3100].astype("<i2").tobytes()
    place = bytes(content).find(piece)
    assert place > 0
    content[place + 20] ^= 4
    path.write_bytes(content)
