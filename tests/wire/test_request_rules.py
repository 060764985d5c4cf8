"""A client's rules for one request: one text, one proof."""

from __future__ import annotations

import pytest

from studio.wire.events import Ended, HangUp, Heard, Reconnect, TurnClosed
from studio.wire.faults import (
    Closure,
    Dropped,
    Received,
    Refused,
    Restarting,
    Unproved,
    Unreachable,
)
from studio.wire.messages import (
    AudioFrame,
    ChunkComplete,
    ErrorReport,
    Final,
    GenerationStarted,
    Interrupted,
    Notice,
    Progress,
    ServerMessage,
    Speak,
    Usage,
    WordTimings,
)
from studio.wire.patience import Patience
from studio.wire.request_rules import RequestRules
from studio.wire.settings import Settings

SETTINGS = Settings(voice_id=1)


def frame(index: int, samples: int = 2400) -> AudioFrame:
    return AudioFrame(b"\0\0" * samples, samples, index)


def asked() -> RequestRules:
    rules = RequestRules("Hello.", SETTINGS, Patience(progress=30.0, slow_chunk=100.0))
    assert rules.needs_connection
    assert rules.messages_to_send() == []
    rules.connected(0.0)
    assert rules.messages_to_send() == [Speak("Hello.", settings=SETTINGS)]
    return rules


def test_a_request_is_whole_when_it_is_proved() -> None:
    """Sound and a final with matching totals: whole, with its usage, and nothing is heard after it."""
    rules = asked()
    assert rules.receive(frame(0), 1.0) == [Heard(frame(0), 1)]
    assert rules.receive(frame(1, 0), 1.0) == []
    final = Final(total_samples=2400, usage=Usage(0.1, 6))
    assert rules.receive(final, 1.0) == [
        TurnClosed(1, 0.1, Usage(0.1, 6)),
        Ended(1, received=Received(0.1, 2)),
    ]
    assert rules.is_over
    assert rules.receive(frame(2), 1.0) == []
    assert not rules.needs_connection
    assert rules.messages_to_send() == []
    assert rules.disconnected(Closure(1000), 2.0) == []
    assert rules.unreachable(2.0) == []
    assert rules.deadline() is None
    assert rules.tick(99.0) == []


def test_totals_that_disagree_are_told() -> None:
    """Less sound than the server counted is incomplete, and so is sound it did not count."""
    rules = asked()
    rules.receive(frame(0), 1.0)
    events = rules.receive(Final(total_samples=9600), 1.0)
    assert isinstance(events[-1], Ended)
    assert isinstance(events[-1].fault, Unproved)
    rules = asked()
    rules.receive(frame(0), 1.0)
    events = rules.receive(Final(), 1.0)
    assert isinstance(events[-1], Ended)
    assert isinstance(events[-1].fault, Unproved)


def test_a_gap_is_told_after_the_good_pieces() -> None:
    """What came behind a gap is heard, then the fault."""
    rules = asked()
    rules.receive(frame(1), 1.0)
    events = rules.receive(Final(), 1.0)
    assert events[1] == Heard(frame(1), 1)
    assert isinstance(events[2], Ended)
    assert isinstance(events[2].fault, Unproved)


@pytest.mark.parametrize("message", [ErrorReport("no"), Interrupted()])
def test_errors_and_interruptions_end_it(message: ErrorReport | Interrupted) -> None:
    """A request that is refused or stopped is over."""
    (end,) = asked().receive(message, 1.0)
    assert isinstance(end, Ended)
    assert isinstance(end.fault, Refused | Unproved)


def test_news_passes_and_the_rest_is_ignored() -> None:
    """Announcements are handed on; what belongs elsewhere is not."""
    rules = asked()
    assert rules.receive(GenerationStarted(0), 1.0) == [GenerationStarted(0)]
    assert rules.receive(ChunkComplete(0, 0.0), 1.0) == [ChunkComplete(0, 0.0)]
    assert rules.receive(Notice("a"), 1.0) == []
    early = RequestRules("Hello.", SETTINGS)
    assert early.receive(frame(0), 0.0) == []


def test_endless_sound_is_ended() -> None:
    """More than the text can need ends the request and the connection."""
    events = asked().receive(frame(0, 240_001), 1.0)
    assert isinstance(events[0], Ended)
    assert events[1] == HangUp()


def test_a_restart_before_sound_is_repeated_once() -> None:
    """A silent request is asked again; after sound, and the second time, it is not."""
    rules = asked()
    assert rules.disconnected(Closure(1012), 1.0) == [Reconnect(1.0, restarting=True)]
    rules.connected(2.0)
    assert rules.messages_to_send() == [Speak("Hello.", settings=SETTINGS)]
    assert rules.disconnected(Closure(1012), 3.0) == [Ended(1, fault=Restarting(1.0))]
    rules = asked()
    rules.receive(frame(0), 1.0)
    (end,) = rules.disconnected(Closure(1012), 1.0)
    assert isinstance(end, Ended)
    assert end.fault == Restarting(1.0)


@pytest.mark.parametrize("is_readable", [True, False])
def test_sound_that_was_refused_is_not_asked_for_again(is_readable: bool) -> None:
    """Sound in a wrong rate, or what nobody can read, may have been paid for: a restart is told."""
    rules = asked()
    if is_readable:
        assert rules.receive(AudioFrame(b"\0\0", 1, 0, sample_rate=8_000), 1.0) == []
    else:
        rules.refused(None)
    (end,) = rules.disconnected(Closure(1012), 2.0)
    assert isinstance(end, Ended)
    assert end.fault == Restarting(1.0)
    assert end.received == Received(refused=1)


def test_a_lost_connection_is_told() -> None:
    """Any other end leaves it incomplete; no connection at all fails it."""
    assert asked().disconnected(Closure(1006), 1.0) == [Ended(1, fault=Dropped(Closure(1006)))]
    rules = RequestRules("Hello.", SETTINGS)
    assert rules.unreachable(1.0) == [Ended(1, fault=Unreachable())]


def test_silence_ends_it() -> None:
    """Without progress it is incomplete; a server at work is given more time."""
    rules = asked()
    assert rules.deadline() == 30.0
    rules.receive(Progress(), 20.0)
    assert rules.deadline() == 50.0
    assert rules.tick(49.0) == []
    events = rules.tick(50.0)
    assert isinstance(events[0], Ended)
    assert events[1] == HangUp()


@pytest.mark.parametrize(
    "traffic",
    [frame(0), frame(2), frame(1, 0), GenerationStarted(0), ChunkComplete(0), WordTimings(())],
)
def test_mere_traffic_is_no_progress(traffic: ServerMessage) -> None:
    """Only sound in its place and news of a text chunk put the end off."""
    rules = asked()
    for message in (GenerationStarted(0), frame(0), ChunkComplete(0)):
        rules.receive(message, 1.0)
    for second in range(2, 31):
        rules.receive(traffic, float(second))
    assert rules.deadline() == 31.0
