"""The casting wall in words and numbers: what the Studio knows of each Voice, as the wall shows it.

Knows no widget.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from studio.document.initials import initials_of
from studio.document.values import Document, SpeakerId, Voice
from studio.frames import TAKE_RATE
from studio.scheduling.casting_wall import Place
from studio.sentences import Message, Sentence, sentence
from studio.standing.money import LinePrice, PriceKind
from studio.standing.service import VoiceInfo
from studio.takes.voice_print import Difference
from studio.takes.voice_sound import Colour, Pace, VoiceSound
from ui import messages, money_words, quantities
from ui.casting_wall.values import (
    DetailShown,
    DistanceShown,
    ListedShown,
    TileShown,
    TileState,
)
from ui.casting_wall.wall import KEYS, Wall

VOICE = sentence("ui.wall_showing.voice", "Voice {letter}")
READY = sentence("ui.wall_showing.ready", "Ready · {length}")
ARRIVING = sentence("ui.wall_showing.arriving", "Arriving {length}")
WAITING = sentence("ui.wall_showing.waiting", "Waiting")
STOPPED = sentence("ui.wall_showing.stopped", "Not asked for")
MAY_BE_CHARGED = sentence("ui.wall_showing.may_be_charged", "May have been charged")
PLAYABLE = sentence("ui.wall_showing.playable", "Playable now")
NEXT = sentence("ui.wall_showing.next", "Next in line")
NOT_CHARGED = sentence("ui.wall_showing.not_charged", "Nothing was charged")
ASK_AGAIN = sentence("ui.wall_showing.ask_again", "Asking again may be charged")
FREE = sentence("ui.wall_showing.free", "free")
NOT_REPORTED = sentence("ui.wall_showing.not_reported", "not reported")
ABOUT = sentence("ui.wall_showing.about", "~{price}")
TILE = sentence("ui.wall_showing.tile", "{name}, key {key}, {state}")
KEPT = sentence("ui.wall_showing.kept", "kept")
REJECTED = sentence("ui.wall_showing.rejected", "rejected")
HIDDEN = sentence(
    "ui.wall_showing.hidden", "Name and details stay hidden until you choose, or press B to reveal."
)
NOT_HEARD = sentence("ui.wall_showing.not_heard", "Shown once the voice has spoken.")
NO_OTHERS = sentence(
    "ui.wall_showing.no_others", "No other voice of this scene has been heard yet."
)
CLEAR = sentence("ui.wall_showing.clear", "Clearly apart")
SOME = sentence("ui.wall_showing.some", "Some distance")
CLOSE = sentence("ui.wall_showing.close", "Close: may be hard to tell apart")
COUNTS = sentence("ui.wall_showing.counts", "{kept} kept, {rejected} rejected")

COLOURS: Mapping[Colour, Sentence] = {
    Colour.LOW: sentence("ui.wall_showing.low", "low"),
    Colour.HIGH: sentence("ui.wall_showing.high", "high"),
    Colour.DARK: sentence("ui.wall_showing.dark", "dark"),
    Colour.WARM: sentence("ui.wall_showing.warm", "warm"),
    Colour.BRIGHT: sentence("ui.wall_showing.bright", "bright"),
    Colour.PLAIN: sentence("ui.wall_showing.plain", "plain"),
}
PACES: Mapping[Pace, Sentence] = {
    Pace.SLOW: sentence("ui.wall_showing.slow", "slow"),
    Pace.EVEN: sentence("ui.wall_showing.even", "even"),
    Pace.QUICK: sentence("ui.wall_showing.quick", "quick"),
}
SOUND = sentence("ui.wall_showing.sound", "{colour}, {pace}")

_SOME_DISTANCE, _FULL_BAR = 2.0, 6.0


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one Voice: where its Take stands, and what it costs."""

    place: Place
    price: LinePrice
    seconds: float
    is_asked: bool


def tiles_shown(
    wall: Wall,
    standings: Mapping[Voice, Standing],
    embedded: str,
    playing: Voice | None,
    trouble: Message | None = None,
) -> tuple[TileShown, ...]:
    """In their order; `trouble` says why nothing is made at present."""
    shown = [info for info in wall.shown if info.voice in standings]
    longest = max((standings[info.voice].seconds for info in shown), default=1.0) or 1.0
    return tuple(
        _tile(wall, info, KEYS[at], standings[info.voice], longest, embedded, playing, trouble)
        for at, info in enumerate(shown)
    )


def name_of(wall: Wall, info: VoiceInfo) -> str:
    """As far as it may be known."""
    if wall.is_blind:
        return messages.say(VOICE, letter=wall.letter_of(info.voice))
    return info.voice.name


def short_name_of(wall: Wall, voice: Voice) -> str:
    """What stands on the buttons: the letter alone where it is blind."""
    return wall.letter_of(voice) if wall.is_blind else voice.name


def detail_shown(
    wall: Wall, standings: Mapping[Voice, Standing], document: Document
) -> DetailShown | None:
    """Of the current Voice."""
    info = next((each for each in wall.voices if each.voice == wall.current), None)
    if info is None:
        return None
    words = messages.say(HIDDEN) if wall.is_blind else _said_of(info)
    standing = standings.get(info.voice)
    heard = None if standing is None else standing.place.heard
    distances = () if heard is None else distances_shown(document, heard.differences)
    nothing = "" if distances else messages.say(NOT_HEARD if heard is None else NO_OTHERS)
    return DetailShown(name_of(wall, info), words, distances, nothing)


def distances_shown(
    document: Document, differences: Mapping[SpeakerId, Difference]
) -> tuple[DistanceShown, ...]:
    """From each other voice, in the order of the Cast."""
    initials = initials_of([speaker.name for speaker in document.cast])
    return tuple(
        distance_shown(speaker.name, letters, speaker.colour, differences[speaker.id])
        for speaker, letters in zip(document.cast, initials, strict=True)
        if speaker.id in differences
    )


def short_list_shown(wall: Wall, tiles: Sequence[TileShown]) -> tuple[ListedShown, ...]:
    by_voice = {tile.voice: tile for tile in tiles}
    return tuple(
        ListedShown(voice, tile.key, tile.name, tile.take)
        for voice in wall.kept
        if (tile := by_voice.get(voice)) is not None
    )


def counts_shown(wall: Wall) -> str:
    return messages.say(COUNTS, kept=len(wall.kept), rejected=len(wall.rejected))


def price_words(price: LinePrice, *, has_failed: bool = False) -> str:
    if price.kind is PriceKind.FREE:
        return messages.say(FREE)
    if price.kind is PriceKind.NOT_REPORTED:
        return messages.say(NOT_REPORTED)
    if has_failed:
        return money_words.money(0, price.currency)
    if price.cost is None:
        return ""
    said = money_words.money(price.cost, price.currency)
    return messages.say(ABOUT, price=said) if price.kind is PriceKind.ESTIMATE else said


def sound_words(sound: VoiceSound | None) -> str:
    if sound is None:
        return ""
    colour, pace = messages.say(COLOURS[sound.colour]), messages.say(PACES[sound.pace])
    return messages.say(SOUND, colour=colour, pace=pace)


def _tile(
    wall: Wall,
    info: VoiceInfo,
    key: str,
    standing: Standing,
    longest: float,
    embedded: str,
    playing: Voice | None,
    trouble: Message | None,
) -> TileShown:
    voice, place = info.voice, standing.place
    state = _state(standing)
    words, sound = _words(state, standing, trouble)
    name = name_of(wall, info)
    part = min(1.0, standing.seconds / longest)
    arrived = 1.0
    if state is TileState.COMING:
        arrived = min(0.97, place.arrived_samples / TAKE_RATE / max(standing.seconds, 0.1))
    price = price_words(standing.price, has_failed=state is TileState.FAILED)
    said = [messages.say(TILE, name=name, key=key, state=words), price, sound]
    said += [messages.say(KEPT)] if voice in wall.kept else []
    said += [messages.say(REJECTED)] if voice in wall.rejected else []
    return TileShown(
        voice, key, name, voice.service == embedded, place.want.key, state, words, price, sound,
        part, arrived, voice in wall.kept, voice in wall.rejected, voice == wall.current,
        voice == playing, ", ".join(each for each in said if each),
    )  # fmt: skip


def _state(standing: Standing) -> TileState:
    place = standing.place
    if place.heard is not None:
        return TileState.READY
    if place.is_coming:
        return TileState.COMING
    if place.needs_a_word:
        return TileState.NEEDS_A_WORD
    if place.failure is not None:
        return TileState.FAILED
    return TileState.WAITING if standing.is_asked else TileState.STOPPED


def _words(state: TileState, standing: Standing, trouble: Message | None) -> tuple[str, str]:
    """Beside the glyph, and at the foot of the tile."""
    place = standing.place
    match state:
        case TileState.READY:
            assert place.heard is not None
            length = quantities.short_seconds(standing.seconds)
            return messages.say(READY, length=length), sound_words(place.heard.sound)
        case TileState.COMING:
            length = quantities.short_seconds(place.arrived_samples / TAKE_RATE)
            return messages.say(ARRIVING, length=length), messages.say(PLAYABLE)
        case TileState.FAILED:
            assert place.failure is not None
            return messages.text(place.failure.message), messages.say(NOT_CHARGED)
        case TileState.NEEDS_A_WORD:
            return messages.say(MAY_BE_CHARGED), messages.say(ASK_AGAIN)
        case TileState.WAITING:
            waits = messages.say(NEXT) if trouble is None else messages.text(trouble)
            return messages.say(WAITING), waits
        case TileState.STOPPED:
            return messages.say(STOPPED), ""


def distance_shown(name: str, initials: str, colour: int, difference: Difference) -> DistanceShown:
    """A bar, and what it means to those who listen."""
    apart = difference.apart
    words, token = (CLEAR, "ready") if apart >= _SOME_DISTANCE else (SOME, "draft")
    if apart < 1:
        words, token = CLOSE, "stale"
    share = min(1.0, apart / _FULL_BAR)
    return DistanceShown(name, initials, colour, share, messages.say(words), token, apart < 1)


def _said_of(info: VoiceInfo) -> str:
    facts: Iterable[str] = (
        info.description,
        ", ".join(info.languages),
        ", ".join(each.replace("_", " ") for each in (info.sex, info.age) if each),
    )
    return "\n".join(each for each in facts if each)
