"""What the timeline says: its names, hints and states, and a Clip as one sentence."""

from __future__ import annotations

from studio.document.cues import At, CutIn, Over, With
from studio.document.values import LineStatus
from studio.sentences import Message, sentence
from studio.takes.line_state import LineState
from studio.timeline.values import Clip, Timeline
from ui import messages, quantities
from ui.timeline.shown import Numbered, Shown
from ui.timeline.standing import Standing

NAME = sentence("ui.timeline.name", "Timeline")
SENTENCES = sentence("ui.timeline.sentences", "Timeline as sentences")
LANES = sentence("ui.timeline.lanes", "Lanes")
RULER = sentence("ui.timeline.ruler", "Ruler")
OVERVIEW = sentence("ui.timeline.overview", "Overview of the whole piece")
EMPTY = sentence("ui.timeline.empty", "Lines appear here as you write")
READING = sentence("ui.timeline.reading", "Reading {count} takes")
RENAME_MARKER = sentence("ui.timeline.rename_marker", "Rename the marker…")
REMOVE_MARKER = sentence("ui.timeline.remove_marker", "Remove the marker")
MUTED = sentence("ui.timeline.muted", "Muted")
SOLO = sentence("ui.timeline.solo", "Solo")
MUTE = sentence("ui.timeline.mute", "Mute {name}")
SOLO_LANE = sentence("ui.timeline.solo_lane", "Solo {name}")
MUTE_KEY = sentence("ui.timeline.mute_key", "Mute {name} (Shift+U)")
SOLO_KEY = sentence("ui.timeline.solo_key", "Solo {name} (Shift+S)")
GAIN = sentence("ui.timeline.gain", "Gain of {name}")
GAIN_IS = sentence("ui.timeline.gain_is", "Gain of {name}: {gain}")
ZOOM = sentence("ui.timeline.zoom", "Time zoom")
ZOOM_IN = sentence("ui.timeline.zoom_in", "Zoom in (+)")
ZOOM_OUT = sentence("ui.timeline.zoom_out", "Zoom out (-)")
SCALE = sentence("ui.timeline.scale", "{pixels} pixels per second")
DUCKED = sentence("ui.timeline.ducked", "{name}, ducked {gain} dB")
DUCK = sentence("ui.timeline.duck", "Duck")
DUCK_LANE = sentence("ui.timeline.duck_lane", "Duck {name} while somebody speaks")
MISSING_SOUND = sentence("ui.timeline.missing_sound", "{name} is not in the project.")
COMING = sentence("ui.timeline.coming", "coming, {percent} %")
_STATES = {
    LineState.MISSING: sentence("ui.timeline.state.missing", "no take"),
    LineState.QUEUED: sentence("ui.timeline.state.queued", "queued"),
    LineState.COMING: sentence("ui.timeline.state.coming", "coming"),
    LineState.DRAFT: sentence("ui.timeline.state.draft", "draft voice"),
    LineState.UNDERSTUDY: sentence("ui.timeline.state.understudy", "understudy"),
    LineState.FINAL: sentence("ui.timeline.state.ready", "ready"),
    LineState.PARTIAL: sentence("ui.timeline.state.partial", "not all of it came"),
    LineState.UNKNOWN: sentence("ui.timeline.state.unknown", "unknown whether it was made"),
    LineState.FAILED: sentence("ui.timeline.state.failed", "failed"),
}
SAYS = {
    LineState.QUEUED: sentence("ui.timeline.says.queued", "Queued"),
    LineState.FAILED: sentence("ui.timeline.says.failed", "Failed"),
}
_APPROVED = sentence("ui.timeline.state.approved", "approved")
_STALE = sentence("ui.timeline.state.stale", "changed after this take")
_LOCKED = sentence("ui.timeline.state.locked", "locked")
_MUTED_STATE = sentence("ui.timeline.state.muted", "muted")
_TAKE = sentence("ui.timeline.take", "take {take} of {takes}")
_LINE = sentence("ui.timeline.line", "Line {number}, {name}, {text}")
_STARTS_AT = sentence("ui.timeline.starts_at", "starts at {time}")
_PINNED = sentence("ui.timeline.pinned", "pinned to {time}")
_BEFORE_END = sentence("ui.timeline.before_end", "starts {seconds} before {name} ends")
_AFTER_END = sentence("ui.timeline.after_end", "starts {seconds} after {name} ends")
_TOGETHER = sentence("ui.timeline.together", "starts together with {name}")
_CUTS_OFF = sentence("ui.timeline.cuts_off", "cuts {name} off after “{word}”")
_TALKS_OVER = sentence("ui.timeline.talks_over", "talks over {name}")
_CUT_OFF = sentence("ui.timeline.cut_off", "cut off after “{word}”")
_CUT_SHORT = sentence("ui.timeline.cut_short", "cut off")
_AT = sentence("ui.timeline.at", "at {time}")


def clip_sentence(shown: Shown, clip: Clip) -> str:
    """All there is to know of a Clip: who, what, when against the one before, which Take, how long."""
    numbered = shown.numbered(clip.line)
    if numbered is None:
        return ""
    line = numbered.line
    standing = shown.standing(clip.line)
    name = shown.document.speaker(line.speaker).name
    said = [messages.say(_LINE, number=numbered.number, name=name, text=_words(line.text))]
    said += [messages.text(part) for part in _start(shown.timeline, shown, clip, numbered)]
    if clip.is_cut_off:
        cut = _CUT_OFF(word=clip.cut_after) if clip.cut_after else _CUT_SHORT()
        said.append(messages.text(cut))
    take = shown.sources.take_of(clip.line)
    if take is not None:
        said.append(messages.say(_TAKE, take=take[0], takes=take[1]))
    said.append(messages.text(_state(standing)))
    said += [messages.text(part) for part in _marks(standing, line.status)]
    if shown.is_muted(clip, line):
        said.append(messages.say(_MUTED_STATE))
    frames = clip.end_frame - clip.start_frame
    said.append(quantities.seconds(frames, is_estimated=clip.is_estimated))
    said.append(messages.say(_AT, time=quantities.position(clip.start_frame)))
    return ", ".join(said) + "."


def _state(standing: Standing) -> Message:
    if standing.state is LineState.COMING and standing.arrived:
        return COMING(percent=round(standing.arrived * 100))
    return _STATES[standing.state]()


def _marks(standing: Standing, status: LineStatus) -> list[Message]:
    marks = []
    if standing.is_stale:
        marks.append(_STALE())
    if status is LineStatus.APPROVED:
        marks.append(_APPROVED())
    if status is LineStatus.LOCKED:
        marks.append(_LOCKED())
    return marks


def _start(timeline: Timeline, shown: Shown, clip: Clip, numbered: Numbered) -> list[Message]:
    """When it starts, against the Line before it where there is one."""
    cue, earlier = numbered.line.cue, numbered.earlier
    if isinstance(cue, At):
        return [_PINNED(time=quantities.position(cue.start_frame))]
    before = earlier_clip(shown, clip)
    if earlier is None or before is None:
        return [_STARTS_AT(time=quantities.position(clip.start_frame))]
    name = earlier.name
    overlap = before.uncut_end_frame - clip.start_frame
    match cue:
        case With():
            return [_TOGETHER(name=name)]
        case CutIn():
            parts = [_BEFORE_END(seconds=quantities.seconds(overlap), name=name)]
            if before.cut_after:
                parts.append(_CUTS_OFF(name=name, word=before.cut_after))
            return parts
        case Over():
            seconds = quantities.seconds(overlap)
            return [_BEFORE_END(seconds=seconds, name=name), _TALKS_OVER(name=name)]
        case _:
            gap = max(0, -overlap)
            return [_AFTER_END(seconds=quantities.seconds(gap), name=name)]


def earlier_clip(shown: Shown, clip: Clip) -> Clip | None:
    """The Clip of the nearest spoken Line before."""
    lines = shown.document.lines
    place = lines.place(clip.line) or 0
    for at in range(place - 1, max(-1, place - 9), -1):
        found = shown.timeline.placed.of(lines[at].id)
        if found is not None:
            return found
    return None


def _words(text: str) -> str:
    return text.replace("\n", " ").strip().rstrip(".")


def scale_words(pixels_per_second: float) -> str:
    digits = f"{pixels_per_second:.0f}" if pixels_per_second >= 10 else f"{pixels_per_second:.2g}"
    return messages.say(SCALE, pixels=messages.with_decimal_point(digits))


def short(number: float) -> str:
    """`9` or `9.5`, as the language in use writes it."""
    return messages.with_decimal_point(f"{number:.1f}".removesuffix(".0"))
