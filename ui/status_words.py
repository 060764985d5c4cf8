"""What the line at the foot of the window says, from what the Studio knows."""

from __future__ import annotations

from collections import Counter

from studio.sentences import Message, sentence
from studio.studio import Studio
from studio.takes.line_state import LineState
from ui import messages

LOCAL_VOICES = sentence("ui.status_words.local_voices", "Local voices: free, offline")
NO_LINES = sentence("ui.status_words.no_lines", "No lines")
ALL_READY = sentence("ui.status_words.all_ready", "All {lines} lines can be heard")
SOME_READY = sentence("ui.status_words.some_ready", "{ready} of {lines} lines can be heard")
SOME_FAILED = sentence(
    "ui.status_words.some_failed", "{ready} of {lines} lines can be heard, {failed} failed"
)


def voices_words(trouble: Message | None) -> str:
    """Where the voices come from, or why nothing can be spoken."""
    return messages.say(LOCAL_VOICES) if trouble is None else messages.text(trouble)


def output_words(description: Message | None) -> str:
    return "" if description is None else messages.text(description)


def ready_words(studio: Studio) -> str:
    """How many Lines can be heard as they are written now."""
    lines = studio.document.lines
    states = Counter(studio.state_of(line.id) for line in lines)
    ready, failed = states[LineState.DRAFT], states[LineState.FAILED]
    if not lines:
        return messages.say(NO_LINES)
    if failed:
        return messages.say(SOME_FAILED, ready=ready, lines=len(lines), failed=failed)
    if ready == len(lines):
        return messages.say(ALL_READY, lines=ready)
    return messages.say(SOME_READY, ready=ready, lines=len(lines))
