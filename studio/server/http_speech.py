"""`POST /v1/tts/generate`: a text spoken as one answer of plain HTTP, sent while it is made."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import msgspec

from studio.server.dictionaries import DictionaryShelf
from studio.server.http import (
    AI_GENERATED,
    HttpRefusal,
    Request,
    answer_head,
    body_part,
    refusal_answer,
)
from studio.server.pieces import PieceWanted
from studio.server.single_requests import request_settings, whole_text_speech
from studio.server.speech import Speech
from studio.server.speech_settings import Refusal
from studio.server.worker_pipe import Sound, Spoken
from studio.server.worker_pool import WorkerPool
from studio.wire import codes
from studio.wire.limits import PCM
from studio.wire.messages import AudioFrame
from studio.wire.plain_text import clean_text
from studio.wire.refused_json import in_words
from studio.wire.settings import Settings, VoiceId, checked


class _Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be asked; anything else is refused, so that nobody waits for what never comes."""

    text: str
    voice_id: VoiceId | None = None
    model_id: str | None = None
    model: str | None = None
    cfg_scale: float | None = None
    temperature: float | None = None
    max_new_tokens: int | None = None
    sample_rate: int | None = None
    output_format: str | None = None
    normalize: bool | None = None
    language: str | None = None
    speed: float | None = None
    project_id: int | None = None
    dictionary_ids: tuple[int, ...] | None = None


_decoder = msgspec.json.Decoder(_Body)


def asked_speech(request: Request, shelf: DictionaryShelf, now: float) -> Speech:
    """The speech that was asked for; raises HttpRefusal."""
    if request.method != "POST":
        raise HttpRefusal(405, codes.VALIDATION_ERROR, "send the text with POST")
    try:
        body = _decoder.decode(request.body)
        said = msgspec.structs.asdict(body)
        text, model = clean_text(said.pop("text")), said.pop("model")
        said["model_id"] = said["model_id"] or model
        settings = request_settings(text, checked(Settings(**said)), Settings(), shelf)
    except Refusal as refusal:
        raise HttpRefusal(refusal.status, refusal.code, refusal.text) from None
    except (ValueError, RecursionError) as error:
        raise HttpRefusal(400, codes.VALIDATION_ERROR, in_words(error)) from None
    return whole_text_speech(text, settings, now)


class HttpSpeech:
    """Carries one answer out. It breaks off when the engine fails, so that nobody takes it for whole.

    Without `in_parts` the body ends with the connection.
    """

    def __init__(
        self,
        speech: Speech,
        pool: WorkerPool,
        request_id: str,
        write: Callable[[bytes], None],
        end: Callable[[bool], None],
        *,
        in_parts: bool,
    ) -> None:
        self._speech = speech
        self._pool = pool
        self._request_id = request_id
        self._write = write
        self._end = end
        self._in_parts = in_parts
        self._loop = asyncio.get_running_loop()
        self._jobs: dict[PieceWanted, int] = {}
        self._has_begun = False

    def start(self) -> None:
        self._go_on()

    def heard(self, piece: PieceWanted, sound: Sound) -> None:
        self._speech.hear(piece, sound, self._loop.time())
        self._send_sound()

    def ended(self, piece: PieceWanted, report: Spoken | Refusal) -> None:
        self._jobs.pop(piece, None)
        self._speech.end(piece, report, self._loop.time())
        self._send_sound()
        if self._speech.failure is None:
            self._go_on()
        else:
            self._fail(self._speech.failure)

    def _fail(self, refusal: Refusal) -> None:
        if not self._has_begun:
            answer = HttpRefusal(refusal.status, refusal.code, refusal.text)
            self._write(refusal_answer(answer, self._request_id))
        self._end(not self._has_begun)

    def hold(self) -> None:
        self._pool.hold(self)

    def release(self) -> None:
        self._pool.release(self)

    def lost(self) -> None:
        for number in self._jobs.values():
            self._pool.stop(number)
        self._jobs.clear()
        self._pool.release(self)

    def _go_on(self) -> None:
        while (piece := self._speech.next_piece()) is not None:
            self._jobs[piece] = self._pool.speak(self, piece, _Ear(self, piece))
        if self._speech.reached():
            self._begin()
            if self._in_parts:
                self._write(body_part(b""))
            self._end(True)

    def _send_sound(self) -> None:
        for message in self._speech.messages:
            if isinstance(message, AudioFrame):
                self._begin()
                self._write(body_part(message.audio) if self._in_parts else message.audio)
        self._speech.messages.clear()

    def _begin(self) -> None:
        if self._has_begun:
            return
        self._has_begun = True
        wanted = self._speech.settings.wanted
        kind = "audio/pcm" if wanted.encoding == PCM else "audio/basic"
        parts = (("Transfer-Encoding", "chunked"),) if self._in_parts else ()
        self._write(
            answer_head(
                200,
                self._request_id,
                (
                    ("Content-Type", kind),
                    ("X-Sample-Rate", str(wanted.rate)),
                    ("X-Audio-Format", wanted.encoding),
                    *parts,
                    AI_GENERATED,
                ),
            )
        )


class _Ear:
    """Hears one job, a piece of the speech."""

    def __init__(self, speaker: HttpSpeech, piece: PieceWanted) -> None:
        self._speaker = speaker
        self._piece = piece

    def heard(self, sound: Sound) -> None:
        self._speaker.heard(self._piece, sound)

    def ended(self, report: Spoken | Refusal) -> None:
        self._speaker.ended(self._piece, report)
