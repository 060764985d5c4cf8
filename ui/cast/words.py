"""What cards of the Cast, heads of Lanes and the folded Cast say of a Speaker."""

from __future__ import annotations

from studio.sentences import sentence
from ui import messages, quantities
from ui.cast.values import Card, Pattern, seconds_of

FINAL_VOICE = sentence("ui.cast.final_voice", "Final voice of {name}: {voice}")
NO_FINAL = sentence("ui.cast.no_final", "Draft only")
READY = sentence("ui.cast.ready", "{seconds} ready")
NOTHING_AHEAD = sentence("ui.cast.nothing_ahead", "nothing ahead")
RUNWAY_TIP = sentence(
    "ui.cast.runway_tip",
    "{name}: {final} final, {draft} draft, {coming} coming, {nothing} without a take",
)
CARD = sentence("ui.cast.card", "{name}, {lines} {lines:line|lines}, {context}, {ready}")


def ready_words(card: Card) -> str:
    if card.ready_seconds is None:
        return messages.say(NOTHING_AHEAD)
    return messages.say(READY, seconds=quantities.short_seconds(card.ready_seconds))


def runway_words(card: Card) -> str:
    parts = {
        name: quantities.short_seconds(seconds_of(card.runway, pattern))
        for name, pattern in (
            ("final", Pattern.FINAL),
            ("draft", Pattern.DRAFT),
            ("coming", Pattern.COMING),
            ("nothing", Pattern.NOTHING),
        )
    }
    return messages.say(RUNWAY_TIP, name=card.speaker.name, **parts)


def card_words(card: Card, context: str) -> str:
    """All of it for those who hear it; `context` says how that stands."""
    return messages.say(
        CARD, name=card.speaker.name, lines=card.lines, context=context, ready=ready_words(card)
    )
