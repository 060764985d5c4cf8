"""What an export says of itself: how far it is, what it wrote, or why it did not."""

from __future__ import annotations

from studio.sentences import Sentence, sentence
from studio.standing.exporting import ExportOutcome, ExportProgress
from ui import messages, quantities
from ui.export.jobs import ExportJob

DONE = sentence("ui.export.done", "{count} {count:file|files} written, {size} MB.")
DONE_UNFINISHED = sentence(
    "ui.export.done_unfinished",
    "{count} {count:line was|lines were} not as {count:it is|they are} meant to be.",
)
OBSOLETE = sentence("ui.export.obsolete", "No longer needed there: {names}")
LEFT = sentence("ui.export.left", "{doing}, {time} left")
BEGINS = sentence("ui.export.begins", "Begins …")

_MB = 1e6


def job_words(job: ExportJob) -> str:
    """How it stands, in a few words."""
    if job.failure is not None:
        return messages.text(job.failure)
    if job.outcome is not None:
        return files_words(DONE, len(job.outcome.files), job.outcome.bytes)
    return messages.say(BEGINS) if job.progress is None else progress_words(job.progress)


def progress_words(progress: ExportProgress) -> str:
    doing = messages.text(progress.doing)
    if progress.seconds_left is None:
        return doing
    return messages.say(LEFT, doing=doing, time=quantities.short_seconds(progress.seconds_left))


def outcome_words(outcome: ExportOutcome) -> str:
    """All there is to say about what was written, row by row."""
    said = [files_words(DONE, len(outcome.files), outcome.bytes)]
    if outcome.unfinished:
        said.append(messages.say(DONE_UNFINISHED, count=outcome.unfinished))
    said += [messages.text(each) for each in outcome.warnings]
    if outcome.obsolete:
        said.append(messages.say(OBSOLETE, names=", ".join(outcome.obsolete)))
    return "\n".join(said)


def files_words(words: Sentence, count: int, size: int) -> str:
    megabytes = messages.with_decimal_point(f"{size / _MB:.1f}")
    return messages.say(words, count=count, size=megabytes)
