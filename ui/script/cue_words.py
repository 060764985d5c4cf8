"""A Cue in a tag and in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from studio.document.cues import After, At, Cue, CutIn, Over, With
from studio.sentences import Message, sentence
from ui import quantities

CUTS_IN = sentence("ui.script.cue.cuts_in", "Cuts in {seconds} before {name} ends")
TALKS_OVER = sentence("ui.script.cue.talks_over", "Talks over the last {seconds} of {name}")
TOGETHER = sentence("ui.script.cue.together", "Starts together with {name}")
WAITS = sentence("ui.script.cue.waits", "Waits {seconds}")
AT_A_TIME = sentence("ui.script.cue.at_a_time", "Starts at {time}")


@dataclass(frozen=True, slots=True)
class CueWords:
    """An icon with a few figures for the tag, and the whole in words."""

    icon: str
    figures: str
    words: Message


def cue_words(cue: Cue, earlier: str) -> CueWords | None:
    """How `cue` reads after the Line of the Speaker named `earlier`; None when the rules decide."""
    match cue:
        case CutIn(overlap):
            seconds = quantities.seconds(overlap)
            return CueWords("cutin", seconds, CUTS_IN(seconds=seconds, name=earlier))
        case Over(overlap):
            seconds = quantities.seconds(overlap)
            return CueWords("talkover", seconds, TALKS_OVER(seconds=seconds, name=earlier))
        case With():
            return CueWords("together", "", TOGETHER(name=earlier))
        case After(int(gap)):
            seconds = quantities.seconds(gap)
            return CueWords("wait", seconds, WAITS(seconds=seconds))
        case At(start):
            time = quantities.position(start)
            return CueWords("pin", time, AT_A_TIME(time=time))
        case _:
            return None
