"""Joins the server's rules with an engine by a for-loop: frames in, frames out, a clock that is told.

Nothing here is a stand-in for the rules, the codec, the sound path or the engine; only the socket,
the processes and the waiting are missing.
"""

from __future__ import annotations

import base64
import json
import random
from collections import deque
from typing import Any

from studio.server.contexts import ContextRules
from studio.server.dictionaries import DictionaryShelf
from studio.server.engine import WordMark
from studio.server.markup import edge_breaks_ms
from studio.server.pieces import PieceWanted
from studio.server.rules import Rules
from studio.server.single_requests import RequestRules
from studio.server.sound_path import SoundPath
from studio.server.speech import Speech
from studio.server.speech_settings import Refusal
from studio.server.tone_engine import ToneEngine
from studio.server.turns import TurnRules
from studio.server.word_times import word_times
from studio.server.worker_pipe import Sound, Spoken
from studio.wire import codes
from studio.wire.text_codec import decode_from_client, encode_to_client

Frame = dict[str, Any]
NO_DICTIONARIES = DictionaryShelf()


class Conversation:
    """A client's frames against one connection's rules. `frames` is what it was told, in order."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.now = 1000.0
        self.frames: list[Frame] = []
        self.undelivered: set[Speech] = set()
        self._steps: deque[tuple[Speech, PieceWanted, Sound | Spoken | Refusal]] = deque()

    def send(self, **frame: object) -> None:
        for message in decode_from_client(json.dumps(frame).encode()):
            self.rules.receive(message, self.now)
        self._carry_out()

    def step(self) -> bool:
        """Let the engine report one thing; False when it has nothing to do."""
        if not self._steps:
            return False
        speech, piece, report = self._steps.popleft()
        if isinstance(report, Sound):
            self.rules.heard(speech, piece, report, self.now)
        else:
            self.rules.ended(speech, piece, report, self.now)
        self._carry_out()
        return True

    def speak_out_of_order(self, chance: random.Random) -> list[Frame]:
        """As `speak`, with several engines: any piece may be ahead of any other."""
        while self._steps:
            pieces = list(dict.fromkeys(piece for _, piece, _ in self._steps))
            chosen = chance.choice(pieces)
            first = next(step for step in self._steps if step[1] is chosen)
            self._steps.remove(first)
            self._steps.appendleft(first)
            self.step()
        return self.frames

    def speak(self) -> list[Frame]:
        """Let the engine do all it has to do; every frame so far."""
        while self.step():
            pass
        return self.frames

    def wait(self, seconds: float) -> None:
        """Let time pass, waking the rules exactly when they asked for it."""
        end = self.now + seconds
        while (deadline := self.rules.deadline()) is not None and deadline <= end:
            self.now = max(self.now, deadline)
            self.rules.tick(self.now)
            self._carry_out()
        self.now = end

    def take(self) -> list[Frame]:
        """The frames since the last call."""
        taken, self.frames = self.frames, []
        return taken

    def _carry_out(self) -> None:
        outgoing = self.rules.outgoing
        silenced = outgoing.speeches_to_silence()
        self._steps = deque(step for step in self._steps if step[0] not in silenced)
        for message, _ in outgoing.messages_to_send():
            self.frames.append(json.loads(encode_to_client(message)))
        for speech, piece in outgoing.pieces_to_speak():
            self._steps.extend((speech, piece, report) for report in _reports(piece))


def turns(shelf: DictionaryShelf = NO_DICTIONARIES) -> Conversation:
    return Conversation(TurnRules(shelf))


def contexts(shelf: DictionaryShelf = NO_DICTIONARIES) -> Conversation:
    undelivered: set[Speech] = set()
    conversation = Conversation(ContextRules("session-1", undelivered.__contains__, shelf))
    conversation.undelivered = undelivered
    return conversation


def requests() -> Conversation:
    return Conversation(RequestRules(NO_DICTIONARIES))


def kinds(frames: list[Frame]) -> list[str]:
    """What each frame is, audio frames in a row counted as one."""
    found: list[str] = []
    for frame in frames:
        kind = next(name for name in _KINDS if name in frame)
        if kind != "audio" or found[-1:] != ["audio"]:
            found.append(kind)
    return found


def of_kind(frames: list[Frame], kind: str) -> list[Frame]:
    return [frame for frame in frames if kind in frame]


def sound_of(frames: list[Frame]) -> bytes:
    return b"".join(base64.b64decode(frame["audio"]) for frame in of_kind(frames, "audio"))


_KINDS = (
    *("audio", "error", "generation_started", "word_timestamps", "chunk_complete", "final"),
    *("session_closed", "session_started", "context_created", "context_closed", "context_timeout"),
    *("interrupted", "settings_updated", "warning", "progress"),
)


def _reports(wanted: PieceWanted) -> list[Sound | Spoken | Refusal]:
    """What a worker reports of one piece, made by the same parts."""
    lead_ms, after_ms = edge_breaks_ms(wanted.piece.text)
    engine = ToneEngine()
    path = SoundPath(
        engine.rate,
        wanted.wanted,
        lead_ms=wanted.lead_ms + lead_ms,
        pause_ms=wanted.pause_ms + after_ms,
        most_ms=wanted.most_ms,
        is_awaited=wanted.piece.is_awaited,
    )
    reports: list[Sound | Spoken | Refusal] = []
    marks: list[WordMark] = []

    def hear(samples: bytes, found: object) -> bool:
        marks.extend(found)  # type: ignore[call-overload]
        reports.extend(Sound(0, b.samples, b.audio) for b in path.take(samples))
        return not path.is_full

    try:
        engine.speak(wanted.piece, hear)
    except RuntimeError:
        return [Refusal(codes.INTERNAL_ERROR, "Audio generation failed")]
    reports += [Sound(0, block.samples, block.audio) for block in path.finish()]
    audio_ms = path.samples_out * 1000.0 / wanted.wanted.rate
    words = word_times(
        wanted.piece.text, marks, path.milliseconds, audio_ms, is_cut_off=path.is_full
    )
    return [*reports, Spoken(0, 1.0, audio_ms, tuple(words if wanted.piece.wants_words else ()))]
