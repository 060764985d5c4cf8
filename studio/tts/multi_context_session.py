"""Many voices over one connection, each in a context of its own.

What each message means is `wire.context_rules`' business; here the caller's wishes go in and sound,
callbacks and answers come out, context by context.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from types import MappingProxyType, TracebackType
from typing import Any

from studio.tts import errors
from studio.tts.audio_chunk import chunk_of, timestamps_of
from studio.tts.callback_order import CallbackOrder
from studio.tts.callbacks import MultiContextCallbacks
from studio.tts.chunk_queue import ChunkQueue
from studio.tts.configs import MultiContextConfig, VoiceSettings, context_settings, live_settings
from studio.tts.context_output import HOLD_SECONDS, KEEP_SECONDS, ContextOutput
from studio.tts.conversation import Conversation
from studio.tts.endpoint import Endpoint
from studio.tts.errors import ServerRestarting, SpeechError
from studio.tts.futures import done_future, fail, quiet_future, settle
from studio.tts.usage import SessionStats, SessionUsage, usage_of
from studio.wire import limits
from studio.wire.context_rules import ContextRules
from studio.wire.events import ContextGone, CutOff, Ended, Event, Heard, SettingsUnanswered
from studio.wire.faults import Closure, is_refusal
from studio.wire.messages import (
    ChunkComplete,
    ContextCreated,
    ContextTimeout,
    ErrorReport,
    Final,
    GenerationStarted,
    Interrupted,
    Notice,
    SessionClosed,
    SessionStarted,
    SettingsUpdated,
    WordTimings,
)
from studio.wire.patience import PATIENT, Patience
from studio.wire.settings import VoiceId

PATH = "/ws/tts/multi"
CALLBACK_SECONDS = 5.0
"""For how long a closing session waits for async callbacks."""


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
        self._callbacks = MultiContextCallbacks()
        self._talk: Conversation | None = None
        self._outputs: dict[str, ContextOutput] = {}
        self._usage: dict[str, SessionUsage] = {}
        self._order = CallbackOrder(lambda _: None)
        self._settings_asked: list[asyncio.Future[None]] = []
        self._closing: asyncio.Task[SessionStats] | None = None
        self._failure: SpeechError | None = None
        self._session_id: str | None = None
        self._total_seconds = 0.0

    # --- what stands -------------------------------------------------------------------------

    @property
    def is_connected(self) -> bool:
        return self._talk is not None and self._talk.is_connected

    @property
    def session_id(self) -> str | None:
        """The server's name for this session, once it has said it."""
        return self._session_id

    @property
    def active_contexts(self) -> frozenset[str]:
        """The contexts that take text."""
        return self._rules.ids

    @property
    def context_usage(self) -> Mapping[str, SessionUsage]:
        """By context, what those that were closed have used; an id used again adds up."""
        return MappingProxyType(dict(self._usage))

    def usage_for(self, context_id: str) -> SessionUsage | None:
        return self._usage.get(context_id)

    @property
    def refused_frames(self) -> int:
        """Frames from the server that could not be understood, so far."""
        return 0 if self._talk is None else self._talk.refused_frames

    # --- what the caller wishes --------------------------------------------------------------

    def connect(self, callbacks: MultiContextCallbacks | None = None) -> asyncio.Future[None]:
        """Open the connection. Callbacks given here are told from now on."""
        if callbacks is not None:
            self._callbacks = callbacks
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
        if context_id in self._rules.ids:
            return done_future(None)
        created: asyncio.Future[None] = quiet_future()
        self._room_for(context_id).created.append(created)
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
        if context_id not in self._rules.ids:
            self._room_for(context_id)
        turn = self._rules.send(context_id, text, flush, talk.now)
        if turn is not None:
            self._outputs[context_id].advise_on_flushes(context_id, len(text))
        talk.act()

    def flush(self, context_id: str) -> asyncio.Future[None]:
        """Speak what is there; done when all of it has come, an error when it has not."""
        talk = self._conversation()
        turn = self._rules.flush(context_id, talk.now)
        if turn is None:
            return done_future(None)
        flushed: asyncio.Future[None] = quiet_future()
        self._outputs[context_id].flushed.setdefault(turn, []).append(flushed)
        talk.act()
        return flushed

    def close_context(
        self, context_id: str, *, immediate: bool = False
    ) -> asyncio.Future[SessionUsage | None]:
        """Speak the rest and close; or, `immediate`, be silent from this call on.

        Done when the server has closed it, or has kept quiet about it for too long.
        """
        talk = self._conversation()
        output = self._outputs.get(context_id)
        if output is None or not self._rules.is_known(context_id):
            return done_future(self._usage.get(context_id))
        closed: asyncio.Future[SessionUsage | None] = quiet_future()
        output.closed.append(closed)
        talk.act(self._rules.close(context_id, immediate, talk.now))
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
        asked: asyncio.Future[None] = quiet_future()
        self._settings_asked.append(asked)
        self._rules.update_settings(settings, talk.now)
        talk.act()
        return asked

    def chunks(self, context_id: str) -> ChunkQueue:
        """The context's sound for `async for`, up to the end of what is flushed next, or of the context.

        It ends only when that sound is proved to be whole; else it raises, after all that came.
        """
        output = self._outputs.get(context_id)
        is_known = self._rules.is_known(context_id)
        queue = None if output is None else output.claim(is_known)
        if queue is None:
            raise errors.no_such_context(context_id)
        return queue

    def close(self) -> asyncio.Future[SessionStats]:
        """Let every context speak to its end, close them, then the session. Done when all was heard."""
        if self._closing is None:
            talk = self._talk
            self._closing = asyncio.ensure_future(self._close(talk))
            self._closing.add_done_callback(lambda task: task.cancelled() or task.exception())
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
            self._talk = Conversation(self._where, PATH, self._rules, self)
        return self._talk

    def _room_for(self, context_id: str) -> ContextOutput:
        """The output of a context about to open."""
        if not 1 <= len(context_id) <= limits.CONTEXT_ID_LENGTH or not _is_clean(context_id):
            raise errors.bad_context_id()
        if self._rules.is_full:
            raise errors.too_many_contexts(limits.CONTEXTS_PER_CONNECTION)
        output = self._outputs.get(context_id)
        if output is None:
            output = ContextOutput(self._callbacks.on_chunk)
            output.on_relief = lambda: self._hold(context_id, output, False)
            self._outputs[context_id] = output
        return output

    def _hold(self, context_id: str, output: ContextOutput, is_held: bool) -> None:
        output.is_held = is_held
        self._rules.hold(context_id, is_held)
        if not is_held and self._talk is not None:
            self._talk.act()

    async def _close(self, talk: Conversation | None) -> SessionStats:
        if talk is not None:
            talk.act(self._rules.finish(talk.now))
            await talk.over()
            await talk.stop()
        stats = SessionStats(self._total_seconds, self.context_usage)
        orders = [self._order, *(output.order for output in self._outputs.values())]
        await _finished(orders[1:])
        self._order.call(self._callbacks.on_session_closed, stats)
        await _finished(orders)
        return stats

    # --- what the conversation tells ---------------------------------------------------------

    def handle(self, event: Event) -> None:
        if type(event) is Heard:
            self._hear(event)
            return
        calls, tell = self._callbacks, self._tell
        match event:
            case Ended():
                self._ended(event)
            case ContextGone():
                self._gone(event)
            case CutOff(context_id):
                tell(context_id, calls.on_interrupted)
            case ContextCreated(context_id):
                if output := self._outputs.get(context_id):
                    output.was_created()
                tell(context_id, calls.on_context_created)
            case GenerationStarted(chunk_id, text, context_id):
                tell(context_id, calls.on_generation_started, chunk_id, text)
            case WordTimings(words, chunk_id, context_id):
                tell(context_id, calls.on_word_timestamps, timestamps_of(words, chunk_id))
            case ChunkComplete(chunk_id, seconds, gen_ms, context_id):
                tell(context_id, calls.on_chunk_complete, chunk_id, seconds, gen_ms)
            case Final(context_id):
                tell(context_id, calls.on_final)
            case ContextTimeout(context_id):
                tell(context_id, calls.on_context_timeout)
            case ErrorReport():
                self._refused(event)
            case _:
                self._about_the_session(event)

    def _about_the_session(self, event: Event) -> None:
        calls = self._callbacks
        match event:
            case SessionStarted(session_id):
                self._session_id = session_id
                self._order.call(calls.on_session_started, session_id)
            case SettingsUpdated():
                settle(self._settings_asked.pop(0), None)
            case SettingsUnanswered():
                fail(self._settings_asked.pop(0), errors.settings_unconfirmed())
            case Notice(text):
                self._order.call(calls.on_warning, text)
            case Interrupted():
                pass  # Answers a cancel, and none is ever sent here.
            case SessionClosed(total):
                self._total_seconds = total or self._total_seconds

    def _hear(self, event: Heard) -> None:
        context_id = event.frame.context_id or ""
        output = self._outputs[context_id]
        output.hear(chunk_of(event.frame))
        waiting = output.waiting_seconds
        if waiting > HOLD_SECONDS and not output.is_held:
            self._hold(context_id, output, True)
        if waiting > KEEP_SECONDS and self._talk is not None:
            error = errors.not_taken(waiting)
            output.end(error, is_dropped=True)
            self._tell_error(error, context_id)
            self._talk.act(self._rules.close(context_id, True, self._talk.now))

    def _ended(self, event: Ended) -> None:
        assert event.context_id is not None
        output = self._outputs[event.context_id]
        error: SpeechError | None = None
        if event.fault is not None:
            error = errors.from_fault(event.fault, event.received, self._failure)
            output.was_not_created(error)
        output.end(error, is_dropped=event.cut_off)
        output.answer_flush(event.turn, error)
        if error is not None:
            self._tell_error(error, event.context_id)

    def _gone(self, event: ContextGone) -> None:
        context_id = event.context_id
        usage = None
        if event.usage is not None:
            usage = usage_of(event.usage)
            before = self._usage.get(context_id)
            self._usage[context_id] = usage if before is None else before + usage
        self._outputs[context_id].gone(self._usage.get(context_id))
        self._tell(context_id, self._callbacks.on_context_closed, usage)

    def _refused(self, report: ErrorReport) -> None:
        error = errors.from_report(report)
        if report.context_id is None and self._settings_asked:
            fail(self._settings_asked.pop(0), error)
            return
        output = self._outputs.get(report.context_id or "")
        if output is not None:
            output.was_not_created(error)
        self._tell_error(error, report.context_id)

    def lost(self, closure: Closure) -> None:
        for asked in self._settings_asked:
            fail(asked, errors.settings_unconfirmed())
        self._settings_asked.clear()
        if is_refusal(closure):
            self._tell_error(errors.from_closure(closure), None)

    def unreachable(self, error: SpeechError) -> None:
        self._failure = error
        for output in self._outputs.values():
            output.was_not_created(error)
        self._tell_error(error, None)

    def restarting(self, error: ServerRestarting) -> None:
        self._order.call(self._callbacks.on_server_restart, error)

    def _tell(self, context_id: str | None, callback: Any, *values: object) -> None:
        output = self._outputs.get(context_id or "")
        if output is not None:
            output.order.call(callback, context_id, *values)

    def _tell_error(self, error: SpeechError, context_id: str | None) -> None:
        output = self._outputs.get(context_id or "")
        order = self._order if output is None else output.order
        order.call(self._callbacks.on_error, error, context_id)


def _is_clean(text: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


async def _finished(orders: list[CallbackOrder]) -> None:
    """Once the callbacks have returned; those that take too long are stopped."""
    try:
        async with asyncio.timeout(CALLBACK_SECONDS):
            for order in orders:
                await order.finished()
    except TimeoutError:
        for order in orders:
            order.stop()
            await order.finished()
