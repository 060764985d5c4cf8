"""What is shown when: a Line's words with their times, cut into rows and cues that can be read. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from studio.document.spoken_text import without_cut_mark
from studio.export.job import CaptionFile
from studio.export.material import Material, SpokenLine
from studio.frames import PROJECT_RATE, TAKE_RATE
from studio.takes.sent_text import sent_text
from studio.takes.take import SpokenWord

_GAP_FRAMES = PROJECT_RATE * 8 // 100
_SHORTEST_FRAMES = PROJECT_RATE
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？")
_CLAUSE_ENDS = (",", ";", ":", "–", "—", "、", "，")
_CUT = "–"


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    start_frame: int
    end_frame: int


@dataclass(frozen=True, slots=True)
class Cue:
    """`is_change` tells that somebody else spoke before."""

    speaker: str
    words: tuple[Word, ...]
    rows: tuple[str, ...]
    start_frame: int
    end_frame: int
    is_change: bool = False

    def within(self, start_frame: int, end_frame: int) -> Cue:
        """In the time of a sound that is heard from `start_frame` to `end_frame`."""
        return replace(
            self,
            words=tuple(
                Word(word.text, word.start_frame - start_frame, word.end_frame - start_frame)
                for word in self.words
            ),
            start_frame=max(self.start_frame, start_frame) - start_frame,
            end_frame=min(self.end_frame, end_frame) - start_frame,
        )


def cues(material: Material, lines: Iterable[SpokenLine], wish: CaptionFile) -> list[Cue]:
    """In the order of time. Cues of Lines that overlap do so too."""
    found: list[Cue] = []
    for spoken in lines:
        if spoken.clip is None or spoken.line.is_muted:
            continue
        words = heard_words(material, spoken)
        groups = [[word] for word in words] if wish.words else _groups(words, wish)
        for group in groups:
            rows = _rows([word.text for word in group], wish.row_characters)
            start, end = group[0].start_frame, group[-1].end_frame
            found.append(Cue(spoken.speaker.name, tuple(group), tuple(rows), start, end))
    found.sort(key=lambda cue: cue.start_frame)
    return list(_timed(found, wish))


def heard_words(material: Material, spoken: SpokenLine) -> list[Word]:
    """The written words with the times of the Take; those that are cut away are left out. A Line
    nobody spoke spreads its words over its time."""
    clip = spoken.clip
    assert clip is not None
    text, _ = without_cut_mark(sent_text(material.document, spoken.line).written)
    tokens = [piece for token in text.split() for piece in _pieces(token)]
    if not tokens:
        return []
    take = material.take(clip.take) if clip.take is not None else None
    ratio = PROJECT_RATE // TAKE_RATE
    if take is not None and take.words:
        origin = clip.start_frame - clip.start_sample * ratio
        times = _matched(tokens, take.words)
        timed = [
            Word(token, origin + start * ratio, origin + end * ratio)
            for token, (start, end) in zip(tokens, times, strict=True)
        ]
    else:
        timed = _spread(tokens, clip.start_frame, clip.uncut_end_frame)
    kept = [
        replace(
            word,
            start_frame=max(word.start_frame, clip.start_frame),
            end_frame=min(max(word.end_frame, word.start_frame + 1), clip.end_frame),
        )
        for word in timed
        if word.end_frame > clip.start_frame and word.start_frame < clip.end_frame
    ]
    if clip.is_cut_off and kept and len(kept) < len(timed):
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(",;:") + _CUT)
    return _with_dashes(kept)


def _with_dashes(words: Sequence[Word]) -> list[Word]:
    """A dash goes with the word before it: at the beginning of a row it would be somebody else."""
    found: list[Word] = []
    for word in words:
        if found and not word.text.strip("-–—"):
            found[-1] = Word(f"{found[-1].text} {word.text}", found[-1].start_frame, word.end_frame)
        else:
            found.append(word)
    return found


def _pieces(token: str) -> list[str]:
    """Writing without spaces is cut after a few letters."""
    letters = regex.findall(r"\X", token)
    if len(letters) <= 40:
        return [token]
    return ["".join(letters[at : at + 12]) for at in range(0, len(letters), 12)]


def _matched(tokens: Sequence[str], words: Sequence[SpokenWord]) -> list[tuple[int, int]]:
    """Word by word where there are as many; else by how far along the letters each lies."""
    if len(tokens) == len(words):
        return [(word.start_sample, word.end_sample) for word in words]
    ends = [0]
    for word in words:
        ends.append(ends[-1] + max(1, len(word.text)))

    def at(part: float) -> int:
        place = part * ends[-1]
        number = next((n for n in range(len(words)) if place <= ends[n + 1]), len(words) - 1)
        word = words[number]
        within = (place - ends[number]) / (ends[number + 1] - ends[number])
        return round(word.start_sample + within * (word.end_sample - word.start_sample))

    whole = sum(map(len, tokens))
    times, passed = [], 0
    for token in tokens:
        start = at(passed / whole)
        passed += len(token)
        times.append((start, max(start, at(passed / whole))))
    return times


def _spread(tokens: Sequence[str], start: int, end: int) -> list[Word]:
    whole = sum(map(len, tokens))
    words, passed = [], 0
    for token in tokens:
        begins = start + (end - start) * passed // whole
        passed += len(token)
        words.append(Word(token, begins, start + (end - start) * passed // whole))
    return words


def _groups(words: Sequence[Word], wish: CaptionFile) -> Iterator[list[Word]]:
    """As many words as have room, rather ending with a sentence or a clause."""
    group: list[Word] = []
    for word in words:
        texts = [each.text for each in (*group, word)]
        if group and len(_rows(texts, wish.row_characters)) > wish.rows:
            at = _break(group)
            yield group[:at]
            group = group[at:]
        group.append(word)
        room = wish.row_characters * wish.rows
        size = sum(len(each.text) + 1 for each in group)
        if word.text.endswith(_SENTENCE_ENDS) and size > room // 2:
            yield group
            group = []
    if group:
        yield group


def _break(group: Sequence[Word]) -> int:
    """How many of the words to show: up to the last end of a clause in the second half."""
    for ends in (_SENTENCE_ENDS, _CLAUSE_ENDS):
        for at in range(len(group), len(group) // 2, -1):
            if group[at - 1].text.endswith(ends):
                return at
    return len(group)


def _rows(words: Sequence[str], characters: int) -> list[str]:
    """As few rows as possible, and then as even ones as possible."""
    rows = _filled(words, characters)
    if len(rows) < 2:
        return rows
    for narrower in range(max(map(len, words)), characters):
        even = _filled(words, narrower)
        if len(even) == len(rows):
            return even
    return rows


def _filled(words: Sequence[str], characters: int) -> list[str]:
    rows: list[str] = []
    for word in words:
        if rows and len(rows[-1]) + 1 + len(word) <= characters:
            rows[-1] += f" {word}"
        else:
            rows.append(word)
    return rows


def _timed(found: Sequence[Cue], wish: CaptionFile) -> Iterator[Cue]:
    """Long enough to be read, as far as the next cue leaves time for it."""
    before = ""
    for at, cue in enumerate(found):
        end = cue.end_frame
        if not wish.words:
            letters = sum(map(len, cue.rows))
            reading = round(letters / wish.characters_per_second * PROJECT_RATE)
            wanted = max(end, cue.start_frame + max(reading, _SHORTEST_FRAMES))
            following = found[at + 1].start_frame if at + 1 < len(found) else wanted
            end = max(end, min(wanted, following - _GAP_FRAMES))
        yield replace(cue, end_frame=end, is_change=cue.speaker != before)
        before = cue.speaker
