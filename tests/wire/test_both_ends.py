"""The two ends joined by a loop: the client's rules against the server's, with its sound, its codec and
its clock; only the socket is missing."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from studio.wire.context_rules import ContextRules
from studio.wire.events import ContextGone, CutOff, Ended, Event, Heard, TurnClosed
from studio.wire.messages import ContextTimeout, SettingsUpdated, WordTimings
from studio.wire.request_rules import RequestRules
from studio.wire.settings import NOTHING_SET, ContextVoice, LiveSettings, Settings
from studio.wire.streaming_rules import StreamingRules
from studio.wire.text_codec import decode_from_server, encode_to_server
from tests.server.conversation import Conversation, contexts, requests, turns

VOICE = Settings(voice_id=1071, word_timestamps=True)
VOICES = Settings(voice_settings=ContextVoice(voice_id=1071))


@dataclass
class Joined:
    client: StreamingRules | ContextRules | RequestRules
    server: Conversation
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.client.connected(self.server.now)

    def tell(self) -> None:
        """Carry what the client has to say to the server, and its answers back, until all is said."""
        while messages := self.client.messages_to_send():
            for message in messages:
                self.server.send(**json.loads(encode_to_server(message)))
            self.hear()

    def hear(self) -> None:
        for frame in self.server.take():
            for message in decode_from_server(json.dumps(frame).encode()):
                self.events += self.client.receive(message, self.server.now)

    def run(self) -> None:
        """Until neither end has anything more to say."""
        self.tell()
        while self.server.step():
            self.hear()
            self.tell()

    def ends(self) -> list[Ended]:
        return [event for event in self.events if isinstance(event, Ended)]

    def heard(self, context_id: str | None = None) -> list[int | None]:
        return [
            event.frame.index
            for event in self.events
            if isinstance(event, Heard) and event.frame.context_id == context_id
        ]


def test_a_turn_is_whole_at_both_ends() -> None:
    """Tokens go in, a proved turn comes out, with words and usage; the next turn likewise."""
    client = StreamingRules(VOICE)
    joined = Joined(client, turns())
    for number, text in enumerate(("The rain in Spain. ", "It stays mainly in the plain."), 1):
        for token in text.split(" "):
            client.send(token + " ", False, joined.server.now)
            joined.tell()
        client.end_turn(joined.server.now)
        joined.run()
        assert joined.ends()[-1].turn == number
        assert joined.ends()[-1].fault is None
    assert any(isinstance(event, WordTimings) and event.words for event in joined.events)
    closed = [event for event in joined.events if isinstance(event, TurnClosed)]
    assert [turn.usage is not None for turn in closed] == [True, True]
    assert not client.strays


def test_a_turn_left_idle_is_ended_by_the_server() -> None:
    """Five seconds without text end a turn, and both ends agree that it is whole."""
    client = StreamingRules(VOICE)
    joined = Joined(client, turns())
    client.send("Nobody flushed this", False, joined.server.now)
    joined.tell()
    joined.server.wait(6.0)
    joined.run()
    assert joined.ends()[-1].fault is None


def test_a_cancel_is_answered_and_the_next_turn_is_whole() -> None:
    """In mid-speech the turn is cut off; what was said meanwhile is spoken after it."""
    client = StreamingRules(VOICE)
    joined = Joined(client, turns())
    client.send("This will be cut off before it is through. " * 5, True, joined.server.now)
    joined.tell()
    joined.server.step()
    joined.hear()
    joined.events += client.cancel(joined.server.now)
    client.send("And this is heard.", True, joined.server.now)
    joined.run()
    assert [(end.cut_off, end.fault) for end in joined.ends()] == [(True, None), (False, None)]
    assert sum(isinstance(event, CutOff) for event in joined.events) == 1


def test_twenty_contexts_are_whole_at_both_ends() -> None:
    """All flushed together, each is heard in order, proved, closed and paid for by itself."""
    client = ContextRules(VOICES)
    joined = Joined(client, contexts())
    ids = [f"c{number}" for number in range(20)]
    for id in ids:
        client.send(id, f"Hello from {id}. And one more sentence.", True, joined.server.now)
    joined.run()
    assert {end.context_id for end in joined.ends() if end.fault is None} == set(ids)
    assert all(joined.heard(id) == list(range(len(joined.heard(id)))) for id in ids)
    joined.events += client.finish(joined.server.now)
    joined.run()
    gone = [event for event in joined.events if isinstance(event, ContextGone)]
    assert {event.context_id for event in gone if event.usage is not None} == set(ids)
    assert client.is_over
    assert not client.strays


def test_a_context_cut_off_is_opened_again_at_once() -> None:
    """Closed in mid-speech and opened under the same id: only the new text is heard in it."""
    client = ContextRules(VOICES)
    joined = Joined(client, contexts())
    client.send("anna", "A very long text that will be cut. " * 9, True, joined.server.now)
    joined.tell()
    joined.server.step()
    joined.hear()
    joined.events += client.close("anna", True, joined.server.now)
    client.create("anna", Settings(voice_settings=ContextVoice(voice_id=1072)), joined.server.now)
    client.send("anna", "New.", True, joined.server.now)
    joined.run()
    assert [(end.cut_off, end.fault) for end in joined.ends()] == [(True, None), (False, None)]


def test_an_idle_context_times_out_and_comes_back() -> None:
    """After its idle time a context is gone at both ends, and the next text brings it back."""
    client = ContextRules(VOICES)
    joined = Joined(client, contexts())
    client.create("anna", NOTHING_SET, joined.server.now)
    joined.tell()
    joined.server.wait(21.0)
    joined.hear()
    assert any(isinstance(event, ContextTimeout) for event in joined.events)
    client.send("anna", "Back again.", True, joined.server.now)
    joined.run()
    assert joined.ends()[-1].fault is None
    assert joined.heard("anna")


def test_settings_change_at_both_ends() -> None:
    """A change is acknowledged, and a session with contexts opens the next one with it."""
    client = ContextRules(VOICES)
    joined = Joined(client, contexts())
    client.update_settings(LiveSettings(speed=1.2), joined.server.now)
    joined.tell()
    assert any(isinstance(event, SettingsUpdated) for event in joined.events)
    client.send("anna", "Faster now.", True, joined.server.now)
    joined.run()
    assert joined.ends()[-1].fault is None


def test_a_request_is_whole_at_both_ends() -> None:
    """One text, one answer, with totals that agree, at another speed and rate too."""
    for settings in (
        Settings(voice_id=1071),
        Settings(voice_id=1071, speed=1.2),
        Settings(voice_id=1072, output_format="ulaw_8000"),
        Settings(voice_id=1072, sample_rate=44100, speed=0.8),
    ):
        joined = Joined(RequestRules("One text, spoken once.", settings), requests())
        joined.run()
        (end,) = joined.ends()
        assert end.fault is None
        assert joined.heard()
