"""Takes in their tables: samples with a checksum, words, what was used, and the Recipe they are of.

A Take that is not whole is kept piece by piece beside the whole ones, and goes when a whole one of
its key comes.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import msgspec
import numpy as np

from studio.document.edits.ranges import LONGEST_FRAMES
from studio.document.values import Delivery
from studio.project.document_codec import storable, to_json
from studio.project.store import Damaged, Database
from studio.takes.recipe import Recipe, TakeKey
from studio.takes.take import Proof, SpokenWord, Take, TakeOutline, TakeUsage

_PIECE_SAMPLES = 24_000 * 60
_RECIPES = "SELECT key, text, service, voice, model, delivery, rate, retake FROM recipes"
_MOST_SECONDS = 1e9
_words = msgspec.json.Decoder(tuple[tuple[str, int, int, int, int], ...])
_delivery = msgspec.json.Decoder(Delivery)


@dataclass(frozen=True, slots=True)
class TakeRow:
    """What is known of a whole Take without its samples; `is_paid` None means nobody knows."""

    key: TakeKey
    samples_count: int
    made_at: str
    used_at: str
    is_paid: bool | None

    @property
    def size_bytes(self) -> int:
        return 2 * self.samples_count


def put_recipe(database: Database, recipe: Recipe) -> None:
    database.run(
        "INSERT OR IGNORE INTO recipes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            recipe.key,
            storable(recipe.text),
            recipe.service,
            recipe.voice_id,
            recipe.model,
            to_json(recipe.delivery),
            recipe.rate,
            recipe.retake,
            recipe.is_paid,
        ),
    )


def recipe_of(database: Database, key: TakeKey) -> Recipe | None:
    """The Recipe of that key, if it was kept and still is what the key says."""
    row = database.row(f"{_RECIPES} WHERE key = ?", (key,))
    return None if row is None else _recipe(*row)


def recipes(database: Database) -> dict[TakeKey, Recipe]:
    """Every Recipe that was kept and still is what its key says."""
    found = (_recipe(*row) for row in database.rows(_RECIPES))
    return {recipe.key: recipe for recipe in found if recipe is not None}


def _recipe(
    key: str, text: str, service: str, voice: int, model: str, delivery: str, rate: int, retake: int
) -> Recipe | None:
    try:
        recipe = Recipe(text, service, voice, model, _delivery.decode(delivery), rate, retake)
    except (msgspec.MsgspecError, RecursionError):
        return None
    return recipe if recipe.key == key else None


def put_take(database: Database, take: Take, origin: str, now: datetime) -> None:
    """Store a whole Take; one of the same key is replaced, and so is what came of it before."""
    usage = take.usage or TakeUsage(0.0)
    at = now.isoformat(timespec="seconds")
    samples = take.samples.astype("<i2", copy=False).tobytes()
    database.run(
        "INSERT OR REPLACE INTO takes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            take.key,
            take.length_samples,
            _words_json(take.words),
            None if take.usage is None else usage.audio_seconds,
            usage.cost,
            usage.currency,
            origin,
            at,
            at,
        ),
    )
    database.run(
        "INSERT OR REPLACE INTO take_samples VALUES (?, ?, ?)",
        (take.key, zlib.crc32(samples), samples),
    )
    database.run("DELETE FROM partial_takes WHERE key = ?", (take.key,))


def read_take(database: Database, key: TakeKey) -> Take | None:
    """The whole Take; None when it is not there or not what was stored."""
    try:
        row = database.row(
            "SELECT samples_count, checksum, words, seconds, cost, currency, samples"
            " FROM takes JOIN take_samples USING (key) WHERE key = ?",
            (key,),
        )
    except Damaged:
        return None
    if row is None or not is_sound(row[0], row[1], row[6]):
        return None
    return Take(key, _samples(row[6]), _words_from(row[2]), Proof.WHOLE, _usage(row[3:6]))


def put_partial(database: Database, take: Take, from_sample: int) -> None:
    """Store what of a growing Take came since `from_sample`; 0 begins it anew."""
    if from_sample == 0:
        database.run("DELETE FROM partial_takes WHERE key = ?", (take.key,))
    usage = take.usage
    database.run(
        "INSERT INTO partial_takes VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (key) DO UPDATE"
        " SET proof = ?2, words = ?3, seconds = ?4, cost = ?5, currency = ?6",
        (
            take.key,
            take.proof.value,
            _words_json(take.words),
            usage and usage.audio_seconds,
            usage and usage.cost,
            usage.currency if usage else "",
        ),
    )
    for start in range(from_sample, take.length_samples, _PIECE_SAMPLES):
        piece = take.samples[start : start + _PIECE_SAMPLES].astype("<i2", copy=False).tobytes()
        database.run(
            "INSERT OR REPLACE INTO partial_samples VALUES (?, ?, ?, ?)",
            (take.key, start, zlib.crc32(piece), piece),
        )


def read_partial(database: Database, key: TakeKey) -> Take | None:
    """What came of a Take that is not whole, up to the first piece that is damaged."""
    row = database.row(
        "SELECT proof, words, seconds, cost, currency FROM partial_takes WHERE key = ?", (key,)
    )
    if row is None:
        return None
    pieces: list[bytes] = []
    length = 0
    for start, checksum, piece in database.rows(
        "SELECT start, checksum, samples FROM partial_samples WHERE key = ? ORDER BY start", (key,)
    ):
        if start != length or zlib.crc32(piece) != checksum or len(piece) % 2:
            break
        pieces.append(piece)
        length += len(piece) // 2
    proofs = {proof.value: proof for proof in Proof if proof is not Proof.WHOLE}
    proof = proofs.get(row[0], Proof.PARTIAL)
    return Take(key, _samples(b"".join(pieces)), _words_from(row[1]), proof, _usage(row[2:5]))


def take_keys(database: Database) -> frozenset[TakeKey]:
    return frozenset(TakeKey(key) for (key,) in database.rows("SELECT key FROM takes"))


def outlines(database: Database) -> Iterator[TakeOutline]:
    """Every whole Take without its sound."""
    for key, count, words, seconds, cost, currency, made_at in database.rows(
        "SELECT key, samples_count, words, seconds, cost, currency, made_at FROM takes"
        " WHERE samples_count BETWEEN 0 AND ?",
        (LONGEST_FRAMES,),
    ):
        usage = _usage((seconds, cost, currency))
        yield TakeOutline(TakeKey(key), count, _words_from(words), usage, made_at)


def take_rows(database: Database) -> list[TakeRow]:
    """Every whole Take, most recently used first."""
    rows = database.rows(
        "SELECT takes.key, samples_count, made_at, used_at, is_paid FROM takes"
        " LEFT JOIN recipes USING (key) ORDER BY used_at DESC, takes.key"
    )
    return [
        TakeRow(TakeKey(key), count, made, used, None if paid is None else bool(paid))
        for key, count, made, used, paid in rows
    ]


def damaged_takes(database: Database, keys: Iterable[TakeKey]) -> Iterator[TakeKey]:
    """Those of the whole Takes whose samples are missing or other than they were stored."""
    for key in keys:
        try:
            row = database.row(
                "SELECT samples_count, checksum, samples FROM takes"
                " LEFT JOIN take_samples USING (key) WHERE key = ?",
                (key,),
            )
        except Damaged:
            yield key
            continue
        if row is not None and not is_sound(*row):
            yield key


def was_used(database: Database, keys: Iterable[TakeKey], now: datetime) -> None:
    at = now.isoformat(timespec="seconds")
    database.run_many("UPDATE takes SET used_at = ? WHERE key = ?", [(at, key) for key in keys])


def remove_takes(database: Database, keys: Iterable[TakeKey]) -> None:
    database.run_many("DELETE FROM takes WHERE key = ?", [(key,) for key in keys])


def is_sound(samples_count: int, checksum: int, samples: bytes | None) -> bool:
    """Whether samples are as many as they were, and the same."""
    return (
        samples is not None
        and len(samples) == 2 * samples_count
        and zlib.crc32(samples) == checksum
    )


def _samples(content: bytes) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    # Made of bytes, so nobody can write to it.
    return np.frombuffer(content, "<i2").astype(np.int16, copy=False)


def _words_json(words: tuple[SpokenWord, ...]) -> str:
    return to_json(
        [
            (it.text, it.start_character, it.end_character, it.start_sample, it.end_sample)
            for it in words
        ]
    )


def _words_from(value: str) -> tuple[SpokenWord, ...]:
    """Word times only help: damaged ones are none."""
    try:
        return tuple(SpokenWord(*word) for word in _words.decode(value))
    except (msgspec.MsgspecError, RecursionError):
        return ()


def _usage(row: tuple[float | None, int | None, str]) -> TakeUsage | None:
    seconds, cost, currency = row
    return None if seconds is None else TakeUsage(sensible_seconds(seconds), cost, currency)


def sensible_seconds(seconds: float) -> float:
    """What a file says of a duration, or none when that is no duration."""
    return seconds if 0 <= seconds <= _MOST_SECONDS else 0.0
