"""One voice over one connection: text goes in token by token, sound comes out, turn by turn.

What each message means is `wire.streaming_rules`' business; what comes out goes through `turn_reports`.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from types import TracebackType
from typing import Any

from studio.tts import errors
from studio.tts.callbacks import StreamingCallbacks
from studio.tts.chunk_queue import ChunkReader
from studio.tts.configs import StreamConfig, live_settings
from studio.tts.conversation import CALLBACK_SECONDS, Conversation
from studio.tts.endpoint import Endpoint
from studio.tts.futures import done_future
from studio.tts.turn_reports import TurnReports
from studio.tts.usage import SessionUsage
from studio.wire.patience import PATIENT, Patience
from studio.wire.streaming_rules import StreamingRules

PATH = "/ws/tts/stream"


class StreamingSession:
    """Make one with `TtsClient.streaming_session`. Use it on one event loop, from one thread.

    Every call acts at once; what it returns may be awaited or ignored. Text sent before the connection
    is open goes out in order when it is; the first of it opens the connection if need be.
    """

    def __init__(
        self,
        where: Endpoint,
        config: StreamConfig,
        callbacks: StreamingCallbacks,
        patience: Patience = PATIENT,
    ) -> None:
        self._where = where
        self._config = config
        self._patience = patience
        self._rules = StreamingRules(config.settings(), patience)
        self._reports = TurnReports(
            callbacks, self._hold, self._cut_off, lambda: self._rules.is_idle
        )
        self._talk: Conversation | None = None
        self._closing: asyncio.Task[SessionUsage | None] | None = None

    @property
    def is_connected(self) -> bool:
        return self._talk is not None and self._talk.is_connected

    @property
    def last_usage(self) -> SessionUsage | None:
        """What the last turn that spoke has used; None before the first."""
        return self._reports.last_usage

    @property
    def refused_frames(self) -> int:
        """Frames from the server that could not be understood, so far."""
        return 0 if self._talk is None else self._talk.refused_frames

    def connect(self) -> asyncio.Future[None]:
        """Open the connection."""
        return self._conversation().open()

    def send(self, text: str, *, flush: bool = False) -> None:
        """More text for the turn, which begins with its first text and ends with a flush.

        Send tokens as they come and let the server find the sentences. Flush at the end of what is to
        be said, not after each sentence: every flush starts the voice cold, nothing of the melody
        carries over, and words or sentences flushed one by one are slower and sound worse.
        """
        talk = self._conversation()
        self._rules.send(text, flush, talk.now)
        self._reports.advice.given(len(text))
        if flush:
            self._reports.advice.flushed()
        talk.act()

    def end_session(self) -> asyncio.Future[SessionUsage | None]:
        """Let the turn be spoken to its end; the connection stays, for the next one. Gives its usage,
        or the error why the turn is not whole."""
        talk = self._conversation()
        turn = self._rules.end_turn(talk.now)
        if turn is None:
            return done_future(self.last_usage)
        ended = self._reports.end_of(turn)
        if self._rules.is_held:
            wait = self._patience.end_session
            asyncio.get_running_loop().call_later(wait, self._speak_untaken)
        talk.act()
        return ended

    def cancel_current(self) -> asyncio.Future[None]:
        """Be silent from this call on. Done when the server has stopped, or kept quiet for too long;
        text sent meanwhile belongs to the next turn. A session that is closing can still be silenced."""
        talk = self._talk
        if talk is None:
            return done_future(None)
        events = self._rules.cancel(talk.now)
        is_stopping = bool(events) or self._rules.is_cancelling
        self._reports.drop_what_waits(tell=not is_stopping)
        if not is_stopping:
            return done_future(None)
        silence = self._reports.silence()
        talk.act(events)
        return silence

    def update_config(self, config: StreamConfig | None = None, **changes: Any) -> None:
        """Speak like this from the next turn on: a whole new config, or some fields of it."""
        self._conversation()
        try:
            self._config = replace(config or self._config, **changes)
        except TypeError as error:
            raise errors.unusable(error) from error
        settings = self._config.settings()
        if config is not None:
            self._rules.configure(settings)
        else:
            self._rules.adjust({name: getattr(settings, name) for name in changes})

    def update_settings(self, **changes: float | str | bool | None) -> asyncio.Future[None]:
        """Change cfg_scale, temperature, speed, max_new_tokens, language or normalize from the next
        turn on. Done when the server has confirmed it."""
        talk = self._conversation()
        settings = live_settings(**changes)
        asked = self._reports.changes.next()
        self._rules.update_settings(settings, talk.now)
        talk.act()
        return asked

    def close(self) -> asyncio.Future[SessionUsage | None]:
        """Speak what is left, then leave. Done when all of it was heard."""
        if self._closing is None:
            self._closing = asyncio.ensure_future(self._close())
            if self._talk is not None:
                self._talk.act(self._rules.finish(self._talk.now))
        return asyncio.shield(self._closing)

    def __aiter__(self) -> ChunkReader:
        """The sound of one turn: the oldest nobody iterated yet, or the next.

        It ends only when the turn is proved to be whole; else it raises, after all that came. Left half
        way, the rest of the turn is given up.
        """
        reader = self._reports.sound.claim(is_alive=self._closing is None)
        if reader is None:
            raise errors.session_over()
        return reader

    async def __aenter__(self) -> StreamingSession:
        await self.connect()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            self.cancel_current()
        await self.close()

    # --- inside ------------------------------------------------------------------------------

    def _conversation(self) -> Conversation:
        if self._closing is not None:
            raise errors.session_over()
        if self._talk is None:
            self._talk = Conversation(self._where, PATH, self._rules, self._reports)
        return self._talk

    def _hold(self, is_held: bool) -> None:
        self._rules.is_held = is_held
        if not is_held and self._talk is not None:
            self._talk.act()

    def _speak_untaken(self) -> None:
        """Whoever waits for the end of a turn may never take the sound before it."""
        if self._rules.is_held and not self._reports.sound.has_taker:
            self._hold(False)

    def _cut_off(self) -> None:
        if self._talk is not None:
            self._talk.act(self._rules.cancel(self._talk.now))

    async def _close(self) -> SessionUsage | None:
        if self._talk is not None:
            await self._talk.over()
            await self._talk.stop()
        self._reports.changes.fail_all(errors.session_over())
        self._reports.sound.nothing_more()
        await self._reports.finish(CALLBACK_SECONDS)
        return self.last_usage
