"""The values of the inspector, read from the Studio. Knows no widget."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from studio.document.initials import initials_of
from studio.document.values import Document, Line, LineId, LineStatus
from studio.frames import PROJECT_RATE, TAKE_RATE
from studio.sentences import Sentence, sentence
from studio.standing.money import PriceKind
from studio.standing.takes import TakeInfo, TakeState
from studio.studio import Studio
from ui import messages, money_words, quantities
from ui.delivery_scales import SCALES
from ui.inspector.cue_showing import cue_shown
from ui.inspector.values import DeliveryValue, LeftOut, OneLine, SentShown, Shown, TakeShown
from ui.line_states import look_of

SEVERAL_LINES = sentence(
    "ui.inspector.several_lines",
    "{lines} {lines:line|lines}, {speakers} {speakers:speaker|speakers}",
)
ONE_SPEAKER = sentence("ui.inspector.one_speaker", "{lines} {lines:line|lines}, {name}")
RETAKE_FIRST = sentence(
    "ui.inspector.retake_first", "The line changed after this take. Make a retake first."
)
COUNT = sentence("ui.inspector.count", "{count} takes")
ONE = sentence("ui.inspector.one_take", "1 take")
COST = sentence("ui.inspector.with_cost", "{takes} · {cost}")
ON_SHELF = sentence("ui.inspector.on_shelf", "{takes} · {count} on the shelf")
NEXT = sentence("ui.inspector.next", "next {price}")
FREE = sentence("ui.inspector.free", "free")
TAKE = sentence("ui.inspector.take_words", "Take {number}, {voice}, {length}, {state}")
IN_USE = sentence("ui.inspector.in_use", "in use")
PINNED = sentence("ui.inspector.pinned", "pinned")
DRAFT_VOICE = sentence("ui.inspector.draft_voice", "draft voice")
FINAL_VOICE = sentence("ui.inspector.final_voice", "final voice")
DIRECTION = sentence("ui.inspector.sent.direction", "A direction is for people only.")
NO_TAG = sentence("ui.inspector.sent.tag", "No voice understands this tag.")
MADE_WITH = sentence(
    "ui.inspector.made_of",
    "Voice {voice} of {service}\nModel {model}\nSpeed {speed}, expressiveness {expressiveness},"
    " variation {variation}\nMade {date}\nTake {key}",
)
NOT_SAID = sentence("ui.inspector.not_said", "as usual")

_STATES: dict[TakeState, Sentence] = {
    TakeState.READY: sentence("ui.inspector.state.ready", "ready"),
    TakeState.COMING: sentence("ui.inspector.state.coming", "coming"),
    TakeState.QUEUED: sentence("ui.inspector.state.queued", "queued"),
    TakeState.PARTIAL: sentence("ui.inspector.state.partial", "incomplete"),
    TakeState.END_NOT_CONFIRMED: sentence("ui.inspector.state.not_confirmed", "not confirmed"),
    TakeState.UNKNOWN: sentence("ui.inspector.state.unknown", "may be charged"),
    TakeState.FAILED: sentence("ui.inspector.state.failed", "failed"),
    TakeState.GONE: sentence("ui.inspector.state.gone", "not here any more"),
}


def shown_of(studio: Studio, ids: Sequence[LineId]) -> Shown | None:
    """What is to be shown of these Lines; None when none of them is there."""
    document = studio.document
    lines = [line for id in ids if (line := document.lines.get(id)) is not None]
    if not lines:
        return None
    common = _common(line.status for line in lines)
    cue = cue_shown(document, studio.timeline, lines)
    delivery = tuple(_delivery(document, lines, field) for field in SCALES)
    found = tuple(line.id for line in lines)
    if len(lines) > 1:
        title = _title_of_several(document, lines)
        return Shown(found, title, "", 0, "", "", "", "text2", common, cue, delivery, None)
    line = lines[0]
    speaker = document.speaker(line.speaker)
    names = [each.name for each in document.cast]
    initials = initials_of(names)[document.cast.index(speaker)]
    number = (document.lines.place(line.id) or 0) + 1
    icon, word, token = _state(studio, line)
    is_stale = studio.takes.stale_because(line.id) is not None
    can_not = messages.say(RETAKE_FIRST) if is_stale and line.status is LineStatus.DRAFT else ""
    one = OneLine(
        takes := takes_shown(studio, line.id),
        _counts(studio, line.id, takes),
        _next_price(studio, line.id),
        _sent(studio, line),
        line.notes,
        _made_with(studio, line.id),
    )
    return Shown(
        found, speaker.name, initials, speaker.colour, str(number), icon, word, token,
        line.status, cue, delivery, one, can_not,
    )  # fmt: skip


def takes_shown(studio: Studio, line: LineId) -> tuple[TakeShown, ...]:
    """Newest first; what is not made yet is newer than all that is. Discarded ones are not shown."""
    infos = in_order(studio, line)
    shown = [_take(info, number) for number, info in enumerate(infos, start=1)]
    kept = [
        take
        for take, info in zip(shown, infos, strict=True)
        if info.is_heard or info.mark is None or not info.mark.is_discarded
    ]
    return tuple(reversed(kept))


def in_order(studio: Studio, line: LineId) -> list[TakeInfo]:
    """All Takes, the oldest first."""
    return sorted(
        studio.takes.of(line),
        key=lambda info: (info.made_at or "9", info.recipe.retake if info.recipe else 0),
    )


def _take(info: TakeInfo, number: int) -> TakeShown:
    length = quantities.short_seconds(info.length_samples / TAKE_RATE)
    mark = info.mark
    remark = "" if mark is None else mark.remark or "★" * mark.rating
    price = "" if info.cost is None else money_words.money(info.cost, info.currency)
    voice = messages.say(FINAL_VOICE if info.is_paid else DRAFT_VOICE)
    state = messages.say(_STATES[info.state])
    said = [messages.say(TAKE, number=number, voice=voice, length=length, state=state)]
    said += [remark, price]
    said += [messages.say(IN_USE)] if info.is_heard else []
    said += [messages.say(PINNED)] if info.is_pinned else []
    return TakeShown(
        info.key,
        number,
        info.state,
        not info.is_paid,
        info.is_heard,
        info.is_pinned,
        length if info.length_samples else "",
        remark,
        price,
        0 if mark is None else mark.rating,
        state if info.problem is None else messages.text(info.problem),
        ", ".join(each for each in said if each),
    )


def _counts(studio: Studio, line: LineId, takes: Sequence[TakeShown]) -> str:
    infos = studio.takes.of(line)
    words = messages.say(ONE) if len(takes) == 1 else messages.say(COUNT, count=len(takes))
    if shelved := len(infos) - len(takes):
        words = messages.say(ON_SHELF, takes=words, count=shelved)
    cost = sum(info.cost or 0 for info in infos)
    currency = next((info.currency for info in infos if info.currency), "")
    if cost:
        words = messages.say(COST, takes=words, cost=money_words.money(cost, currency))
    return words if infos else ""


def _next_price(studio: Studio, line: LineId) -> str:
    price = studio.money.price_of(line)
    if price.kind is PriceKind.FREE:
        return messages.say(FREE)
    if price.cost is None:
        return ""
    return messages.say(NEXT, price=money_words.about(price.cost, price.currency))


def _state(studio: Studio, line: Line) -> tuple[str, str, str]:
    """Glyph, word and colour."""
    because = studio.takes.stale_because(line.id)
    is_muted = line.is_muted or studio.document.speaker(line.speaker).lane.is_muted
    look = look_of(studio.state_of(line.id), line.status, because, is_muted=is_muted)
    return look.glyph, messages.say(look.word), look.token


def _delivery(document: Document, lines: Sequence[Line], field: str) -> DeliveryValue:
    usual = SCALES[field].usual
    values = {
        usual if (value := getattr(document.delivery_of(line), field)) is None else value
        for line in lines
    }
    is_own = any(getattr(line.delivery, field) is not None for line in lines)
    return DeliveryValue(field, values.pop() if len(values) == 1 else None, is_own)


def _sent(studio: Studio, line: Line) -> SentShown:
    sent = studio.takes.sent_text(line.id)
    if sent is None:
        return SentShown("", (), "")
    left_out = [LeftOut(f"[{each}]", messages.say(DIRECTION)) for each in sent.stripped_directions]
    left_out += [LeftOut(each, messages.say(NO_TAG)) for each in sent.ignored_tags]
    left_out += [LeftOut(entry.written, str(error)) for entry, error in sent.failed]
    differs = line.spoken is not None and line.spoken != line.text
    return SentShown(
        sent.spoken if sent.has_words else "", tuple(left_out), sent.shown if differs else ""
    )


def _made_with(studio: Studio, line: LineId) -> str:
    heard = next((info for info in studio.takes.of(line) if info.is_heard), None)
    if heard is None or heard.recipe is None:
        return ""
    recipe, usual = heard.recipe, messages.say(NOT_SAID)
    values = {
        field: usual
        if (value := getattr(recipe.delivery, field)) is None
        else messages.with_decimal_point(f"{value:.2f}")
        for field in SCALES
    }
    return messages.say(
        MADE_WITH,
        voice=recipe.voice_id,
        service=recipe.service,
        model=recipe.model or usual,
        date=heard.made_at.replace("T", " ")[:16],
        key=heard.key[:12],
        **values,
    )


def _title_of_several(document: Document, lines: Sequence[Line]) -> str:
    speakers = {line.speaker for line in lines}
    if len(speakers) == 1:
        name = document.speaker(speakers.pop()).name
        return messages.say(ONE_SPEAKER, lines=len(lines), name=name)
    return messages.say(SEVERAL_LINES, lines=len(lines), speakers=len(speakers))


def _common(values: Iterable[LineStatus]) -> LineStatus | None:
    different = set(values)
    return different.pop() if len(different) == 1 else None


def length_frames(samples: int) -> int:
    """A length of a Take at the project rate."""
    return samples * PROJECT_RATE // TAKE_RATE
