"""What a voice is told while somebody types."""

from __future__ import annotations

from ui.typing_orders import Orders, after_a_pause, at_the_end, while_typing


def test_a_sentence_is_given_once_it_is_whole() -> None:
    """Letters wait for the end of their sentence; nothing is said twice."""
    assert while_typing("", "It is la") == Orders("", False, "")
    first = while_typing("", "It is late. And")
    assert first == Orders("It is late. ", False, "It is late.")
    assert while_typing(first.given, "It is late. And da") == Orders("", False, "It is late.")
    assert while_typing("", "Pi is 3.14 or so") == Orders("", False, "")


def test_a_letter_taken_back_costs_nothing_before_the_end() -> None:
    """What was not given yet may change as often as one likes."""
    given = while_typing("", "It is late. And drk").given
    assert while_typing(given, "It is late. And dark") == Orders("", False, given)


def test_words_that_were_given_and_change_are_said_anew() -> None:
    """From the sentence on in which something is other; what comes of the old is silenced."""
    given = "It is late. It is dark."
    orders = while_typing(given, "It is late. It is bright. ")
    assert orders == Orders("It is bright. ", True, "It is late. It is bright.")
    assert while_typing(given, "") == Orders("", True, "")


def test_a_pause_ends_a_sentence_that_has_its_mark() -> None:
    """Without a mark it may go on."""
    assert after_a_pause("", "It is late.") == Orders("It is late. ", False, "It is late.")
    assert after_a_pause("", "It is late") == Orders("", False, "")


def test_enter_says_the_rest_and_then_all_again() -> None:
    """With nothing left, the whole text is wanted once more."""
    assert at_the_end("It is late.", "It is late. So") == Orders("So ", False, "It is late. So")
    assert at_the_end("It is late.", "It is late.") == Orders("It is late. ", True, "It is late.")
