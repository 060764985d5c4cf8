"""A client's rules for many contexts on one connection: each with its own faults, proof and end."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from studio.wire import faults
from studio.wire.context_rules import ContextRules
from studio.wire.events import (
    ContextGone,
    CutOff,
    Ended,
    Event,
    Heard,
    NotCreated,
    Reconnect,
    SettingsRefused,
    SettingsUnanswered,
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
    ChunkComplete,
    CloseContext,
    CloseSocket,
    ContextClosed,
    ContextCreated,
    ContextTimeout,
    ErrorReport,
    Final,
    Flush,
    GenerationStarted,
    Interrupted,
    KeepAlive,
    Notice,
    Progress,
    ServerMessage,
    SessionClosed,
    SessionStarted,
    SettingsUpdated,
    Speak,
    UpdateSettings,
    Usage,
    WordTimings,
)
from studio.wire.patience import Patience
from studio.wire.settings import NOTHING_SET, ContextVoice, LiveSettings, Settings

SESSION = Settings(language="en", voice_settings=ContextVoice(voice_id=1, speed=1.0))
ANNA = Settings(voice_settings=ContextVoice(voice_id=2))
PATIENCE = Patience(
    progress=30.0, cancel=5.0, end_session=15.0, acknowledgement=10.0, slow_chunk=100.0
)


def creation(id: str, own: Settings = NOTHING_SET) -> Speak:
    voice = own.voice_settings.voice_id if own.voice_settings else 1
    settings = Settings(language="en", voice_settings=ContextVoice(voice_id=voice, speed=1.0))
    return Speak(" ", context_id=id, settings=settings)


def frame(id: str, index: int, samples: int = 2400, chunk_id: int = 0) -> AudioFrame:
    return AudioFrame(b"\0\0" * samples, samples, index, chunk_id=chunk_id, context_id=id)


def part(id: str, count: int = 2, first: int = 0, chunk_id: int = 0) -> list[ServerMessage]:
    """What answers one flush."""
    return [
        GenerationStarted(chunk_id, "…", id),
        *(frame(id, first + index, chunk_id=chunk_id) for index in range(count)),
        ChunkComplete(chunk_id, count * 0.1, context_id=id),
        Final(id),
    ]


TRAFFIC = [
    frame("anna", 0),
    frame("anna", 2),
    frame("anna", 1, 0),
    AudioFrame(b"\0\0", 1, 1, sample_rate=8_000, context_id="anna"),
    GenerationStarted(0, "", "anna"),
    ChunkComplete(0, 0.1, context_id="anna"),
    WordTimings((), 0, "anna"),
]


def connected() -> ContextRules:
    rules = ContextRules(SESSION, PATIENCE)
    rules.connected(0.0)
    return rules


def speaking(*ids: str, text: str = "Hello.") -> ContextRules:
    """Contexts that were given a flushed text, created and told."""
    rules = connected()
    for id in ids:
        rules.send(id, text, True, 0.0)
    rules.messages_to_send()
    for id in ids:
        rules.receive(ContextCreated(id), 0.0)
    return rules


def receive(rules: ContextRules, *messages: ServerMessage, now: float = 1.0) -> list[Event]:
    return [event for message in messages for event in rules.receive(message, now)]


def ends(events: Sequence[Event]) -> list[Ended]:
    return [event for event in events if isinstance(event, Ended)]


def heard(events: Sequence[Event]) -> list[tuple[str | None, int | None]]:
    return [
        (event.frame.context_id, event.frame.index) for event in events if isinstance(event, Heard)
    ]


# --- what is said -------------------------------------------------------------------------------


def test_a_context_is_created_with_everything_it_needs() -> None:
    """The creation carries the session's settings with the context's own voice over them."""
    rules = connected()
    rules.create("anna", ANNA, 0.0)
    rules.create("anna", NOTHING_SET, 0.0)
    rules.send("anna", "Hello ", False, 0.0)
    rules.send("anna", "there.", True, 0.0)
    assert rules.messages_to_send() == [
        creation("anna", ANNA),
        Speak("Hello ", context_id="anna"),
        Speak("there.", True, "anna"),
    ]
    assert rules.ids == {"anna"}
    assert rules.is_open("anna")
    assert rules.is_known("anna")


def test_text_creates_its_context() -> None:
    """Text for an unknown id opens it with the session's voice; nothing to say opens nothing."""
    rules = connected()
    assert rules.send("anna", "", False, 0.0) is None
    assert rules.send("anna", "", True, 0.0) is None
    assert rules.flush("anna", 0.0) is None
    rules.keep_alive("anna", 0.0)
    assert rules.messages_to_send() == []
    assert rules.send("anna", "Hi", False, 0.0) is None
    assert rules.messages_to_send() == [creation("anna"), Speak("Hi", context_id="anna")]


def test_a_flush_is_said_once() -> None:
    """A flush with nothing new since the last one waits for the same answer."""
    rules = connected()
    rules.send("anna", "Hi", False, 0.0)
    assert rules.flush("anna", 0.0) == 1
    assert rules.flush("anna", 0.0) == 1
    assert rules.messages_to_send()[1:] == [Speak("Hi", context_id="anna"), Flush("anna")]
    assert rules.send("anna", "More", True, 0.0) == 2


def test_keeping_alive_speaks_to_living_contexts_only() -> None:
    """A context the server knows is kept alive; nothing is created by it."""
    rules = speaking("anna")
    rules.keep_alive("anna", 1.0)
    rules.keep_alive("berta", 1.0)
    assert rules.messages_to_send() == [KeepAlive("anna")]


def test_the_twenty_first_waits_for_a_place() -> None:
    """The server counts a context until it said it is closed: so long the next creation waits."""
    rules = speaking(*(f"c{n}" for n in range(20)))
    assert rules.is_full
    rules.close("c0", True, 1.0)
    assert not rules.is_full
    rules.send("new", "Hi", True, 1.0)
    assert rules.messages_to_send() == [CloseContext("c0", immediate=True)]
    assert rules.deadline() == 6.0
    assert receive(rules, ContextClosed("c0"))
    assert rules.messages_to_send() == [creation("new"), Speak("Hi", True, "new")]


def test_a_change_of_settings_needs_a_connection() -> None:
    """It is said at once, whatever else must wait; with nothing to say nobody is called."""
    rules = ContextRules(SESSION, PATIENCE)
    assert not rules.needs_connection
    rules.update_settings(LiveSettings(speed=1.1), 0.0)
    assert rules.needs_connection


def test_a_held_context_gets_no_further_part() -> None:
    """While nobody takes its sound a context is told no more; others are, and what began goes on."""
    rules = connected()
    rules.send("anna", "One", False, 0.0)
    rules.messages_to_send()
    rules.hold("anna", True)
    rules.hold("nobody", True)
    rules.send("anna", " and on.", True, 0.0)
    rules.send("anna", "Two", True, 0.0)
    rules.send("berta", "Three", True, 0.0)
    assert rules.messages_to_send() == [
        Speak(" and on.", True, "anna"),
        creation("berta"),
        Speak("Three", True, "berta"),
    ]
    rules.hold("anna", False)
    assert rules.messages_to_send() == [Speak("Two", True, "anna")]


def test_closing_lets_a_held_context_go_on() -> None:
    """A context that is closed is spoken to its end, whether somebody listens or not."""
    rules = connected()
    rules.create("anna", NOTHING_SET, 0.0)
    rules.messages_to_send()
    rules.hold("anna", True)
    rules.send("anna", "One", True, 0.0)
    assert rules.messages_to_send() == []
    rules.close("anna", False, 0.0)
    assert rules.messages_to_send() == [Speak("One", True, "anna"), CloseContext("anna")]


# --- what is heard ------------------------------------------------------------------------------


def test_braided_contexts_are_never_crossed() -> None:
    """Frames of twenty contexts, interleaved: each is heard in its own, none is lost."""
    ids = [f"c{n}" for n in range(20)]
    rules = speaking(*ids)
    braided = [message for row in zip(*(part(id, 5) for id in ids), strict=True) for message in row]
    events = receive(rules, *braided)
    assert sorted(heard(events)) == sorted((id, index) for id in ids for index in range(5))
    assert [(end.context_id, end.fault) for end in ends(events)] == [(id, None) for id in ids]


def test_each_flush_is_proved_by_itself() -> None:
    """A context speaks part after part; every final is proof of its own part."""
    rules = speaking("anna")
    first = receive(rules, *part("anna", 2))
    assert first[-2:] == [Final("anna"), Ended(1, "anna", received=Received(0.2, 2))]
    rules.send("anna", "More.", True, 2.0)
    rules.messages_to_send()
    second = receive(rules, *part("anna", 1, first=2, chunk_id=1))
    assert heard(second) == [("anna", 2)]
    assert ends(second)[0].turn == 2
    assert ends(second)[0].fault is None


def test_flushes_may_follow_each_other() -> None:
    """Two flushes asked for in one go are answered one after the other."""
    rules = connected()
    assert rules.send("anna", "One.", True, 0.0) == 1
    assert rules.send("anna", "Two.", True, 0.0) == 2
    rules.messages_to_send()
    events = receive(rules, *part("anna", 1), *part("anna", 1, first=1, chunk_id=1))
    assert [(end.turn, end.fault) for end in ends(events)] == [(1, None), (2, None)]


@pytest.mark.parametrize(
    "messages",
    [
        [frame("anna", 0), frame("anna", 2), Final("anna")],
        [GenerationStarted(0, "", "anna"), frame("anna", 0), Final("anna")],
        [frame("anna", 0), ChunkComplete(0, 0.5, context_id="anna"), Final("anna")],
        [Final("anna")],
        [frame("anna", 0, 240_001)],
    ],
)
def test_a_part_that_is_not_proved_costs_the_context_its_life(
    messages: list[ServerMessage],
) -> None:
    """A gap, a missing end, wrong totals, silence or endless sound: incomplete, and closed at once, so
    that nothing late is taken for the next part; the next text opens it anew with its voice."""
    rules = connected()
    rules.create("anna", ANNA, 0.0)
    rules.send("anna", "Hello.", True, 0.0)
    rules.messages_to_send()
    (end,) = ends(receive(rules, *messages))
    assert isinstance(end.fault, Unproved)
    assert rules.messages_to_send() == [CloseContext("anna", immediate=True)]
    assert receive(rules, frame("anna", 5), Final("anna")) == []
    rules.send("anna", "Again.", True, 2.0)
    assert rules.messages_to_send() == []
    assert receive(rules, ContextClosed("anna")) == [ContextGone("anna")]
    assert rules.messages_to_send() == [creation("anna", ANNA), Speak("Again.", True, "anna")]


def test_the_good_frames_behind_a_gap_are_heard() -> None:
    """What came is kept even if something is missing before it."""
    events = receive(speaking("anna"), frame("anna", 0), frame("anna", 2), Final("anna"))
    assert heard(events) == [("anna", 0), ("anna", 2)]


def test_sound_without_a_place_is_dropped() -> None:
    """Sound of unknown contexts, of none, before any text and after the end is counted, not heard."""
    rules = connected()
    rules.create("anna", NOTHING_SET, 0.0)
    rules.messages_to_send()
    nowhere = AudioFrame(b"\0\0", 1, 0)
    assert receive(rules, frame("berta", 0), nowhere, frame("anna", 0), Final("berta")) == []
    assert rules.strays == 3
    assert receive(rules, GenerationStarted(0, "", "berta"), ContextTimeout("berta")) == []
    rules.send("anna", "Hi.", True, 0.0)
    rules.messages_to_send()
    receive(rules, *part("anna"))
    assert receive(rules, frame("anna", 2)) == []
    rules.send("anna", "Hi", False, 0.0)
    rules.messages_to_send()
    assert receive(rules, Final("anna")) == []


def test_news_passes_to_the_caller() -> None:
    """What only informs is handed on as it is."""
    rules = speaking("anna")
    news: list[ServerMessage] = [
        SessionStarted("s"),
        Notice("a"),
        GenerationStarted(0, "", "anna"),
        WordTimings((), 0, "anna"),
        SessionClosed(0.0),
    ]
    assert receive(rules, *news) == news
    assert receive(rules, frame("anna", 0, 0), Progress(0, "anna")) == []


# --- the end of a context -----------------------------------------------------------------------


def test_a_graceful_close_drains_first() -> None:
    """Everything given is heard to the end, then the context is gone with its usage."""
    rules = connected()
    rules.send("anna", "Hello.", False, 0.0)
    assert rules.close("anna", False, 0.0) == []
    assert rules.close("anna", False, 0.0) == []
    assert rules.ids == frozenset()
    assert rules.is_known("anna")
    assert rules.messages_to_send() == [
        creation("anna"),
        Speak("Hello.", context_id="anna"),
        CloseContext("anna"),
    ]
    events = receive(rules, *part("anna"), ContextClosed("anna", Usage(0.2)))
    assert heard(events) == [("anna", 0), ("anna", 1)]
    assert ends(events)[0].fault is None
    assert events[-1] == ContextGone("anna", Usage(0.2))
    assert not rules.is_known("anna")


def test_the_close_may_be_the_only_answer() -> None:
    """A server that closes without a final is believed if all came, and not if something is missing."""
    rules = speaking("anna")
    rules.close("anna", False, 0.0)
    done = ChunkComplete(0, 0.1, context_id="anna")
    events = receive(rules, frame("anna", 0), done, ContextClosed("anna"))
    assert ends(events)[0].fault is None
    rules = connected()
    rules.send("anna", "One.", True, 0.0)
    rules.send("anna", "Two.", True, 0.0)
    rules.close("anna", False, 0.0)
    rules.messages_to_send()
    events = receive(rules, frame("anna", 0), done, ContextClosed("anna"))
    assert [end.fault is None for end in ends(events)] == [True, False]


def test_a_cut_off_is_silent_at_once() -> None:
    """From the call on no frame is heard; the answer ends it, once, with what was used."""
    rules = speaking("anna", "berta")
    receive(rules, frame("anna", 0))
    events = rules.close("anna", True, 1.0)
    assert events == [Ended(1, "anna", cut_off=True, received=Received(0.1, 1))]
    assert rules.close("anna", True, 1.0) == []
    assert rules.messages_to_send() == [CloseContext("anna", immediate=True)]
    assert receive(rules, *(frame("anna", n) for n in range(1, 51)), Final("anna")) == []
    assert heard(receive(rules, frame("berta", 0))) == [("berta", 0)]
    assert receive(rules, ContextClosed("anna", Usage(0.1))) == [
        CutOff("anna"),
        ContextGone("anna", Usage(0.1)),
    ]
    assert receive(rules, ContextClosed("anna")) == []


def test_a_cut_off_interrupts_a_graceful_close() -> None:
    """A context that is draining can still be silenced."""
    rules = speaking("anna")
    rules.close("anna", False, 1.0)
    assert ends(rules.close("anna", True, 1.0))[0].cut_off
    assert rules.messages_to_send() == [CloseContext("anna", immediate=True)]


def test_a_new_life_waits_for_the_end_of_the_old_one() -> None:
    """An id used again at once belongs to a new context: nothing of the old one is heard in it."""
    rules = speaking("anna")
    rules.close("anna", True, 1.0)
    rules.create("anna", ANNA, 1.0)
    rules.send("anna", "New.", True, 1.0)
    assert rules.messages_to_send() == [CloseContext("anna", immediate=True)]
    assert receive(rules, frame("anna", 1)) == []
    receive(rules, ContextClosed("anna"))
    assert rules.messages_to_send() == [creation("anna", ANNA), Speak("New.", True, "anna")]
    assert receive(rules, frame("anna", 2), ContextClosed("anna"), ContextTimeout("anna")) == []
    receive(rules, ContextCreated("anna"))
    assert heard(receive(rules, *part("anna"))) == [("anna", 0), ("anna", 1)]


def test_lives_may_queue() -> None:
    """Closed and opened again before anything was answered: every life speaks, in order."""
    rules = speaking("anna")
    rules.close("anna", False, 1.0)
    rules.send("anna", "Two.", True, 1.0)
    rules.close("anna", False, 1.0)
    rules.send("anna", "Three.", True, 1.0)
    assert rules.messages_to_send() == [CloseContext("anna")]
    events = receive(rules, *part("anna"), ContextClosed("anna"))
    assert rules.messages_to_send() == [
        creation("anna"),
        Speak("Two.", True, "anna"),
        CloseContext("anna"),
    ]
    events += receive(rules, ContextCreated("anna"), *part("anna"), ContextClosed("anna"))
    assert [(end.turn, end.fault) for end in ends(events)] == [(1, None), (2, None)]
    events = rules.close("anna", True, 1.0)
    assert [type(event) for event in events] == [Ended, CutOff, ContextGone]


def test_what_never_went_out_is_gone_at_once() -> None:
    """A context nobody told the server of needs no answer."""
    rules = ContextRules(SESSION, PATIENCE)
    rules.create("anna", NOTHING_SET, 0.0)
    assert rules.close("anna", False, 0.0) == [ContextGone("anna")]
    rules.send("anna", "Hi.", True, 0.0)
    assert rules.close("anna", True, 0.0) == [
        Ended(1, "anna", cut_off=True),
        CutOff("anna"),
        ContextGone("anna"),
    ]
    assert rules.close("anna", True, 0.0) == []
    assert rules.close("anna", False, 0.0) == []
    assert not rules.needs_connection


def test_a_timeout_removes_the_context_and_the_next_text_brings_it_back() -> None:
    """An idle context is gone when the server says so; the next text opens it with the same voice."""
    rules = connected()
    rules.create("anna", ANNA, 0.0)
    rules.messages_to_send()
    receive(rules, ContextCreated("anna"))
    assert receive(rules, ContextTimeout("anna")) == [ContextTimeout("anna")]
    assert receive(rules, ContextTimeout("anna")) == []
    assert rules.ids == frozenset()
    rules.send("anna", "Back.", True, 21.0)
    assert rules.messages_to_send() == []
    assert receive(rules, ContextClosed("anna", Usage(1.0))) == [ContextGone("anna", Usage(1.0))]
    assert rules.messages_to_send() == [creation("anna", ANNA), Speak("Back.", True, "anna")]


def test_a_server_may_say_nothing_after_a_timeout() -> None:
    """A second after the time-out the context counts as gone, closed or not."""
    rules = connected()
    rules.create("anna", NOTHING_SET, 0.0)
    rules.messages_to_send()
    rules.receive(ContextTimeout("anna"), 20.0)
    assert rules.deadline() == 21.0
    assert rules.tick(21.0) == [ContextGone("anna")]


def test_a_timeout_in_mid_text_is_told() -> None:
    """Text the server took and never spoke is incomplete; text it was not told yet is not lost."""
    rules = connected()
    rules.send("anna", "Never flushed", False, 0.0)
    rules.messages_to_send()
    rules.hold("anna", True)
    rules.flush("anna", 0.0)
    rules.send("anna", "Held back.", True, 0.0)
    rules.messages_to_send()
    events = receive(rules, ContextTimeout("anna"))
    assert [(end.turn, type(end.fault)) for end in ends(events)] == [(1, Unproved)]
    receive(rules, ContextClosed("anna"))
    assert rules.messages_to_send() == []
    rules.hold("anna", False)
    assert rules.messages_to_send() == [creation("anna"), Speak("Held back.", True, "anna")]


def test_a_server_that_closes_by_itself_is_not_believed() -> None:
    """A context closed without being asked leaves what it was given incomplete."""
    events = receive(speaking("anna"), frame("anna", 0), ContextClosed("anna", Usage(0.1)))
    assert isinstance(ends(events)[0].fault, Unproved)
    assert events[-1] == ContextGone("anna", Usage(0.1))


def test_a_server_that_stops_by_itself_is_not_believed() -> None:
    """An interruption nobody asked for leaves what was being spoken incomplete, in the context it names
    or in all of them, and closes it; what was not said to the server yet is not concerned."""
    rules = speaking("anna", "berta", "carla")
    rules.close("carla", True, 0.0)
    rules.create("dora", NOTHING_SET, 0.0)
    rules.messages_to_send()
    rules.hold("dora", True)
    rules.send("dora", "Unsaid.", True, 0.0)
    receive(rules, frame("anna", 0), now=0.0)
    events = receive(rules, Interrupted("anna"), Interrupted("nobody"))
    assert [(end.context_id, type(end.fault)) for end in ends(events)] == [("anna", Unproved)]
    assert rules.messages_to_send() == [CloseContext("anna", immediate=True)]
    rules.send("anna", "Next.", True, 1.0)
    events = receive(rules, Interrupted())
    assert [end.context_id for end in ends(events)] == ["berta"]
    assert receive(rules, Interrupted("anna"), Interrupted("carla")) == []
    receive(rules, ContextClosed("anna"))
    assert Speak("Next.", True, "anna") in rules.messages_to_send()


# --- errors -------------------------------------------------------------------------------------


def test_an_error_stays_in_its_context() -> None:
    """The error of one context ends what that one was given; the others speak on."""
    rules = speaking("anna", "berta")
    report = ErrorReport("no voice", "MISSING_VOICE_ID", 400, "anna")
    assert receive(rules, report) == [Ended(1, "anna", Refused(report))]
    assert receive(rules, report) == []
    assert rules.messages_to_send() == [CloseContext("anna", immediate=True)]
    assert heard(receive(rules, *part("berta"))) == [("berta", 0), ("berta", 1)]


def test_an_error_of_an_idle_context_is_passed_on() -> None:
    """It costs a confirmed context nothing; one that was refused at its creation is gone."""
    rules = connected()
    rules.create("anna", NOTHING_SET, 0.0)
    rules.messages_to_send()
    report = ErrorReport("too many", "TOO_MANY_CONTEXTS", 429, "anna")
    assert receive(rules, report) == [report]
    assert rules.ids == frozenset()
    rules = speaking("anna")
    receive(rules, *part("anna"))
    assert receive(rules, report) == [report]
    assert rules.ids == {"anna"}
    unknown = ErrorReport("who?", context_id="berta")
    assert receive(rules, unknown, ErrorReport("all")) == [ErrorReport("all")]


# --- the connection -----------------------------------------------------------------------------


@pytest.mark.parametrize("code", [1000, 1006, 1009, 1011, 4000])
def test_a_socket_that_ends_early_is_told_in_every_context(code: int) -> None:
    """What was asked for is lost and said to be; idle contexts come back with their next text."""
    rules = speaking("anna", "berta")
    receive(rules, *part("berta"), frame("anna", 0))
    closure = Closure(code)
    events = rules.disconnected(closure, 2.0)
    assert ends(events) == [Ended(1, "anna", Dropped(closure), received=Received(0.1, 1))]
    assert rules.ids == {"anna", "berta"}
    assert not rules.needs_connection
    rules.send("berta", "Back.", True, 3.0)
    rules.connected(3.0)
    assert rules.messages_to_send() == [creation("berta"), Speak("Back.", True, "berta")]
    assert heard(receive(rules, *part("berta"))) == [("berta", 0), ("berta", 1)]


def test_a_restart_repeats_what_was_silent() -> None:
    """Contexts without sound are created and told again, once; those with sound are told to have lost it."""
    rules = speaking("anna", "berta", "carla")
    receive(rules, frame("berta", 0))
    rules.send("berta", "Silent.", True, 1.0)
    rules.messages_to_send()
    rules.close("carla", False, 1.0)
    rules.send("dora", "Later.", False, 1.0)
    rules.flush("dora", 1.0)
    rules.messages_to_send()
    events = rules.disconnected(Closure(1012, "", 3.0), 2.0)
    assert ends(events) == [Ended(2, "berta", Restarting(3.0), received=Received(0.1, 1))]
    assert events[-1] == Reconnect(3.0, restarting=True)
    rules.connected(5.0)
    assert rules.messages_to_send() == [
        creation("anna"),
        Speak("Hello.", True, "anna"),
        creation("berta"),
        Speak("Silent.", True, "berta"),
        creation("carla"),
        Speak("Hello.", True, "carla"),
        CloseContext("carla"),
        creation("dora"),
        Speak("Later.", context_id="dora"),
        Flush("dora"),
    ]
    again = rules.disconnected(Closure(1012), 6.0)
    assert {type(end.fault) for end in ends(again)} == {Restarting}
    assert len(ends(again)) == 4
    assert not rules.needs_connection


def test_refused_sound_is_not_asked_for_again() -> None:
    """What may have been sound was paid for: in the context it names, or in any when it names none."""
    wrong = AudioFrame(b"\0\0", 1, 0, sample_rate=8_000, context_id="anna")
    rules = speaking("anna", "berta")
    assert receive(rules, wrong) == []
    rules.refused("carla")
    events = rules.disconnected(Closure(1012), 2.0)
    assert [(end.context_id, end.fault) for end in ends(events)] == [("anna", Restarting(1.0))]
    rules = speaking("anna", "berta", "carla")
    rules.refused("anna")
    receive(rules, AudioFrame(b"\0\0", 1, 0))
    events = rules.disconnected(Closure(1012), 2.0)
    assert [end.context_id for end in ends(events)] == ["anna", "berta", "carla"]


def test_a_refusal_ends_everything() -> None:
    """What the server will not do it is not asked again, said or unsaid."""
    rules = speaking("anna")
    rules.hold("anna", True)
    rules.send("anna", "Unsaid.", True, 0.0)
    closure = Closure(4001)
    assert [end.fault for end in ends(rules.disconnected(closure, 1.0))] == [Dropped(closure)] * 2


def test_what_was_never_said_is_said_on_a_new_connection() -> None:
    """A part that waited costs nothing to say again; while it must wait nobody is called for it."""
    rules = speaking("anna")
    rules.hold("anna", True)
    rules.send("anna", "Unsaid.", True, 0.0)
    events = rules.disconnected(Closure(1006), 1.0)
    assert [end.turn for end in ends(events)] == [1]
    assert events == ends(events)
    assert not rules.needs_connection
    rules.hold("anna", False)
    assert rules.needs_connection
    rules.connected(2.0)
    assert rules.messages_to_send() == [creation("anna"), Speak("Unsaid.", True, "anna")]


def test_what_waits_for_the_end_of_a_life_comes_back_by_itself() -> None:
    """Text for an id that was leaving goes out on the next connection, which is asked for."""
    rules = speaking("anna")
    rules.close("anna", True, 1.0)
    rules.send("anna", "New.", True, 1.0)
    rules.messages_to_send()
    assert rules.disconnected(Closure(1006), 1.0)[-1] == Reconnect(0.0, restarting=False)
    rules.connected(2.0)
    assert rules.messages_to_send() == [creation("anna"), Speak("New.", True, "anna")]


def test_contexts_on_their_way_out_are_gone_with_the_connection() -> None:
    """A cut-off is confirmed by the end of the connection, and a close has nothing left to tell."""
    rules = speaking("anna", "berta")
    receive(rules, *part("berta"))
    rules.close("anna", True, 1.0)
    rules.close("berta", False, 1.0)
    rules.messages_to_send()
    assert rules.disconnected(Closure(1006), 2.0) == [
        CutOff("anna"),
        ContextGone("anna"),
        ContextGone("berta"),
    ]


def test_no_connection_fails_everything() -> None:
    """When nobody can be reached every part ends, and no context takes a place any more; the next text
    opens one again as it was."""
    rules = ContextRules(SESSION, PATIENCE)
    rules.create("anna", ANNA, 0.0)
    rules.send("anna", "a", True, 0.0)
    rules.send("berta", "b", True, 0.0)
    rules.close("berta", False, 0.0)
    rules.update_settings(LiveSettings(speed=1.1), 0.0)
    assert rules.needs_connection
    assert rules.unreachable(1.0) == [
        Ended(1, "anna", Unreachable()),
        ContextGone("anna"),
        Ended(2, "berta", Unreachable()),
        ContextGone("berta"),
    ]
    assert not rules.needs_connection
    assert rules.ids == frozenset()
    rules.send("anna", "a", True, 2.0)
    rules.connected(2.0)
    assert rules.messages_to_send() == [creation("anna", ANNA), Speak("a", True, "anna")]


# --- time ---------------------------------------------------------------------------------------


def test_silence_is_not_waited_for_for_ever() -> None:
    """A flushed context without progress is incomplete; one that was not flushed owes nothing."""
    rules = speaking("anna")
    rules.send("berta", "typing", False, 0.0)
    rules.messages_to_send()
    rules.receive(ContextCreated("berta"), 0.0)
    assert rules.deadline() == 30.0
    assert rules.tick(29.0) == []
    (end,) = ends(rules.tick(30.0))
    assert isinstance(end.fault, Unproved)
    assert end.fault.reason.sentence is faults.NO_PROGRESS
    assert rules.deadline() == 35.0
    assert rules.tick(35.0) == [ContextGone("anna")]
    assert rules.deadline() is None


@pytest.mark.parametrize("traffic", TRAFFIC)
def test_mere_traffic_is_no_progress(traffic: ServerMessage) -> None:
    """Only sound in its place and news of a text chunk put the end off, in this context or another."""
    rules = speaking("anna", "berta")
    started = GenerationStarted(0, "", "anna")
    receive(rules, started, frame("anna", 0), ChunkComplete(0, 0.1, context_id="anna"), now=1.0)
    for second in range(2, 31):
        rules.receive(traffic, float(second))
    assert rules.deadline() == 31.0


def test_sound_of_one_context_gives_the_others_time() -> None:
    """A server that speaks twenty contexts in turn is not given up on the last one."""
    rules = speaking("anna", "berta")
    rules.receive(frame("anna", 0), 25.0)
    assert rules.tick(54.0) == []
    assert rules.deadline() == 55.0


def test_a_context_that_hangs_is_noticed_while_others_sound() -> None:
    """In mid-chunk a context must go on by itself, and before it for five minutes at most: sound of the
    others proves only that the server lives."""
    rules = speaking("anna", "berta", "carla")
    receive(rules, GenerationStarted(0, "", "berta"), now=1.0)
    for second in range(1, 101):
        rules.receive(frame("anna", second - 1), float(second))
        hung = ends(rules.tick(float(second)))
        assert [end.context_id for end in hung] == {31: ["berta"], 100: ["carla"]}.get(second, [])


def test_signs_of_work_are_believed_for_a_while() -> None:
    """A server that says it is at work is given more time, but not without end."""
    rules = speaking("anna")
    for second in (20.0, 40.0, 60.0, 80.0, 99.0):
        rules.receive(Progress(0, "anna"), second)
        assert rules.deadline() == second + 30.0
    rules.receive(Progress(0, "anna"), 110.0)
    assert rules.deadline() == 129.0


def test_a_cut_off_nobody_answers_ends_after_the_quiet_limit() -> None:
    """It counts as done; the next life of the id still hears nothing before it is confirmed."""
    rules = speaking("anna")
    rules.close("anna", True, 1.0)
    rules.messages_to_send()
    rules.send("anna", "New.", True, 2.0)
    assert rules.deadline() == 6.0
    assert rules.tick(6.0) == [CutOff("anna", confirmed=False), ContextGone("anna")]
    assert rules.messages_to_send() == [creation("anna"), Speak("New.", True, "anna")]
    assert receive(rules, frame("anna", 1)) == []


def test_a_creation_nobody_confirms_is_told() -> None:
    """A context the server says nothing of is told once, and may be spoken to all the same."""
    rules = connected()
    rules.create("anna", NOTHING_SET, 1.0)
    rules.create("berta", NOTHING_SET, 1.0)
    rules.messages_to_send()
    rules.receive(ContextCreated("berta"), 2.0)
    assert rules.deadline() == 11.0
    assert rules.tick(11.0) == [NotCreated("anna")]
    assert rules.deadline() is None
    assert rules.tick(12.0) == []
    rules.send("anna", "Hello.", True, 13.0)
    rules.messages_to_send()
    events = receive(rules, *part("anna"), now=14.0)
    assert events[0] == ContextCreated("anna")
    assert ends(events)[0].fault is None
    assert receive(rules, ContextCreated("anna")) == []


def test_sound_or_news_of_a_context_confirms_it() -> None:
    """A server that speaks in a context has opened it, whatever it says first."""
    for first in (frame("anna", 0), GenerationStarted(0, "", "anna"), Progress(0, "anna")):
        rules = connected()
        rules.send("anna", "Hello.", True, 0.0)
        rules.messages_to_send()
        assert ContextCreated("anna") in receive(rules, first)
    rules = connected()
    rules.send("anna", "…", True, 0.0)
    rules.messages_to_send()
    assert receive(rules, Final("anna"))[0] == ContextCreated("anna")


def test_a_creation_lost_with_the_connection_is_told() -> None:
    """A context that was not confirmed and has nothing to say is not opened again by itself."""
    rules = connected()
    rules.create("anna", NOTHING_SET, 0.0)
    rules.send("berta", "Hello.", True, 0.0)
    rules.messages_to_send()
    events = rules.disconnected(Closure(1012), 1.0)
    assert events == [NotCreated("anna"), Reconnect(1.0, restarting=True)]


def test_a_close_nobody_answers_is_given_up() -> None:
    """A closed context that was spoken waits for its end no longer than for any progress."""
    rules = speaking("anna")
    receive(rules, *part("anna"))
    assert rules.deadline() is None
    rules.close("anna", False, 2.0)
    rules.messages_to_send()
    assert rules.deadline() == 32.0
    rules.tick(32.0)
    assert rules.messages_to_send() == [CloseContext("anna", immediate=True)]


def test_nothing_is_waited_for_without_a_connection() -> None:
    """Before a connection there is no deadline, and time does nothing."""
    rules = ContextRules(SESSION, PATIENCE)
    rules.send("anna", "a", True, 0.0)
    assert rules.messages_to_send() == []
    assert rules.deadline() is None
    assert rules.tick(99.0) == []


# --- settings, and the end ----------------------------------------------------------------------


def test_changed_settings_hold_for_contexts_opened_later() -> None:
    """An acknowledged change is in the creation of every later context; the open ones stay."""
    rules = connected()
    rules.update_settings(LiveSettings(speed=1.1, language="de"), 0.0)
    assert rules.messages_to_send() == [UpdateSettings(LiveSettings(speed=1.1, language="de"))]
    answer = SettingsUpdated(LiveSettings(speed=1.1))
    assert receive(rules, answer) == [answer]
    assert receive(rules, answer) == []
    rules.create("anna", ANNA, 0.0)
    (created,) = rules.messages_to_send()
    assert created == Speak(
        " ",
        context_id="anna",
        settings=Settings(language="de", voice_settings=ContextVoice(voice_id=2, speed=1.1)),
    )


def test_a_change_may_be_refused_or_forgotten() -> None:
    """An error without a context answers the change; silence is told after a while."""
    rules = connected()
    rules.update_settings(LiveSettings(speed=1.1), 0.0)
    report = ErrorReport("no", "VALIDATION_ERROR", 400)
    assert receive(rules, report) == [SettingsRefused(report)]
    rules.update_settings(LiveSettings(speed=1.1), 0.0)
    assert rules.deadline() == 10.0
    assert rules.tick(10.0) == [SettingsUnanswered()]


def test_every_change_whose_time_is_over_is_told_at_once() -> None:
    """After a long sleep no deadline is left behind."""
    rules = connected()
    for asked_at in (0.0, 1.0, 20.0):
        rules.update_settings(LiveSettings(speed=1.1), asked_at)
    assert rules.tick(25.0) == [SettingsUnanswered(), SettingsUnanswered()]
    assert rules.deadline() == 30.0


def test_an_error_of_the_session_is_no_answer_to_a_change() -> None:
    """While contexts speak only what can refuse a change does; with nothing else asked any error does."""
    rules = speaking("anna")
    rules.update_settings(LiveSettings(speed=1.1), 0.0)
    failed = ErrorReport("failed", "INTERNAL_ERROR", 500)
    assert receive(rules, failed) == [failed]
    receive(rules, *part("anna"))
    assert receive(rules, failed) == [SettingsRefused(failed)]


def test_a_change_holds_for_contexts_opened_before_its_answer() -> None:
    """A context opened after a change was asked for is created with it, unless it was refused."""
    rules = connected()
    rules.update_settings(LiveSettings(language="de"), 0.0)
    rules.create("anna", NOTHING_SET, 0.0)
    assert rules.messages_to_send()[1].settings.language == "de"  # type: ignore[union-attr]
    receive(rules, ContextCreated("anna"), ErrorReport("no", "VALIDATION_ERROR", 400))
    rules.create("berta", NOTHING_SET, 0.0)
    assert rules.messages_to_send() == [creation("berta")]


def test_finishing_drains_closes_and_says_goodbye() -> None:
    """Every context is spoken and closed, then the session, then it is over."""
    rules = speaking("anna")
    rules.create("berta", NOTHING_SET, 0.0)
    rules.messages_to_send()
    assert rules.finish(1.0) == []
    assert set(rules.messages_to_send()) == {CloseContext("anna"), CloseContext("berta")}
    receive(rules, *part("anna"), ContextClosed("anna", Usage(0.2)))
    assert rules.messages_to_send() == []
    receive(rules, ContextClosed("berta"))
    assert rules.messages_to_send() == [CloseSocket()]
    assert not rules.is_over
    assert rules.deadline() == 11.0
    receive(rules, SessionClosed(0.2))
    assert rules.is_over
    assert rules.deadline() is None
    assert rules.tick(20.0) == []


def test_a_session_that_never_connected_is_over_at_once() -> None:
    """With nothing to say there is nobody to say goodbye to."""
    rules = ContextRules(SESSION, PATIENCE)
    assert rules.finish(0.0) == []
    assert rules.is_over


@pytest.mark.parametrize("ending", ["silence", "disconnect"])
def test_a_goodbye_is_not_waited_for_for_ever(ending: str) -> None:
    """Silence or the end of the connection will do."""
    rules = connected()
    rules.finish(0.0)
    assert rules.messages_to_send() == [CloseSocket()]
    if ending == "silence":
        assert rules.tick(9.9) == []
        assert not rules.is_over
        rules.tick(10.0)
    else:
        rules.disconnected(Closure(1000), 1.0)
    assert rules.is_over


def test_settings_of_ids_are_not_remembered_for_ever() -> None:
    """The voices of a thousand ids are kept; the oldest is forgotten then."""
    rules = connected()
    for number in range(1001):
        rules.create(f"c{number}", ANNA, 0.0)
        rules.close(f"c{number}", False, 0.0)
    rules.send("c0", "a", True, 0.0)
    rules.send("c1", "b", True, 0.0)
    assert rules.messages_to_send()[::2] == [creation("c0"), creation("c1", ANNA)]


def test_a_refused_account_ends_what_has_not_begun_to_sound() -> None:
    """Refused by name or by number, whoever waits hears it; sound that has begun goes on."""
    for report in (ErrorReport("no", "INSUFFICIENT_CREDITS", 402), ErrorReport("no", code=401)):
        rules = connected()
        assert receive(rules, report) == [report]
        for id in ("anna", "berta"):
            rules.send(id, "Hi.", True, 0.0)
        rules.messages_to_send()
        receive(rules, ContextCreated("anna"), ContextCreated("berta"), frame("anna", 0))
        refused = ends(receive(rules, report))
        assert [(end.context_id, end.fault) for end in refused] == [("berta", Refused(report))]


def test_contexts_are_not_awaited_after_a_restart_at_the_end() -> None:
    """A session that says good-bye when the server restarts does not come back for it."""
    rules = connected()
    assert rules.disconnected(Closure(1012), 0.0) == [Reconnect(1.0, restarting=True)]
    rules.connected(0.0)
    rules.finish(0.0)
    rules.messages_to_send()
    assert rules.disconnected(Closure(1012), 0.0) == []
    assert rules.is_over


def test_a_barge_in_is_known_until_it_is_over() -> None:
    """From the immediate close to the server's word the context counts as cut off."""
    rules = connected()
    rules.send("anna", "Hi.", True, 0.0)
    rules.messages_to_send()
    assert not rules.is_cut_off("anna")
    rules.close("anna", True, 0.0)
    assert rules.is_cut_off("anna")
    receive(rules, ContextClosed("anna"))
    assert not rules.is_cut_off("anna")
