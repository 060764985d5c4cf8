"""Whatever a server says and whenever the connection ends, the rules keep their promises."""

from __future__ import annotations

import math
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from studio.wire.context_rules import ContextRules
from studio.wire.events import (
    ContextGone,
    CutOff,
    Ended,
    Event,
    Heard,
    SettingsRefused,
    SettingsUnanswered,
)
from studio.wire.faults import Closure
from studio.wire.messages import (
    AudioFrame,
    ChunkComplete,
    CloseContext,
    ContextClosed,
    ContextCreated,
    ContextTimeout,
    ErrorReport,
    Final,
    GenerationStarted,
    Interrupted,
    Notice,
    Progress,
    ServerMessage,
    SessionClosed,
    SettingsUpdated,
    Speak,
    Usage,
    WordTimings,
)
from studio.wire.patience import Patience
from studio.wire.settings import NOTHING_SET, LiveSettings
from studio.wire.streaming_rules import StreamingRules

PATIENCE = Patience(progress=30.0, cancel=5.0)
IDS = ("anna", "berta", "carla")
SECONDS = st.sampled_from([None, 0.0, 0.01, 0.02, 0.1, 5.0])
INDEXES = st.integers(0, 4) | st.none() | st.just(70)


def messages(id: st.SearchStrategy[str | None]) -> st.SearchStrategy[ServerMessage]:
    """Anything a server can say, near enough to the truth to do harm."""
    name = id.map(lambda one: one or "nobody")
    chunk = st.integers(0, 2)
    return st.one_of(
        st.builds(
            AudioFrame,
            st.just(b"\0\0" * 240),
            st.just(240),
            INDEXES,
            st.sampled_from([24_000, 24_000, 24_000, 8_000]),
            st.just("pcm_s16le"),
            chunk,
            id,
        ),
        st.builds(GenerationStarted, chunk, st.just(""), id),
        st.builds(ChunkComplete, chunk, SECONDS, st.none(), id),
        st.builds(WordTimings, st.just(()), chunk, id),
        st.builds(Final, id, SECONDS, st.none(), st.integers(0, 5) | st.none()),
        st.builds(SessionClosed, SECONDS, st.none(), st.none(), st.just(Usage(0.1)) | st.none()),
        st.builds(ContextCreated, name),
        st.builds(ContextClosed, name, st.just(Usage(0.1)) | st.none()),
        st.builds(ContextTimeout, name),
        st.builds(Interrupted, id),
        st.builds(Progress, chunk, id),
        st.builds(Notice, st.just("a")),
        st.builds(SettingsUpdated, st.just(LiveSettings())),
        st.builds(ErrorReport, st.just("no"), context_id=id),
    )


CLOSURES = st.builds(Closure, st.sampled_from([1000, 1006, 1012, 1013, 4001, 4029]))
TEXTS = st.sampled_from(["Hello. ", "…", "e\u0301"])
STREAM_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("send"), TEXTS, st.booleans()),
        st.tuples(st.sampled_from(["cancel", "end", "settings", "connect", "unreachable"])),
        st.tuples(st.just("nonsense"), st.none()),
        st.tuples(st.just("hear"), st.lists(messages(st.none()), max_size=6)),
        st.tuples(st.just("wait"), st.sampled_from([0.1, 3.0, 6.0, 40.0])),
        st.tuples(st.just("lose"), CLOSURES),
        st.tuples(st.just("hold"), st.booleans()),
    ),
    max_size=25,
)
CONTEXT_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("send"), st.sampled_from(IDS), TEXTS, st.booleans()),
        st.tuples(st.sampled_from(["create", "flush", "alive"]), st.sampled_from(IDS)),
        st.tuples(st.just("close"), st.sampled_from(IDS), st.booleans()),
        st.tuples(st.just("hold"), st.sampled_from(IDS), st.booleans()),
        st.tuples(st.sampled_from(["settings", "connect", "unreachable"])),
        st.tuples(st.just("nonsense"), st.sampled_from((*IDS, "nobody", None))),
        st.tuples(
            st.just("hear"), st.lists(messages(st.sampled_from((*IDS, "nobody", None))), max_size=6)
        ),
        st.tuples(st.just("wait"), st.sampled_from([0.1, 1.5, 6.0, 40.0])),
        st.tuples(st.just("lose"), CLOSURES),
    ),
    max_size=25,
)


class _Judge:
    """Looks at every event in the order it is told."""

    def __init__(self) -> None:
        self.ended: Counter[int] = Counter()
        self.heard: dict[int, list[tuple[int, int]]] = {}
        self.events: list[Event] = []
        self.changes = 0
        """Changes of settings that wait for an answer."""

    def forget_changes(self) -> None:
        """With the connection nobody answers them any more."""
        self.changes = 0

    def look(self, events: list[Event]) -> None:
        for event in events:
            self.events.append(event)
            if isinstance(event, SettingsUpdated | SettingsRefused | SettingsUnanswered):
                self.changes -= 1
                assert self.changes >= 0, "an answer nobody asked for"
            if isinstance(event, Ended):
                self.ended[event.turn] += 1
                assert event.fault is None or not event.cut_off
            elif isinstance(event, Heard):
                assert not self.ended[event.turn], "sound after the end of its turn"
                assert event.frame.samples
                assert event.frame.sample_rate == 24_000
                self.heard.setdefault(event.turn, []).append(
                    (event.frame.chunk_id, -1 if event.frame.index is None else event.frame.index)
                )


def settle(rules: StreamingRules | ContextRules, judge: _Judge, now: float) -> None:
    """The end of everything: no connection can be had any more."""
    judge.look(rules.disconnected(Closure(1006), now))
    judge.look(rules.unreachable(now))
    judge.look(rules.disconnected(Closure(4001), now))
    assert not rules.needs_connection


@settings(max_examples=300)
@given(STREAM_STEPS)
def test_every_turn_ends_once_and_nothing_is_heard_after_it(steps: list[tuple]) -> None:  # type: ignore[type-arg]
    """Each turn that began ends exactly once; sound belongs to a turn that has not ended; a cancel is
    answered by silence; deadlines lie ahead; nothing ever raises."""
    rules = StreamingRules(NOTHING_SET, PATIENCE)
    judge = _Judge()
    now = 0.0
    turns = 0
    for step, *values in steps:
        now += 0.01
        if step == "send":
            rules.send(values[0], values[1], now)
        elif step == "cancel":
            judge.look(rules.cancel(now))
        elif step == "end":
            turns = max(turns, rules.end_turn(now) or 0)
        elif step == "settings":
            judge.changes += 1
            rules.update_settings(LiveSettings(speed=1.1), now)
        elif step == "nonsense":
            rules.refused(*values)
        elif step == "connect":
            rules.connected(now)
        elif step == "unreachable":
            judge.forget_changes()
            judge.look(rules.disconnected(Closure(1006), now))
            judge.look(rules.unreachable(now))
        elif step == "hear":
            for message in values[0]:
                was_cancelling = rules.is_cancelling
                events = rules.receive(message, now)
                if was_cancelling:
                    assert not any(isinstance(event, Heard) for event in events)
                judge.look(events)
        elif step == "wait":
            now += values[0]
            judge.look(rules.tick(now))
            deadline = rules.deadline()
            assert deadline is None or deadline > now
        elif step == "hold":
            rules.is_held = values[0]
        else:
            judge.forget_changes()
            judge.look(rules.disconnected(values[0], now))
        assert all(math.isfinite(limit) for limit in [rules.deadline()] if limit is not None)
        rules.messages_to_send()
    settle(rules, judge, now)
    assert set(judge.ended.values()) <= {1}
    assert set(judge.heard) <= set(judge.ended)
    assert set(judge.ended) == set(range(1, max(judge.ended, default=0) + 1))


@settings(max_examples=400)
@given(CONTEXT_STEPS)
def test_every_part_ends_once_in_its_own_context(steps: list[tuple]) -> None:  # type: ignore[type-arg]
    """Each part that was asked for ends exactly once; sound is heard only in the context it was sent
    to, never after a cut-off, never in two; at most twenty are open; nothing ever raises."""
    rules = ContextRules(NOTHING_SET, PATIENCE)
    judge = _Judge()
    owner: dict[int, str] = {}
    now = 0.0
    for step, *values in steps:
        now += 0.01
        if step == "send":
            turn = rules.send(values[0], values[1], values[2], now)
            if turn is not None:
                owner[turn] = values[0]
        elif step == "create":
            rules.create(values[0], NOTHING_SET, now)
        elif step == "flush":
            turn = rules.flush(values[0], now)
            if turn is not None:
                assert owner.setdefault(turn, values[0]) == values[0]
        elif step == "alive":
            rules.keep_alive(values[0], now)
        elif step == "close":
            events = rules.close(values[0], values[1], now)
            judge.look(events)
            assert values[0] not in rules.ids
        elif step == "hold":
            rules.hold(values[0], values[1])
        elif step == "settings":
            judge.changes += 1
            rules.update_settings(LiveSettings(speed=1.1), now)
        elif step == "nonsense":
            rules.refused(*values)
        elif step == "connect":
            rules.connected(now)
        elif step == "unreachable":
            judge.forget_changes()
            judge.look(rules.disconnected(Closure(1006), now))
            judge.look(rules.unreachable(now))
        elif step == "hear":
            for message in values[0]:
                judge.look(rules.receive(message, now))
        elif step == "wait":
            now += values[0]
            judge.look(rules.tick(now))
            deadline = rules.deadline()
            assert deadline is None or deadline > now
        else:
            judge.forget_changes()
            judge.look(rules.disconnected(values[0], now))
        for said in rules.messages_to_send():
            if isinstance(said, Speak | CloseContext):
                assert said.context_id in IDS
    for event in judge.events:
        if isinstance(event, Heard) and event.turn in owner:
            assert event.frame.context_id == owner[event.turn]
        elif isinstance(event, Ended) and event.turn in owner:
            assert event.context_id == owner[event.turn]
    for id in IDS:
        judge.look(rules.close(id, True, now))
    settle(rules, judge, now)
    assert set(judge.ended.values()) <= {1}
    assert set(owner) <= set(judge.ended)
    assert set(judge.heard) <= set(judge.ended)
    assert rules.ids == frozenset()
    cut = [event for event in judge.events if isinstance(event, CutOff)]
    gone = [event for event in judge.events if isinstance(event, ContextGone)]
    assert len(cut) <= len(gone)
