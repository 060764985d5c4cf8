"""What the line at the foot of the window says, from what the Studio knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from studio.scheduling.budget import Budget
from studio.scheduling.spent import Spent
from studio.sentences import Message, sentence
from studio.standing.queue import QueueRow, QueueState
from studio.standing.service import ServiceStanding
from studio.studio import Studio
from ui import messages, money_words, quantities

LOCAL_VOICES = sentence("ui.status_words.local_voices", "Local voices: free, offline")
HOW_TO_CONNECT = sentence(
    "ui.status_words.how_to_connect",
    "No voice service is set up. Press to enter the key of one; drafts need none.",
)
CONNECTED = sentence("ui.status_words.connected", "Connected · {contexts}")
SET_UP = sentence("ui.status_words.set_up", "Voice service · {contexts}")
CONTEXTS = sentence("ui.status_words.contexts", "{count} of {most} contexts")
SPEAKS_WITH = sentence("ui.status_words.speaks_with", "Final voices are spoken by {host}.")
NOT_REACHED = sentence("ui.status_words.not_reached", "No connection, draft voices are used")
QUEUED = sentence("ui.status_words.queued", "{count} in queue, {seconds} of speech")
PAUSED = sentence("ui.status_words.paused", "Paused, {count} in queue")
FAILED = sentence("ui.status_words.failed", "{count} failed")
TODAY = sentence("ui.status_words.today", "{amount} today")
OF_LIMIT = sentence("ui.status_words.of_limit", "{amount} of {limit} today")
IN_PROJECT = sentence("ui.status_words.in_project", "{amount} in this project.")
PROJECT_LIMIT = sentence("ui.status_words.project_limit", "At most {limit} in this project.")
NOT_REPORTED = sentence(
    "ui.status_words.not_reported", "Of some takes the service did not report the price."
)
NO_LINES = sentence("ui.status_words.no_lines", "No lines")
ALL_READY = sentence(
    "ui.status_words.all_ready", "{lines:The|All} {lines} {lines:line|lines} can be heard"
)
SOME_READY = sentence(
    "ui.status_words.some_ready", "{ready} of {lines} {lines:line|lines} can be heard"
)
SOME_FAILED = sentence(
    "ui.status_words.some_failed",
    "{ready} of {lines} {lines:line|lines} can be heard, {failed} failed",
)


@dataclass(frozen=True, slots=True)
class Said:
    """Words for one place, what its tooltip adds, and whether it is trouble."""

    words: str
    more: str = ""
    is_trouble: bool = False
    icon: str = ""


def voices_said(local_trouble: Message | None, service: ServiceStanding) -> Said:
    """Where the voices come from, or why nothing can be spoken."""
    if local_trouble is not None:
        return Said(messages.text(local_trouble), is_trouble=True)
    if service.name is None:
        return Said(messages.say(LOCAL_VOICES), messages.say(HOW_TO_CONNECT), icon="chip")
    if service.trouble is not None:
        trouble = messages.text(service.trouble)
        return Said(messages.say(NOT_REACHED), trouble, is_trouble=True)
    contexts = messages.say(CONTEXTS, count=service.contexts, most=service.most_contexts)
    words = messages.say(CONNECTED if service.contexts else SET_UP, contexts=contexts)
    return Said(words, messages.say(SPEAKS_WITH, host=service.name), icon="cloud")


def queue_said(rows: Sequence[QueueRow], *, is_paused: bool) -> Said:
    """How much is being made and waits to be; nothing when nothing is."""
    failed = sum(row.state is QueueState.FAILED for row in rows)
    count = len(rows) - failed
    more = messages.say(FAILED, count=failed) if failed else ""
    if not rows:
        return Said("")
    if is_paused:
        return Said(messages.say(PAUSED, count=count), more)
    if not count:
        return Said(more, is_trouble=True)
    waiting = (row for row in rows if row.state is not QueueState.FAILED)
    seconds = sum(max(0.0, row.expected_seconds - row.arrived_seconds) for row in waiting)
    length = quantities.short_seconds(seconds)
    return Said(messages.say(QUEUED, count=count, seconds=length), more)


def money_said(spent: Spent, budget: Budget) -> Said:
    """What was spent today, of how much; nothing while all of it was free."""
    day, project = spent.day, spent.project
    if not (day.seconds or project.seconds or budget.limits_something):
        return Said("")
    currency = day.currency or project.currency
    today = money_words.money(day.cost, currency)
    if budget.day is None:
        words = messages.say(TODAY, amount=today)
    else:
        limit = money_words.money(budget.day, currency or "EUR")
        words = messages.say(OF_LIMIT, amount=today, limit=limit)
    more = [messages.say(IN_PROJECT, amount=money_words.money(project.cost, currency))]
    if budget.project is not None:
        limit = money_words.money(budget.project, currency or "EUR")
        more.append(messages.say(PROJECT_LIMIT, limit=limit))
    if day.unpriced_seconds or project.unpriced_seconds:
        more.append(messages.say(NOT_REPORTED))
    is_over = budget.day is not None and day.cost >= budget.day
    return Said(words, " ".join(more), is_trouble=is_over)


def output_words(description: Message | None) -> str:
    return "" if description is None else messages.text(description)


def ready_words(studio: Studio) -> str:
    """How many Lines can be heard as they are written now."""
    lines = len(studio.document.lines)
    ready, failed = studio.takes.heard_count(), studio.takes.failed_count()
    if not lines:
        return messages.say(NO_LINES)
    if failed:
        return messages.say(SOME_FAILED, ready=ready, lines=lines, failed=failed)
    if ready == lines:
        return messages.say(ALL_READY, lines=ready)
    return messages.say(SOME_READY, ready=ready, lines=lines)
