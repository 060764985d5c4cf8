"""The real engine in its worker, given texts that nobody would write: none ends it."""

from __future__ import annotations

import asyncio
import random
import time

import pytest

from studio.own_program import own_program
from studio.server.engine import Delivery, Piece
from studio.server.pieces import PIECE_LENGTH, PieceWanted, SpokenChunk
from studio.server.sound_path import SoundFormat
from studio.server.voices import LANGUAGE_IDENTIFIERS, all_voices
from studio.server.worker_pipe import Spoken
from studio.server.worker_pool import WorkerPool
from tests.server.test_worker_pool import Ear, pool_of

MORSELS = [
    "abcdefghij XYZ.,!?-'\"()[]{}<>/\\&%$#@*_~^|+=;:0123456789\n\t",
    "äöüßéèñçøåłśżőčğşı ",
    "абвгдежзий ",
    "漢字仮名かな。、",
    "שלום עולם",
    "مرحبا بكم",
    "हिन्दी में",
    "สวัสดี",
    "한국어",
    "😀🎉👨\u200d👩\u200d👧🇩🇪❤\ufe0f",
    "\u0301\u0300\u200d\u202e\ufeff\u00ad",
    "/həˈloʊ/ ",
    '<break time="200ms"/>',
    "<spell>",
    "</spell>",
    '<prosody rate="slow">',
    "</prosody>",
    "[[h@l'oU]]",
    "Dr. z. B. No. 5 etc. ",
    "1234567890.,°º№½ⅷ",
]


def strange_text(chance: random.Random) -> str:
    morsels = [chance.choice(MORSELS) for _ in range(chance.choice((1, 3, 10, 40)))]
    return "".join(
        morsel
        if chance.random() < 0.4
        else "".join(chance.choice(morsel) for _ in range(chance.randint(1, 30)))
        for morsel in morsels
    )[:PIECE_LENGTH]


@pytest.mark.parametrize(
    "seconds", [3, pytest.param(25, marks=pytest.mark.slow)], ids=["short", "long"]
)
async def test_the_engine_survives_any_text(seconds: int) -> None:
    """Whatever a text holds, in whatever language it is to be read, its end is reported, and by the
    worker that was there from the start."""
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    async with pool_of(2, own_program("voice-worker")) as pool:
        until_time = time.monotonic() + seconds
        while time.monotonic() < until_time:
            texts = [strange_text(chance) for _ in range(4)]
            ears = [_speak(pool, text, chance) for text in texts]
            async with asyncio.timeout(60):
                ends = await asyncio.gather(*(ear.end for ear in ears))
            for text, end in zip(texts, ends, strict=True):
                assert isinstance(end, Spoken), repr(text)


def _speak(pool: WorkerPool, text: str, chance: random.Random) -> Ear:
    ear = Ear()
    voice = chance.choice(all_voices())
    language = chance.choice((voice.language, chance.choice(list(LANGUAGE_IDENTIFIERS))))
    delivery = Delivery(language=language, normalize=chance.random() < 0.9)
    piece = Piece(text, voice.id, delivery, wants_words=True, is_awaited=chance.random() < 0.5)
    wanted = PieceWanted(SpokenChunk(0, text, 0.0), 0, piece, SoundFormat("pcm_s16le", 24_000))
    pool.speak("a", wanted, ear)
    return ear
