"""Hundreds of bad script files, thirty for each family of formats, the same for the same seed.

They are made from the samples: cut off, wrongly encoded, packed to burst, nested, endless, laced with
NULs and controls. What they have to lead to is the test's business.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from campaigns.other_samples import sample_of

from studio.resource_files import resource_file

FAMILIES: dict[str, tuple[str, ...]] = {
    "plain": ("txt",),
    "fountain": ("fountain",),
    "final draft": ("fdx",),
    "tables": ("csv", "tsv", "psv", "tab"),
    "subtitles": ("srt", "vtt", "ass"),
    "word": ("docx",),
    "spreadsheets": ("xlsx",),
    "games": ("yarn", "rpy", "ink", "twee", "twine.html"),
    "voicevox and json": ("voicevox.txt", "vvproj", "jsonl"),
    "books": ("md", "html", "epub"),
    "printed plays": ("play.txt",),
    "chats": ("chat.txt", "irc.txt", "discord.txt"),
    "markdown scripts": ("script.md", "table.md"),
    "storyboards": ("board.csv", "board.tsv", "board.docx"),
}
PER_FAMILY = 30
ARCHIVES = ("docx", "xlsx", "epub")
_PARTS = {"docx": "word/document.xml", "xlsx": "xl/worksheets/sheet1.xml", "epub": "page.xhtml"}


@dataclass(frozen=True, slots=True)
class BadFile:
    name: str
    content: bytes


Spoil = Callable[[random.Random, bytes], bytes]


def bad_files(family: str, seed: int) -> Iterator[BadFile]:
    """Thirty files of a family, each spoilt in a way of its own."""
    chance = random.Random(f"{family} {seed}")
    endings = FAMILIES[family]
    for number in range(PER_FAMILY):
        ending = endings[number % len(endings)]
        content = sample_of(ending)
        kind = ending.rpartition(".")[2]
        ways = ARCHIVE_WAYS if kind in ARCHIVES else TEXT_WAYS
        way = ways[number % len(ways)]
        spoilt = way(chance, content, kind) if kind in ARCHIVES else way(chance, content)
        yield BadFile(f"{number:02}-{way.__name__.strip('_')}.{ending}", spoilt)


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace").lstrip("\ufeff")


def _inserted(chance: random.Random, content: bytes, what: str, times: int = 5) -> bytes:
    text = _text(content)
    for _ in range(times):
        place = chance.randrange(len(text))
        text = text[:place] + what + text[place:]
    return text.encode("utf-8", "surrogatepass")


def _empty(chance: random.Random, content: bytes) -> bytes:
    return b""


def _only_spaces(chance: random.Random, content: bytes) -> bytes:
    return b" \t\r\n\n \n" * 1000


def _cut_off(chance: random.Random, content: bytes) -> bytes:
    return content[: chance.randrange(1, len(content))]


def _cut_within_a_letter(chance: random.Random, content: bytes) -> bytes:
    return content[: len(content) // 2] + "é".encode()[:1]


def _utf_16_without_mark(chance: random.Random, content: bytes) -> bytes:
    return _text(content).encode("utf-16-le")


def _western(chance: random.Random, content: bytes) -> bytes:
    return _inserted(chance, content, "é").decode("utf-8").encode("cp1252", "replace")


def _two_encodings(chance: random.Random, content: bytes) -> bytes:
    half = len(content) // 2
    return content[:half] + "ÄÖÜ “é”".encode("cp1252") + content[half:] + "ÄÖÜ".encode()


def _mark_in_the_middle(chance: random.Random, content: bytes) -> bytes:
    return _inserted(chance, content, "\ufeff")


def _nuls(chance: random.Random, content: bytes) -> bytes:
    return _inserted(chance, content, "\0", 20)


def _controls_and_directions(chance: random.Random, content: bytes) -> bytes:
    return _inserted(chance, content, "\x1b[2J\x07\u202e\u200b\u2028\x85", 20)


def _mixed_line_ends(chance: random.Random, content: bytes) -> bytes:
    return b"".join(row + chance.choice([b"\n", b"\r\n", b"\r"]) for row in content.split(b"\n"))


def _one_row(chance: random.Random, content: bytes) -> bytes:
    return content.replace(b"\n", b" ")


def _row_of_two_million(chance: random.Random, content: bytes) -> bytes:
    return content + b"\nANNA: " + b"endless words " * 150_000 + b"\n"


def _row_of_nineteen_million(chance: random.Random, content: bytes) -> bytes:
    return content + b"x," * 9_400_000


def _fifty_megabytes(chance: random.Random, content: bytes) -> bytes:
    return content + b"x" * 50_000_000


def _a_million_rows(chance: random.Random, content: bytes) -> bytes:
    return content + b"\n" * 1_000_000


def _many_short_rows(chance: random.Random, content: bytes) -> bytes:
    return content + b"A: b\n" * 400_000


def _brackets(chance: random.Random, content: bytes) -> bytes:
    return content + b"\n" + chance.choice([b"(", b"[", b"{", b"<", b"[[", b"/*", b"<<"]) * 100_000


def _brackets_in_a_speech(chance: random.Random, content: bytes) -> bytes:
    bait = chance.choice(["({[<", "[[]]", "**_", "//", "#a ", "->", '"', "\\"])
    return content + f"\n\nANNA\nANNA: {bait * 25_000}\n\n".encode()


def _spaces(chance: random.Random, content: bytes) -> bytes:
    return content + b"\nANNA: x" + b" " * 100_000 + b"x --\n" + b"\t" * 100_000 + b"=\n"


def _ten_thousand_columns(chance: random.Random, content: bytes) -> bytes:
    return (
        chance.choice([b",", b"\t", b"|", b";"]).join([b"speaker,text", *[b"x"] * 10_000])
        + b"\n"
        + content
    )


def _open_quote(chance: random.Random, content: bytes) -> bytes:
    place = content.find(b"\n", len(content) // 3)
    return content[: place + 1] + b'"' + content[place + 1 :]


def _random_bytes(chance: random.Random, content: bytes) -> bytes:
    return chance.randbytes(20_000)


def _flipped_bits(chance: random.Random, content: bytes) -> bytes:
    spoilt = bytearray(content)
    for _ in range(50):
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def _numbers_without_end(chance: random.Random, content: bytes) -> bytes:
    return content.replace(b"0", b"9" * 400, 30).replace(b"1", b"-1e999", 5)


def _long_names(chance: random.Random, content: bytes) -> bytes:
    name = chance.choice(
        ["N" * 10_000, "<img src=file:///etc/passwd>", "\u202e", "А" * 30, "=cmd()"]
    )
    return _text(content).replace("IDA", name).replace("Ida", name).encode()


def _piled_accents(chance: random.Random, content: bytes) -> bytes:
    return _inserted(chance, content, "Z" + "\u0301\u0323" * 1_000, 10)


def _doctype(chance: random.Random, content: bytes) -> bytes:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{laughs}]>'
    return head.encode() + content.replace(b"<?xml", b"<!-- x --><!-- ").replace(b"IDA", b"&l9;&f;")


def _deeply_nested(chance: random.Random, content: bytes) -> bytes:
    kind = chance.choice([b"<a>", b'{"a":', b"[", b"> ", b"<div>"])
    return kind * 50_000


def _another_format(chance: random.Random, content: bytes) -> bytes:
    other = chance.choice(["docx", "epub", "fdx", "vvproj", "yarn", "ass", "csv"])
    return resource_file(f"samples/between-floors.{other}").read_bytes()


def _known_binary(chance: random.Random, content: bytes) -> bytes:
    head = chance.choice([b"%PDF-1.7", b"\x89PNG\r\n", b"SQLite format 3\0", b"RIFF", b"{\\rtf1"])
    return head + chance.randbytes(500)


def _twice(chance: random.Random, content: bytes) -> bytes:
    return content + content


def _emoji(chance: random.Random, content: bytes) -> bytes:
    return _inserted(chance, content, "👩‍👩‍👧‍👦" * 20_000, 3)


TEXT_WAYS: tuple[Spoil, ...] = (
    _empty, _only_spaces, _cut_off, _cut_within_a_letter, _utf_16_without_mark, _western,
    _two_encodings, _mark_in_the_middle, _nuls, _controls_and_directions, _mixed_line_ends,
    _one_row, _row_of_two_million, _row_of_nineteen_million, _fifty_megabytes, _a_million_rows,
    _many_short_rows, _brackets, _brackets_in_a_speech, _spaces, _ten_thousand_columns,
    _open_quote, _random_bytes, _flipped_bits, _numbers_without_end, _long_names, _piled_accents,
    _doctype, _deeply_nested, _another_format, _known_binary, _twice, _emoji,
)  # fmt: skip


def _repacked(
    content: bytes,
    change: Callable[[str, bytes], bytes | None],
    extra: dict[str, bytes] | None = None,
) -> bytes:
    """The archive with every part changed; None leaves a part out."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
        for name, part in (extra or {}).items():
            new.writestr(name, part)
    return out.getvalue()


def _in_main_part(way: Spoil) -> Callable[[random.Random, bytes, str], bytes]:
    def spoil(chance: random.Random, content: bytes, ending: str) -> bytes:
        main = _PARTS[ending]
        return _repacked(content, lambda name, part: way(chance, part) if name == main else part)

    spoil.__name__ = f"main_part{way.__name__}"
    return spoil


def _raw(way: Spoil) -> Callable[[random.Random, bytes, str], bytes]:
    def spoil(chance: random.Random, content: bytes, ending: str) -> bytes:
        return way(chance, content)

    spoil.__name__ = f"archive{way.__name__}"
    return spoil


def _bomb(chance: random.Random, content: bytes, ending: str) -> bytes:
    return _repacked(content, lambda _, part: part, {"bomb.xml": b" " * 60_000_000})


def _bomb_in_main_part(chance: random.Random, content: bytes, ending: str) -> bytes:
    main = _PARTS[ending]
    return _repacked(content, lambda n, part: part + b" " * 45_000_000 if n == main else part)


def _lying_size(chance: random.Random, content: bytes, ending: str) -> bytes:
    packed = bytearray(_repacked(content, lambda _, part: part * 3))
    place = packed.find(b"PK\x01\x02")
    packed[place + 24 : place + 28] = (10).to_bytes(4, "little")
    return bytes(packed)


def _many_entries(chance: random.Random, content: bytes, ending: str) -> bytes:
    return _repacked(content, lambda _, part: part, {f"p{n}": b"" for n in range(5_000)})


def _names_that_climb(chance: random.Random, content: bytes, ending: str) -> bytes:
    return _repacked(
        content, lambda _, part: part, {"../../evil": b"x", "/etc/evil": b"x", "C:\\x": b"x"}
    )


def _nested_archive(chance: random.Random, content: bytes, ending: str) -> bytes:
    main = _PARTS[ending]
    return _repacked(content, lambda name, part: content if name == main else part)


def _no_main_part(chance: random.Random, content: bytes, ending: str) -> bytes:
    main = _PARTS[ending]
    return _repacked(content, lambda name, part: None if name == main else part)


def _only_a_directory(chance: random.Random, content: bytes, ending: str) -> bytes:
    return b"PK\x05\x06" + b"\0" * 18


def _locked(chance: random.Random, content: bytes, ending: str) -> bytes:
    spoilt = bytearray(content)
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = spoilt.find(magic)
        while place >= 0:
            spoilt[place + offset] |= 1
            place = spoilt.find(magic, place + 4)
    return bytes(spoilt)


def _wide(chance: random.Random, content: bytes, ending: str) -> bytes:
    body = b"<a>" + b"<b>x</b>" * 600_000 + b"</a>"
    main = _PARTS[ending]
    return _repacked(content, lambda name, part: body if name == main else part)


ARCHIVE_WAYS: tuple[Callable[[random.Random, bytes, str], bytes], ...] = (
    _bomb, _bomb_in_main_part, _lying_size, _many_entries, _names_that_climb, _nested_archive,
    _no_main_part, _only_a_directory, _locked, _wide,
    *(_raw(way) for way in (_empty, _cut_off, _flipped_bits, _random_bytes, _known_binary, _twice)),
    *(_in_main_part(way) for way in (
        _empty, _cut_off, _flipped_bits, _doctype, _deeply_nested, _nuls, _controls_and_directions,
        _utf_16_without_mark, _western, _numbers_without_end, _long_names, _piled_accents, _emoji,
        _spaces,
    )),
)  # fmt: skip
