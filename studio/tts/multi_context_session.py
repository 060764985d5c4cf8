"""Many voices over one connection, each in a context of its own.

What each message means is `wire.context_rules`' business, whom it concerns that of `context_reports`;
here the caller's wishes go in.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from types import MappingProxyType, TracebackType

from studio.tts import errors
from studio.tts.callback_order import CallbackOrder
from studio.tts.callbacks import MultiContextCallbacks
from studio.tts.chunk_queue import ChunkReader
from studio.tts.configs import MultiContextConfig, VoiceSettings, context_settings, live_settings
from studio.tts.context_reports import ContextReport, ContextReports
from studio.tts.conversation import CALLBACK_SECONDS, Conversation
from studio.tts.endpoint import Endpoint
from studio.tts.futures import done_future
from studio.tts.usage import SessionStats, SessionUsage
from studio.wire import limits
from studio.wire.context_rules import ContextRules
from studio.wire.events import CutOff
from studio.wire.patience import PATIENT, Patience
from studio.wire.settings import VoiceId

PATH = "/ws/tts/multi"


class MultiContextSession:
    """Make one with `TtsClient.multi_context_session`. Use it on one event loop, from one thread.

    Every call acts at once; what it returns may be awaited or ignored. Calls made before the
    connection is open are carried out in order when it is; the first one opens it if need be.
    """

    def __init__(
        self, where: Endpoint, config: MultiContextConfig, patience: Patience = PATIENT
    ) -> None:
        self._where = where
        self._rules = ContextRules(config.settings(), patience)
        self._reports = ContextReports(self._hold, self._cut_off, self._rules.is_known)
        self._talk: Conversation | None = None
        self._closing: asyncio.Task[SessionStats] | None = None

    # --- what stands -------------------------------------------------------------------------

    @property
    def is_connected(self) -> bool:
        return self._talk is not None and self._talk.is_connected

    @property
    def session_id(self) -> str | None:
        """The server's name for this session, once it has said it."""
        return self._reports.session_id

    @property
    def active_contexts(self) -> frozenset[str]:
        """The contexts that take text."""
        return self._rules.ids

    @property
    def context_usage(self) -> Mapping[str, SessionUsage]:
        """By context, what those that were closed have used; an id used again adds up."""
        return MappingProxyType(dict(self._reports.usage))

    def usage_for(self, context_id: str) -> SessionUsage | None:
        return self._reports.usage.get(context_id)

    @property
    def refused_frames(self) -> int:
        """Frames from the server that could not be understood, so far."""
        return 0 if self._talk is None else self._talk.refused_frames

    # --- what the caller wishes --------------------------------------------------------------

    def connect(self, callbacks: MultiContextCallbacks | None = None) -> asyncio.Future[None]:
        """Open the connection. Callbacks given here are told from now on."""
        if callbacks is not None:
            self._reports.tell(callbacks)
        return self._conversation().open()

    def create_context(
        self,
        context_id: str,
        *,
        voice_id: VoiceId | None = None,
        voice_settings: VoiceSettings | None = None,
    ) -> asyncio.Future[None]:
        """Open a context; its voice and settings are bound now. One that is open stays as it is.

        The 21st is refused with TooManyContexts, here and at once.
        """
        talk = self._conversation()
        settings = context_settings(voice_id, voice_settings)
        report = self._opening(context_id)
        if self._rules.is_open(context_id):
            return done_future(None)
        created = report.answers.creation()
        self._rules.create(context_id, settings, talk.now)
        talk.act()
        return created

    def send(self, context_id: str, text: str, *, flush: bool = False) -> None:
        """Give the context text to speak; it is opened, as it was before, if it is not open.

        Send tokens as they come and let the server find the sentences. Flush at the end of what is to
        be said, not after each sentence: every flush starts the voice cold, nothing of the melody
        carries over, and words or sentences flushed one by one are slower and sound worse.
        """
        talk = self._conversation()
        report = self._opening(context_id)
        report.advice.given(len(text))
        if self._rules.send(context_id, text, flush, talk.now) is not None:
            report.advice.flushed()
        talk.act()

    def flush(self, context_id: str) -> asyncio.Future[None]:
        """Speak what is there; done when all of it has come, an error when it has not."""
        talk = self._conversation()
        turn = self._rules.flush(context_id, talk.now)
        if turn is None:
            return done_future(None)
        report = self._reports.of(context_id)
        report.advice.flushed()
        flushed = report.answers.flush(turn)
        talk.act()
        return flushed

    def close_context(
        self, context_id: str, *, immediate: bool = False
    ) -> asyncio.Future[SessionUsage | None]:
        """Speak the rest and close; or, `immediate`, be silent from this call on.

        Done when the server has closed it, or has kept quiet about it for too long. A session that is
        closing can still be silenced by this.
        """
        talk = self._talk
        if talk is None or not self._rules.is_known(context_id):
            if immediate:
                self._reports.drop_what_waits(context_id, tell=True)
            return done_future(self._reports.usage.get(context_id))
        closed = self._reports.of(context_id).answers.closing()
        events = self._rules.close(context_id, immediate, talk.now)
        if immediate:
            is_told = any(isinstance(event, CutOff) for event in events)
            is_told = is_told or self._rules.is_cut_off(context_id)
            self._reports.drop_what_waits(context_id, tell=not is_told)
        talk.act(events)
        return closed

    def keep_alive(self, context_id: str) -> None:
        """Start the context's idle time anew."""
        talk = self._conversation()
        self._rules.keep_alive(context_id, talk.now)
        talk.act()

    def update_settings(self, **changes: float | str | bool | None) -> asyncio.Future[None]:
        """Change cfg_scale, temperature, speed, max_new_tokens, language or normalize for contexts
        opened from now on. Done when the server has confirmed it."""
        talk = self._conversation()
        settings = live_settings(**changes)
        asked = self._reports.changes.next()
        self._rules.update_settings(settings, talk.now)
        talk.act()
        return asked

    def chunks(self, context_id: str) -> ChunkReader:
        """The context's sound for `async for`, up to the end of what is flushed next, or of the context.

        It ends only when that sound is proved to be whole; else it raises, after all that came. Left
        half way, the rest is given up.
        """
        report = self._reports.known(context_id)
        is_known = self._rules.is_known(context_id)
        reader = None if report is None else report.sound.claim(is_known)
        if reader is None:
            raise errors.no_such_context(context_id)
        return reader

    async def probe(self) -> None:
        """Find out at once whether the server is still there; when it is not, the connection is
        lost."""
        if self._talk is not None:
            await self._talk.probe()

    def close(self) -> asyncio.Future[SessionStats]:
        """Let every context speak to its end, close them, then the session. Done when all was heard."""
        if self._closing is None:
            self._closing = asyncio.ensure_future(self._close())
            if self._talk is not None:
                self._talk.act(self._rules.finish(self._talk.now))
        return asyncio.shield(self._closing)

    async def __aenter__(self) -> MultiContextSession:
        await self.connect()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            for context_id in self._rules.ids:
                self.close_context(context_id, immediate=True)
        await self.close()

    # --- inside ------------------------------------------------------------------------------

    def _conversation(self) -> Conversation:
        if self._closing is not None:
            raise errors.session_over()
        if self._talk is None:
            self._talk = Conversation(self._where, PATH, self._rules, self._reports)
        return self._talk

    def _opening(self, context_id: str) -> ContextReport:
        """The report of a context that is open or may be opened."""
        if not self._rules.is_open(context_id):
            is_short = 1 <= len(context_id) <= limits.CONTEXT_ID_LENGTH
            if not is_short or any("\ud800" <= letter <= "\udfff" for letter in context_id):
                raise errors.bad_context_id()
            if self._rules.is_full:
                raise errors.too_many_contexts(limits.CONTEXTS_PER_CONNECTION)
        return self._reports.of(context_id)

    def _hold(self, context_id: str, is_held: bool) -> None:
        self._rules.hold(context_id, is_held)
        if not is_held and self._talk is not None:
            self._talk.act()

    def _cut_off(self, context_id: str) -> None:
        if self._talk is not None:
            self._talk.act(self._rules.close(context_id, True, self._talk.now))

    async def _close(self) -> SessionStats:
        if self._talk is not None:
            await self._talk.over()
            await self._talk.stop()
        self._reports.changes.fail_all(errors.session_over())
        stats = SessionStats(self._reports.total_seconds, self.context_usage)

        def tell(order: CallbackOrder) -> None:
            order.call(self._reports.callbacks.on_session_closed, stats)

        await self._reports.finish(tell, CALLBACK_SECONDS)
        return stats
