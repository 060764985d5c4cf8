"""From the bytes of a text file to its text, whichever of the usual encodings it was saved in."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from studio.errors import InputError
from studio.scripts.alphabets import several_bytes_a_letter, western_or_central
from studio.scripts.reading import Finding
from studio.sentences import Message, sentence

_not_text = sentence(
    "script.not_text",
    "{path} is not text, and not a format known here: {reason}. Choose a script, or save it as text"
    " in UTF-8.",
)
_unknown_encoding = sentence(
    "script.unknown-encoding",
    "{path} cannot be read as {encoding}: no such encoding is known. Choose UTF-8, UTF-16,"
    " Shift-JIS, Windows-1251 or Windows-1252.",
)
_undecodable = sentence(
    "script.undecodable",
    "byte {byte} of the file is no letter in {encoding}, so a sign stands in its place. Choose how"
    " to read the file, or save it again as UTF-8.",
)
_guessed = sentence(
    "script.guessed-encoding",
    "nothing in the file says how its letters are stored; they were read as {encoding}. If they look"
    " wrong, choose the encoding (--encoding), or save the file again as UTF-8.",
)
_reason_controls = sentence("script.reason-controls", "most of it is no letters")

_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_NAMES = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp932": "Shift-JIS",
    "cp1252": "Windows-1252",
    "cp1251": "Windows-1251",
    "koi8-r": "KOI8-R",
    "cp866": "DOS 866",
    "iso8859-5": "ISO 8859-5",
    "cp1250": "Windows-1250",
    "cp1253": "Windows-1253",
    "cp1255": "Windows-1255",
    "gb18030": "GB 18030",
    "cp950": "Big5",
    "cp949": "EUC-KR",
    "euc_jp": "EUC-JP",
}
_OFTEN = {
    "cp1251": "оеаинтсрвлі",
    "koi8-r": "оеаинтсрвл",
    "cp866": "оеаинтсрвл",
    "iso8859-5": "оеаинтсрвл",
    "cp1253": "αοιετσνηυρκπ",
    "cp1255": "יוהלאמרתשב",
}
"""The letters of most words, in alphabets of which each letter is one byte; about half of a text."""
_FOREIGN_WORD = re.compile(rb"[\x80-\xaf\xb8\xba\xbf-\xff]{3,}")
_SAMPLE = 100_000
_SURE = frozenset({"utf-8", "utf-16-le", "utf-16-be", "cp932"})
_USUAL_SIGNS = frozenset(" \r\n\t:,.!?-0123456789：。、！？「」…ー～・")
_MULTIBYTE_UTF8 = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff01-\uff5e]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HALF_WIDTH_KANA = re.compile(r"[\uff61-\uff9f]")
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\x1b")


@dataclass(frozen=True, slots=True)
class DecodedText:
    """The text, the encoding as people call it, and what to know of it: the first place that was no
    letter, and that the encoding is a guess."""

    text: str
    encoding: str
    remarks: tuple[Finding, ...] = ()


def decode(path: str, content: bytes, encoding: str = "") -> DecodedText:
    """The text of a file; `encoding` is what a person chose, else the likeliest is taken. Raises
    InputError for what is no text."""
    if encoding:
        try:
            codec = codecs.lookup(encoding).name
        except (LookupError, ValueError) as error:
            raise InputError(_unknown_encoding(path=path, encoding=encoding)) from error
        return _as(codec, _NAMES.get(codec, encoding), content)
    for bom, codec, name in _BOMS:
        if content.startswith(bom):
            return _as(codec, name, content[len(bom) :])
    try:
        # ASCII and sound UTF-8, which is nearly everything; NULs may still mean UTF-16.
        if b"\0" not in content[:_SAMPLE]:
            return DecodedText(content.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        pass
    codec = _utf_16_without_mark(content[:_SAMPLE]) or _eight_bit(content)
    sample = content[:_SAMPLE]
    if codec.startswith("utf-16"):
        sample = sample.decode(codec, "replace").encode("utf-8")
    if _is_binary(sample):
        raise InputError(not_text(path, _reason_controls()))
    decoded = _as(codec, _NAMES[codec], content)
    return decoded if codec in _SURE else _said_to_be_guessed(decoded)


def not_text(path: str, reason: Message) -> Message:
    return _not_text(path=path, reason=reason)


def rows_of(text: str) -> list[str]:
    """The rows of a text; each kind of line end ends one, and nothing else does."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.split("\n")


def _as(codec: str, name: str, content: bytes) -> DecodedText:
    try:
        return DecodedText(content.decode(codec), name)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(codec, "replace")
        row = len(rows_of(before))
        text = content.decode(codec, "replace")
        if codec == "cp1252":
            # Those five bytes are controls of Latin-1: kept as such, nothing is lost.
            text = "".join(
                chr(b) if b in b"\x81\x8d\x8f\x90\x9d" else c
                for b, c in zip(content, text, strict=True)
            )
        place = rows_of(text)[row - 1][:80] if row <= len(rows_of(text)) else ""
        found = Finding(row, place, _undecodable(byte=error.start + 1, encoding=name))
        return DecodedText(text, name, (found,))


def _said_to_be_guessed(decoded: DecodedText) -> DecodedText:
    row, text = next(
        ((at, row) for at, row in enumerate(rows_of(decoded.text), 1) if not row.isascii()), (0, "")
    )
    guessed = Finding(row, text[:80], _guessed(encoding=decoded.encoding))
    return replace(decoded, remarks=(*decoded.remarks, guessed))


def _utf_16_without_mark(sample: bytes) -> str:
    """Western text in UTF-16 has a NUL in nearly every second place, and always the same one."""
    pairs = len(sample) // 2
    if pairs < 2:
        return ""
    first, second = sample[0 : pairs * 2 : 2].count(0), sample[1 : pairs * 2 : 2].count(0)
    if second > 0.4 * pairs and first < 0.1 * pairs:
        return "utf-16-le"
    if first > 0.4 * pairs and second < 0.1 * pairs:
        return "utf-16-be"
    return _by_spaces(sample[: pairs * 2])


def _by_spaces(sample: bytes) -> str:
    """Other alphabets have no NULs but in spaces, line ends and colons; read the wrong way round,
    those are letters nobody uses."""
    if b"\0" not in sample:
        return ""
    found = {}
    for codec in ("utf-16-le", "utf-16-be"):
        text = sample.decode(codec, "replace")
        known = sum(letter.isalpha() or letter in _USUAL_SIGNS for letter in text)
        is_text = known > 0.9 * len(text) and "\n" in text
        found[codec] = sum(letter in _USUAL_SIGNS for letter in text) if is_text else 0
    best = max(found, key=found.__getitem__)
    return best if found[best] > 0.05 * len(sample) / 2 else ""


def _eight_bit(content: bytes) -> str:
    foreign = _foreign(content)
    sound = sum(map(len, _MULTIBYTE_UTF8.findall(content)))
    sample = content[:_SAMPLE]
    asian = several_bytes_a_letter(sample) if sound < 0.9 * foreign else ""
    if 2 * sound >= foreign and not asian:
        return "utf-8"  # sound but for a few bytes
    if _is_shift_jis(content, asian):
        return "cp932"
    return asian or _one_byte_a_letter(sample)


def _is_shift_jis(content: bytes, otherwise: str) -> bool:
    """Half-width kana are single bytes, so Western letters look like them; kanji come in runs. Without
    kana it is rather what it could be `otherwise`."""
    try:
        text = content.decode("cp932")
    except UnicodeDecodeError:
        return False
    japanese, half = len(_JAPANESE.findall(text)), len(_HALF_WIDTH_KANA.findall(text))
    is_likely = japanese >= 3 and japanese > 2 * half
    return is_likely and (not otherwise or bool(_KANA.search(text)))


def _foreign(content: bytes) -> int:
    """How many bytes are none of ASCII."""
    return len(content) - len(content.translate(None, bytes(range(128, 256))))


def _one_byte_a_letter(sample: bytes) -> str:
    """Words wholly of foreign letters are of another alphabet: the one whose usual letters they are.
    Western words have such letters here and there."""
    words = b" ".join(_FOREIGN_WORD.findall(sample))
    if 2 * len(words) < _foreign(sample):
        return western_or_central(sample)
    shares = {}
    for codec, often in _OFTEN.items():
        text = words.decode(codec, "replace").lower()
        usual = sum(map(text.count, often))
        shares[codec] = usual / max(1, len(text) - text.count(" "))
    best = max(shares, key=shares.__getitem__)
    return best if len(words) >= 6 and shares[best] > 0.45 else western_or_central(sample)


def _is_binary(sample: bytes) -> bool:
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > 0.1 * len(sample)
