"""What the rules of the three endpoints have in common, and how a connection drives them.

Rules are plain objects: messages and sound go in, messages come out, and no socket, clock or task is
known. After each call the connection first takes `speeches_to_silence`, then `pieces_to_speak`,
then `messages_to_send`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from studio.server.pieces import PieceWanted
from studio.server.speech import Speech
from studio.server.speech_settings import Refusal
from studio.server.worker_pipe import Sound, Spoken
from studio.wire import codes
from studio.wire.messages import ClientMessage, ErrorReport, ServerMessage

UNSPOKEN_CHARACTERS = 500_000
"""What one connection may have waiting to be spoken."""


class Rules(Protocol):
    """One endpoint's side of one connection."""

    outgoing: Outgoing

    def receive(self, message: ClientMessage, now: float) -> None: ...
    def heard(self, speech: Speech, piece: PieceWanted, sound: Sound, now: float) -> None: ...
    def ended(
        self, speech: Speech, piece: PieceWanted, report: Spoken | Refusal, now: float
    ) -> None: ...
    def tick(self, now: float) -> None: ...
    def deadline(self) -> float | None: ...

    @property
    def is_busy(self) -> bool:
        """Whether something admitted is still to be spoken."""
        ...

    @property
    def is_over(self) -> bool:
        """Whether the connection is to be closed once everything is sent."""
        ...


class Outgoing:
    """What the rules want done, in the order it is to be done."""

    def __init__(self) -> None:
        self._messages: list[tuple[ServerMessage, Speech | None]] = []
        self._pieces: list[tuple[Speech, PieceWanted]] = []
        self._silenced: list[Speech] = []

    def say(self, message: ServerMessage) -> None:
        self._messages.append((message, None))

    def tell_of(self, speech: Speech) -> None:
        """Send what `speech` has to tell, and let the engines have its next pieces."""
        while (wanted := speech.next_piece()) is not None:
            self._pieces.append((speech, wanted))
        if speech.messages:
            self._messages += [(message, speech) for message in speech.messages]
            speech.messages.clear()

    def silence(self, speech: Speech) -> None:
        """Nothing more of `speech` may reach the client."""
        speech.messages.clear()
        self._silenced.append(speech)
        self._pieces = [entry for entry in self._pieces if entry[0] is not speech]
        self._messages = [entry for entry in self._messages if entry[1] is not speech]

    def speeches_to_silence(self) -> list[Speech]:
        taken, self._silenced = self._silenced, []
        return taken

    def pieces_to_speak(self) -> list[tuple[Speech, PieceWanted]]:
        taken, self._pieces = self._pieces, []
        return taken

    def messages_to_send(self) -> list[tuple[ServerMessage, Speech | None]]:
        """Each with the speech it belongs to; without one it is sent whatever becomes of speeches."""
        taken, self._messages = self._messages, []
        return taken


def error_report(refusal: Refusal, context_id: str | None = None) -> ErrorReport:
    return ErrorReport(refusal.text, refusal.code, refusal.status, context_id)


def too_much_waiting() -> Refusal:
    return Refusal(
        codes.VALIDATION_ERROR,
        f"more than {UNSPOKEN_CHARACTERS} characters are waiting to be spoken",
        codes.TEXT_TOO_LONG,
    )


def earliest(deadlines: Iterable[float | None]) -> float | None:
    return min((deadline for deadline in deadlines if deadline is not None), default=None)
