"""What the foot of the window says of voices, queue and money."""

from __future__ import annotations

from studio.document.values import LineId
from studio.scheduling.budget import Budget
from studio.scheduling.ledger import Total
from studio.scheduling.spent import Spent
from studio.sentences import Sentence
from studio.standing.queue import QueueRow, QueueState
from studio.standing.service import ServiceStanding
from studio.takes.recipe import TakeKey
from studio.takes.request_record import Purpose
from ui.status_words import money_said, queue_said, voices_said

_WHY = Sentence("test.why", "The network is away.")()


def _row(state: QueueState, seconds: float = 2.0) -> QueueRow:
    key = TakeKey("key")
    return QueueRow(LineId("a"), key, Purpose.SCENE, False, state, seconds, seconds / 4)


def test_where_voices_come_from() -> None:
    """Local voices without a key, a host with its contexts, and why not."""
    assert voices_said(None, ServiceStanding()).words == "Local voices: free, offline"
    there = ServiceStanding("voices.example", True, contexts=3, most_contexts=20)
    assert voices_said(None, there).words == "Connected · 3 of 20 contexts"
    assert "voices.example" in voices_said(None, there).more
    away = ServiceStanding("voices.example", True, trouble=_WHY)
    said = voices_said(None, away)
    assert (said.words, said.more) == (
        "No connection, draft voices are used",
        "The network is away.",
    )
    assert said.is_trouble
    assert voices_said(_WHY, there).words == "The network is away."


def test_what_is_made_is_counted() -> None:
    """What failed is told apart; without work there is nothing."""
    # two seconds each, of which half a second came; what failed is not waited for
    rows = [_row(QueueState.COMING), _row(QueueState.IN_TURN), _row(QueueState.FAILED)]
    said = queue_said(rows, is_paused=False)
    assert (said.words, said.more) == ("2 in queue, 3.0 s of speech", "1 failed")
    assert queue_said(rows, is_paused=True).words == "Paused, 2 in queue"
    assert queue_said([], is_paused=False).words == ""
    alone = queue_said(rows[2:], is_paused=False)
    assert (alone.words, alone.is_trouble) == ("1 failed", True)


def test_money_is_told_when_there_is_any() -> None:
    """The day of its limit, the project beside it; a limit that is reached is trouble."""
    assert money_said(Spent(), Budget()).words == ""
    spent = Spent(Total(10.0, 5_000, 0.0, "EUR"), Total(30.0, 21_700, 2.0, "EUR"))
    said = money_said(spent, Budget(day=200_000))
    assert said.words == "21.7 ct of €2.00 today"
    assert said.more.startswith("5.0 ct in this project.")
    assert "did not report" in said.more
    assert not said.is_trouble
    assert money_said(spent, Budget()).words == "21.7 ct today"
    assert money_said(spent, Budget(day=20_000)).is_trouble
