"""A client's rules for text in, sound out: turns one after another, each proved or said not to be."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest

from studio.wire import faults
from studio.wire.events import (
    CutOff,
    Ended,
    Event,
    HangUp,
    Heard,
    Reconnect,
    SettingsRefused,
    SettingsUnanswered,
    TurnClosed,
)
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
    Cancel,
    ChunkComplete,
    ContextCreated,
    EndTurn,
    ErrorReport,
    Final,
    Flush,
    GenerationStarted,
    Interrupted,
    Notice,
    Progress,
    ServerMessage,
    SessionClosed,
    SettingsUpdated,
    Speak,
    UpdateSettings,
    Usage,
    WordTimings,
)
from studio.wire.patience import Patience
from studio.wire.settings import LiveSettings, Settings
from studio.wire.streaming_rules import StreamingRules

SETTINGS = Settings(voice_id=1)
PATIENCE = Patience(
    progress=30.0, cancel=5.0, end_session=15.0, acknowledgement=10.0, slow_chunk=100.0
)
RESTART = Closure(1012)


def frame(index: int, samples: int = 2400) -> AudioFrame:
    return AudioFrame(b"\0\0" * samples, samples, index)


def turn_messages(count: int = 2) -> list[ServerMessage]:
    seconds = count * 0.1
    return [
        GenerationStarted(0, "…"),
        *(frame(index) for index in range(count)),
        ChunkComplete(0, seconds),
        Final(None, seconds, 1, count),
        SessionClosed(seconds, 1, count, Usage(seconds)),
    ]


TRAFFIC = [
    frame(0),
    frame(2),
    frame(1, 0),
    AudioFrame(b"\0\0", 1, 1, sample_rate=8_000),
    GenerationStarted(0),
    ChunkComplete(0, 0.1),
    WordTimings((), 0),
    Final(None, 0.1),
]


def connected() -> StreamingRules:
    rules = StreamingRules(SETTINGS, PATIENCE)
    rules.connected(0.0)
    return rules


def spoken(rules: StreamingRules, text: str = "Hello.") -> StreamingRules:
    """One flushed turn, handed out."""
    rules.send(text, True, 0.0)
    assert rules.messages_to_send()
    return rules


def receive(rules: StreamingRules, *messages: ServerMessage, now: float = 1.0) -> list[Event]:
    return [event for message in messages for event in rules.receive(message, now)]


def ends(events: Sequence[Event]) -> list[Ended]:
    return [event for event in events if isinstance(event, Ended)]


def heard(events: Sequence[Event]) -> list[int | None]:
    return [event.frame.index for event in events if isinstance(event, Heard)]


# --- what is said -------------------------------------------------------------------------------


def test_settings_go_out_with_the_first_text_and_stay() -> None:
    """A turn's first text carries the settings; later turns say them again only if they changed."""
    rules = connected()
    rules.send("Hello ", False, 0.0)
    rules.send("there.", True, 0.0)
    assert rules.messages_to_send() == [
        Speak("Hello ", settings=SETTINGS),
        Speak("there.", flush=True),
    ]
    receive(rules, *turn_messages())
    rules.send("Again.", True, 2.0)
    assert rules.messages_to_send() == [Speak("Again.", flush=True)]
    receive(rules, *turn_messages())
    rules.configure(Settings(voice_id=2))
    rules.send("New.", True, 3.0)
    assert rules.messages_to_send() == [Speak("New.", True, settings=Settings(voice_id=2))]


def test_text_before_the_connection_waits_in_order() -> None:
    """What is said before the socket is open goes out when it is, and nothing before."""
    rules = StreamingRules(SETTINGS, PATIENCE)
    rules.send("a", False, 0.0)
    rules.send("b", False, 0.0)
    assert rules.messages_to_send() == []
    assert rules.needs_connection
    rules.connected(1.0)
    assert rules.messages_to_send() == [Speak("a", settings=SETTINGS), Speak("b")]
    assert not rules.needs_connection


def test_the_next_turns_text_waits_for_the_turn_before() -> None:
    """Text after a flush belongs to the next turn, which begins once this one is over."""
    rules = spoken(connected())
    rules.send("Next.", True, 0.5)
    assert rules.messages_to_send() == []
    receive(rules, *turn_messages())
    assert rules.messages_to_send() == [Speak("Next.", True)]


def test_a_long_text_is_said_in_pieces() -> None:
    """No frame is larger than a server need read, and the flush comes with the last."""
    rules = connected()
    rules.send("word " * 60_000, True, 0.0)
    first, *middle, last = rules.messages_to_send()
    said = [each for each in (first, *middle, last) if isinstance(each, Speak)]
    assert "".join(each.text for each in said) == "word " * 60_000
    assert [each.flush for each in said] == [False, False, True]
    assert first == Speak(said[0].text, settings=SETTINGS)
    assert not rules.needs_connection


def test_a_flush_alone_ends_the_turn() -> None:
    """An empty text with flush flushes what is there, and nothing when nothing is."""
    rules = connected()
    rules.send("", True, 0.0)
    rules.send("", False, 0.0)
    assert rules.messages_to_send() == []
    rules.send("a", False, 0.0)
    rules.send("", True, 0.0)
    assert rules.messages_to_send() == [Speak("a", settings=SETTINGS), Flush()]


def test_ending_a_turn_says_so_once() -> None:
    """A turn is ended by one message, and a flushed one needs none."""
    rules = connected()
    assert rules.end_turn(0.0) is None
    rules.send("a", False, 0.0)
    assert rules.end_turn(0.0) == 1
    assert rules.end_turn(0.0) == 1
    assert rules.messages_to_send() == [Speak("a", settings=SETTINGS), EndTurn()]


def test_no_turn_begins_while_nobody_listens() -> None:
    """While sound waits untaken no further turn begins; one that began goes on."""
    rules = connected()
    rules.send("a", False, 0.0)
    rules.messages_to_send()
    rules.is_held = True
    rules.send("b", True, 0.0)
    assert rules.messages_to_send() == [Speak("b", True)]
    receive(rules, *turn_messages())
    rules.send("c", True, 0.0)
    assert rules.messages_to_send() == []
    rules.finish(0.0)
    assert rules.messages_to_send() == [Speak("c", True)]


# --- what is heard ------------------------------------------------------------------------------


def test_a_turn_is_whole_when_it_is_proved() -> None:
    """Sound, end of chunk, final and close with matching totals: the turn is whole, with its usage."""
    events = receive(spoken(connected()), *turn_messages())
    assert heard(events) == [0, 1]
    assert TurnClosed(1, 0.2, Usage(0.2)) in events
    assert ends(events) == [Ended(1, received=Received(0.2, 2))]


def test_totals_of_final_count_where_the_close_has_none() -> None:
    """A close without totals takes those of the final before it; without any the turn is not proved."""
    events = receive(spoken(connected()), frame(0), Final(None, 0.3), SessionClosed())
    assert isinstance(ends(events)[0].fault, Unproved)
    events = receive(spoken(connected()), frame(0), Final(None, 0.1), SessionClosed())
    assert TurnClosed(1, 0.1) in events
    events = receive(spoken(connected()), frame(0), SessionClosed())
    assert TurnClosed(1, 0.1) in events
    assert isinstance(ends(events)[0].fault, Unproved)


def test_a_gap_makes_the_turn_incomplete() -> None:
    """A missing frame is told, and the good ones behind it are heard before."""
    events = receive(spoken(connected()), frame(0), frame(2), Final(None, 0.3), SessionClosed(0.3))
    assert heard(events) == [0, 2]
    (end,) = ends(events)
    assert isinstance(end.fault, Unproved)
    assert end.fault.reason.sentence is faults.PIECES_MISSING
    assert end.received == Received(0.2, 2)


def test_a_late_or_empty_close_disturbs_nothing() -> None:
    """A second close of the turn before neither ends the next turn nor counts as its usage."""
    rules = spoken(connected())
    receive(rules, *turn_messages())
    assert receive(rules, SessionClosed(0.0)) == []
    spoken(rules, "Again.")
    assert (
        receive(rules, SessionClosed(0.0), SessionClosed(0.2, 1, 2, Usage(0.2)), Final(None, 0.2))
        == []
    )
    events = receive(rules, *turn_messages())
    assert ends(events) == [Ended(2, received=Received(0.2, 2))]
    assert rules.strays == 4


@pytest.mark.parametrize("begun", range(1, 5))
def test_an_empty_close_in_the_middle_of_a_turn_is_late(begun: int) -> None:
    """The second, empty close of the turn before may come when this one sounds already, up to its
    final: it ends nothing."""
    rules = spoken(connected())
    receive(rules, *turn_messages())
    spoken(rules, "Again.")
    messages = turn_messages()
    events = receive(rules, *messages[:begun], SessionClosed(0.0), *messages[begun:])
    assert ends(events) == [Ended(2, received=Received(0.2, 2))]
    assert TurnClosed(2, 0.2, Usage(0.2)) in events


def test_a_turn_of_blanks_ends_without_sound() -> None:
    """Text nobody can speak ends quietly, without a usage; words without sound do not."""
    rules = spoken(connected(), " … ")
    assert receive(rules, Final(None, 0.0), SessionClosed(0.0)) == [Final(None, 0.0), Ended(1)]
    rules = spoken(connected())
    events = receive(rules, Final(None, 0.0), SessionClosed(0.0))
    assert isinstance(ends(events)[0].fault, Unproved)


def test_an_idle_turn_is_ended_by_the_server() -> None:
    """A turn the server ends by itself is over, with its warning passed on."""
    rules = connected()
    rules.send("Hello.", False, 0.0)
    rules.messages_to_send()
    events = receive(rules, Notice("flush, please"), *turn_messages())
    assert Notice("flush, please") in events
    assert ends(events)[0].fault is None


def test_text_that_crossed_the_servers_end_is_not_lost() -> None:
    """Text sent just as the server ended an idle turn is spoken as a turn of its own."""
    rules = connected()
    rules.send("Hello.", False, 0.0)
    rules.messages_to_send()
    rules.receive(Notice("flush, please"), 5.0)
    rules.send("Late.", False, 5.0)
    rules.messages_to_send()
    receive(rules, *turn_messages())
    events = receive(rules, *turn_messages())
    assert heard(events) == [0, 1]
    assert ends(events) == [Ended(2, received=Received(0.2, 2))]
    assert receive(rules, *turn_messages()) == []


def test_sound_nobody_asked_for_is_dropped() -> None:
    """Before any turn, and after its end, frames are counted and not heard."""
    rules = connected()
    assert receive(rules, frame(0), GenerationStarted(0)) == []
    spoken(rules)
    receive(rules, *turn_messages())
    assert receive(rules, frame(2)) == []
    assert rules.strays == 3


def test_news_passes_to_the_caller() -> None:
    """What only informs is handed on as it is; a warning even between turns."""
    rules = spoken(connected())
    words = WordTimings((), 0)
    assert receive(rules, GenerationStarted(0, "a"), words) == [GenerationStarted(0, "a"), words]
    assert receive(connected(), Notice("a")) == [Notice("a")]
    assert receive(rules, ContextCreated("c")) == []
    assert receive(rules, frame(0, 0)) == []


def test_an_endless_turn_is_ended_and_left() -> None:
    """More sound than the text can need ends the turn, and the connection is left."""
    rules = spoken(connected())
    events = receive(rules, frame(0, 240_001))
    assert heard(events) == []
    assert isinstance(ends(events)[0].fault, Unproved)
    assert events[-1] == HangUp()


# --- barge-in -----------------------------------------------------------------------------------


def test_a_cancel_silences_at_once() -> None:
    """From the cancel on nothing of the turn is heard, however much comes; the answer ends it."""
    rules = spoken(connected())
    receive(rules, GenerationStarted(0), frame(0))
    events = rules.cancel(1.0)
    assert ends(events) == [Ended(1, cut_off=True, received=Received(0.1, 1))]
    assert rules.is_cancelling
    assert rules.messages_to_send() == [Cancel()]
    late = [frame(index) for index in range(1, 51)]
    assert receive(rules, *late, ChunkComplete(0, 5.1), Final(None, 5.1), SessionClosed(5.1)) == []
    assert receive(rules, Interrupted()) == [CutOff()]
    assert not rules.is_cancelling


def test_text_during_a_cancel_belongs_to_the_next_turn() -> None:
    """What is said while a cancel is on its way is spoken after it."""
    rules = spoken(connected())
    rules.cancel(1.0)
    rules.send("Next.", True, 1.1)
    assert rules.messages_to_send() == [Cancel()]
    receive(rules, Interrupted())
    assert rules.messages_to_send() == [Speak("Next.", True)]


def test_a_cancel_drops_what_waits() -> None:
    """Turns that were not begun are dropped with the one being spoken."""
    rules = spoken(connected())
    rules.send("Two.", True, 0.5)
    rules.send("Three.", True, 0.5)
    assert [end.turn for end in ends(rules.cancel(1.0))] == [1, 2, 3]
    assert rules.messages_to_send() == [Cancel()]
    rules.send("Four.", True, 1.1)
    assert [end.turn for end in ends(rules.cancel(1.2))] == [4]
    assert rules.messages_to_send() == []


def test_a_cancel_before_anything_went_out_is_done_at_once() -> None:
    """Text that was never said needs no answer from the server; nothing at all needs no cancel."""
    rules = StreamingRules(SETTINGS, PATIENCE)
    assert rules.cancel(0.0) == []
    rules.send("a", True, 0.0)
    assert rules.cancel(0.0) == [Ended(1, cut_off=True), CutOff()]
    assert not rules.needs_connection


def test_a_cancel_unsaid_text_with_it() -> None:
    """What of the turn was not said yet is not said after its cancel."""
    rules = connected()
    rules.send("a", False, 0.0)
    rules.messages_to_send()
    rules.send("b", False, 0.0)
    rules.cancel(0.0)
    assert rules.messages_to_send() == [Cancel()]


def test_a_cancel_nobody_answers_ends_after_the_quiet_limit() -> None:
    """After so much quiet the cancel counts as done, and a fresh connection keeps late sound away."""
    rules = spoken(connected())
    rules.cancel(1.0)
    rules.messages_to_send()
    assert rules.deadline() == 6.0
    rules.receive(frame(0), 4.0)
    assert rules.tick(8.0) == []
    assert rules.tick(9.0) == [CutOff(confirmed=False), HangUp()]


def test_late_frames_cannot_put_off_a_cancel_for_ever() -> None:
    """A server that goes on talking is left after a few quiet limits."""
    rules = spoken(connected())
    rules.cancel(1.0)
    rules.messages_to_send()
    for second in range(1, 21):
        rules.receive(frame(second), float(second))
    assert rules.deadline() == 21.0


def test_an_error_or_the_end_of_the_connection_answers_a_cancel() -> None:
    """A turn that fails while it is cancelled is silent, and that is all that was wished."""
    rules = spoken(connected())
    rules.cancel(1.0)
    assert receive(rules, ErrorReport("failed")) == [CutOff()]
    rules = spoken(connected())
    rules.cancel(1.0)
    assert rules.disconnected(Closure(1006), 2.0) == [CutOff()]


# --- faults -------------------------------------------------------------------------------------


def test_an_error_ends_the_turn_only() -> None:
    """After an error frame the next turn speaks on the same connection."""
    rules = spoken(connected())
    report = ErrorReport("failed", "INTERNAL_ERROR", 500)
    assert receive(rules, report) == [Ended(1, fault=Refused(report))]
    assert receive(rules, report) == [report]
    spoken(rules, "Again.")
    assert ends(receive(rules, *turn_messages()))[0].fault is None


def test_a_server_that_stops_by_itself_is_not_believed() -> None:
    """An interruption nobody asked for leaves the turn incomplete."""
    (end,) = ends(receive(spoken(connected()), frame(0), Interrupted()))
    assert isinstance(end.fault, Unproved)


@pytest.mark.parametrize("code", [1000, 1006, 1009, 1011, 4000, 4001, 4003, 4029, 4500])
def test_a_socket_that_ends_early_is_told(code: int) -> None:
    """Whatever the code, a turn without its proof ends with the fault, and is not repeated."""
    rules = spoken(connected())
    receive(rules, frame(0))
    closure = Closure(code, "bye")
    assert rules.disconnected(closure, 2.0) == [
        Ended(1, fault=Dropped(closure), received=Received(0.1, 1))
    ]
    assert not rules.needs_connection


def test_what_was_never_said_is_said_on_a_new_connection() -> None:
    """A turn that waited costs nothing to say again; one the server refuses is not tried again."""
    rules = spoken(connected())
    rules.send("Next.", True, 0.5)
    events = rules.disconnected(Closure(1006), 2.0)
    assert events[-1] == Reconnect(0.0, restarting=False)
    rules.connected(3.0)
    assert rules.messages_to_send() == [Speak("Next.", True, settings=SETTINGS)]
    rules = spoken(connected())
    rules.send("Next.", True, 0.5)
    assert [end.fault for end in ends(rules.disconnected(Closure(4029), 2.0))] == [
        Dropped(Closure(4029))
    ] * 2


def test_nobody_is_called_for_a_turn_that_must_wait() -> None:
    """While nobody takes the sound a lost connection is left lost, but a restart is waited out."""
    rules = spoken(connected())
    rules.is_held = True
    rules.send("Next.", True, 0.5)
    events = rules.disconnected(Closure(1000), 2.0)
    assert events == ends(events)
    assert not rules.needs_connection
    rules.is_held = False
    assert rules.needs_connection
    rules.is_held = True
    assert rules.disconnected(RESTART, 3.0) == [Reconnect(1.0, restarting=True)]


def test_a_restart_before_any_sound_is_repeated_once() -> None:
    """A silent turn is said again after a restart, whole and with its settings; a second time not."""
    rules = connected()
    rules.send("Hello ", False, 0.0)
    rules.messages_to_send()
    rules.send("there.", False, 0.0)
    rules.send("", True, 0.0)
    rules.messages_to_send()
    receive(rules, GenerationStarted(0))
    assert rules.disconnected(Closure(1012, "", 7.0), 1.0) == [Reconnect(7.0, restarting=True)]
    rules.connected(8.0)
    assert rules.messages_to_send() == [
        Speak("Hello ", settings=SETTINGS),
        Speak("there."),
        Flush(),
    ]
    (end,) = ends(rules.disconnected(RESTART, 9.0))
    assert end.fault == Restarting(1.0)


@pytest.mark.parametrize(("asked", "waited"), [(None, 1.0), (0.0, 1.0), (7.0, 7.0), (1e6, 300.0)])
def test_the_wait_after_a_restart_is_bounded(asked: float | None, waited: float) -> None:
    """However long a server asks for, it is one second at least and five minutes at most."""
    rules = spoken(connected())
    assert rules.disconnected(Closure(1013, "", asked), 1.0) == [Reconnect(waited, True)]


def test_a_restart_after_sound_is_told() -> None:
    """Sound that came was paid for: the turn is not repeated, the caller decides."""
    rules = spoken(connected())
    receive(rules, frame(0))
    (end,) = ends(rules.disconnected(RESTART, 1.0))
    assert end.fault == Restarting(1.0)


@pytest.mark.parametrize("is_readable", [True, False])
def test_sound_that_was_refused_is_not_asked_for_again(is_readable: bool) -> None:
    """Sound in a wrong rate, or what nobody can read, may have been paid for: a restart is told."""
    rules = connected()
    rules.refused(None)
    spoken(rules)
    if is_readable:
        receive(rules, AudioFrame(b"\0\0", 1, 0, sample_rate=8_000))
    else:
        rules.refused(None)
    (end,) = ends(rules.disconnected(RESTART, 1.0))
    assert end.fault == Restarting(1.0)


def test_no_connection_fails_everything() -> None:
    """When nobody can be reached every turn ends, and nothing waits any more."""
    rules = StreamingRules(SETTINGS, PATIENCE)
    rules.send("a", True, 0.0)
    rules.send("b", True, 0.0)
    rules.update_settings(LiveSettings(speed=1.1), 0.0)
    assert rules.unreachable(1.0) == [
        Ended(1, fault=Unreachable()),
        Ended(2, fault=Unreachable()),
    ]
    assert not rules.needs_connection


# --- time ---------------------------------------------------------------------------------------


def test_silence_is_not_waited_for_for_ever() -> None:
    """Without progress the turn ends with what came, and the connection is left."""
    rules = spoken(connected())
    rules.receive(frame(0), 10.0)
    assert rules.deadline() == 40.0
    assert rules.tick(39.0) == []
    events = rules.tick(40.0)
    (end,) = ends(events)
    assert isinstance(end.fault, Unproved)
    assert end.fault.reason.sentence is faults.NO_PROGRESS
    assert events[-1] == HangUp()
    assert rules.deadline() is None


@pytest.mark.parametrize("traffic", TRAFFIC)
def test_mere_traffic_is_no_progress(traffic: ServerMessage) -> None:
    """Only sound in its place and news of a text chunk put the end off: what was said before, refused
    or waits behind a gap does not, however busily it comes."""
    rules = spoken(connected())
    receive(rules, GenerationStarted(0), frame(0), ChunkComplete(0, 0.1), Final(None, 0.1), now=1.0)
    for second in range(2, 31):
        rules.receive(traffic, float(second))
    assert rules.deadline() == 31.0


def test_a_new_text_chunk_is_progress() -> None:
    """That a chunk begins or is done is news, once each."""
    rules = spoken(connected())
    for second, message in enumerate([GenerationStarted(1), ChunkComplete(1)] * 2, 1):
        rules.receive(message, float(second))
    assert rules.deadline() == 32.0


def test_who_waits_for_the_end_waits_less() -> None:
    """Once the caller waits for the end of a turn, the shorter limit holds."""
    rules = spoken(connected())
    assert rules.deadline() == 30.0
    rules.end_turn(0.0)
    assert rules.deadline() == 15.0


def test_signs_of_work_are_believed_for_a_while() -> None:
    """A server that says it is at work is given more time, but not without end."""
    rules = spoken(connected())
    for second in (20.0, 40.0, 60.0, 80.0, 99.0):
        rules.receive(Progress(), second)
        assert rules.deadline() == second + 30.0
    rules.receive(Progress(), 110.0)
    assert rules.deadline() == 129.0


def test_nothing_is_waited_for_without_a_connection() -> None:
    """Before and after a connection there is no deadline."""
    rules = StreamingRules(SETTINGS, PATIENCE)
    rules.send("a", True, 0.0)
    assert rules.deadline() is None
    assert rules.tick(99.0) == []
    assert connected().deadline() is None
    assert connected().tick(99.0) == []


# --- settings, and the end ----------------------------------------------------------------------


def test_changed_settings_are_acknowledged_and_kept() -> None:
    """A change goes out at once and holds, acknowledged, from the next turn on."""
    rules = connected()
    rules.update_settings(LiveSettings(speed=1.1), 0.0)
    assert rules.needs_connection
    assert rules.messages_to_send() == [UpdateSettings(LiveSettings(speed=1.1))]
    answer = SettingsUpdated(LiveSettings(speed=1.1))
    assert receive(rules, answer) == [answer]
    assert receive(rules, answer) == []
    rules.send("a", True, 0.0)
    assert rules.messages_to_send() == [Speak("a", True, settings=Settings(voice_id=1, speed=1.1))]


def test_a_refused_change_does_not_touch_the_turn() -> None:
    """The error answers the change, and the turn goes on."""
    rules = spoken(connected())
    rules.update_settings(LiveSettings(speed=1.1), 0.0)
    report = ErrorReport("no", "VALIDATION_ERROR", 400)
    assert receive(rules, report) == [SettingsRefused(report)]
    assert ends(receive(rules, *turn_messages()))[0].fault is None


@pytest.mark.parametrize(
    ("code", "status", "answers"),
    [
        ("VALIDATION_ERROR", 400, True),
        (None, 400, True),
        (None, None, True),
        ("MISSING_VOICE_ID", 400, False),
        ("INTERNAL_ERROR", 500, False),
        (None, 503, False),
    ],
)
def test_an_error_is_the_turns_unless_it_can_answer_a_change(
    code: str | None, status: int | None, answers: bool
) -> None:
    """While a change waits for its answer and a turn is spoken, only what can refuse a change does;
    without a turn every error does."""
    report = ErrorReport("no", code, status)
    rules = spoken(connected())
    rules.update_settings(LiveSettings(speed=1.1), 0.0)
    events = receive(rules, report)
    assert events == [SettingsRefused(report) if answers else Ended(1, fault=Refused(report))]
    rules = connected()
    rules.update_settings(LiveSettings(speed=1.1), 0.0)
    assert receive(rules, report) == [SettingsRefused(report)]


def test_a_change_holds_for_what_begins_after_it() -> None:
    """Text sent before the answer is spoken with the change, and the config says nothing else; a
    refused change is taken back, and what was agreed since stays."""
    rules = connected()
    faster = Settings(voice_id=1, speed=1.1)
    rules.update_settings(LiveSettings(speed=1.1), 0.0)
    rules.send("a", True, 0.0)
    change, text = rules.messages_to_send()
    assert change == UpdateSettings(LiveSettings(speed=1.1))
    assert text == Speak("a", True, settings=faster)
    receive(rules, SettingsUpdated(LiveSettings(speed=1.1)), *turn_messages())
    rules.update_settings(LiveSettings(speed=0.9), 0.0)
    rules.adjust({"voice_id": 2})
    receive(rules, ErrorReport("no", "VALIDATION_ERROR", 400))
    rules.send("b", True, 0.0)
    assert rules.messages_to_send()[-1] == Speak(
        "b", True, settings=Settings(voice_id=2, speed=1.1)
    )


def test_a_config_is_said_again_after_a_change() -> None:
    """What the server was told before a change of settings holds no longer: it is told anew."""
    rules = spoken(connected())
    receive(rules, *turn_messages())
    rules.update_settings(LiveSettings(speed=1.1), 0.0)
    rules.messages_to_send()
    receive(rules, SettingsUpdated(LiveSettings(speed=1.1)))
    settings = msgspec.structs.replace(SETTINGS, speed=1.0)
    rules.configure(settings)
    rules.send("a", True, 0.0)
    assert rules.messages_to_send() == [Speak("a", True, settings=settings)]


def test_a_change_nobody_acknowledges_is_told() -> None:
    """An unanswered change is given up, and nothing else is."""
    rules = connected()
    rules.update_settings(LiveSettings(speed=1.1), 0.0)
    rules.messages_to_send()
    assert rules.deadline() == 10.0
    assert rules.tick(10.0) == [SettingsUnanswered()]
    rules.update_settings(LiveSettings(speed=1.1), 10.0)
    rules.disconnected(Closure(1006), 11.0)
    assert not rules.needs_connection


def test_every_change_whose_time_is_over_is_told_at_once() -> None:
    """After a long sleep no deadline is left behind."""
    rules = connected()
    for asked_at in (0.0, 1.0, 20.0):
        rules.update_settings(LiveSettings(speed=1.1), asked_at)
    assert rules.tick(25.0) == [SettingsUnanswered(), SettingsUnanswered()]
    assert rules.deadline() == 30.0


def test_finishing_speaks_what_is_left() -> None:
    """A session that ends lets the open turn be spoken first, and is over after it."""
    rules = connected()
    rules.send("a", False, 0.0)
    assert rules.finish(0.0) == []
    assert rules.messages_to_send() == [Speak("a", settings=SETTINGS), EndTurn()]
    assert not rules.is_over
    receive(rules, *turn_messages())
    assert rules.is_over


def test_a_setting_taken_back_needs_a_fresh_connection() -> None:
    """What the server keeps is not said again by silence: the turn waits, the connection is left."""
    rules = spoken(connected())
    receive(rules, *turn_messages())
    rules.configure(msgspec.structs.replace(SETTINGS, language="de"))
    rules.send("a", True, 0.0)
    rules.messages_to_send()
    rules.cancel(0.0)
    receive(rules, Interrupted())
    rules.configure(SETTINGS)
    rules.update_settings(LiveSettings(speed=1.1), 1.0)
    rules.send("b", True, 1.0)
    assert rules.messages_to_send() == [UpdateSettings(LiveSettings(speed=1.1))]
    assert HangUp() not in rules.tick(1.0)
    receive(rules, SettingsUpdated(LiveSettings(speed=1.1)), now=1.0)
    assert rules.messages_to_send() == []
    assert rules.deadline() == 1.0
    assert rules.tick(1.0) == [HangUp()]
    assert rules.disconnected(Closure(1002), 1.0) == [Reconnect(0.0, restarting=False)]
    rules.connected(1.0)
    settings = msgspec.structs.replace(SETTINGS, speed=1.1)
    assert rules.messages_to_send() == [Speak("b", True, settings=settings)]


def test_a_restart_is_waited_out_unless_the_session_ends() -> None:
    """With nothing to say a session comes back after a restart; one that is over does not."""
    rules = connected()
    assert rules.disconnected(Closure(1012, retry_after=2.0), 0.0) == [
        Reconnect(2.0, restarting=True)
    ]
    rules.connected(0.0)
    rules.finish(0.0)
    assert rules.disconnected(Closure(1012, retry_after=2.0), 0.0) == []


def test_a_session_is_idle_without_a_turn() -> None:
    """From its first text to its proof a turn keeps the session busy."""
    rules = connected()
    assert rules.is_idle
    spoken(rules)
    assert not rules.is_idle
    receive(rules, *turn_messages())
    assert rules.is_idle
