"""Which of the encodings that do not say what they are a text is in, by the letters its language uses most.

Only weighs; `encodings` decides what is tried, and says that it was a guess.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection

_KANA = "".join(map(chr, (*range(0x3041, 0x3094), *range(0x30A1, 0x30F7), 0x30FC)))
_SIMPLIFIED = (
    "的一是了我不在人们有来他这上着个地到大里说就去子得也和那要下看天时过出小么起你都把好还多没为又可家学"
    "只以主会样年想生同老中十从自面前头道它后然走很像见两用她国动进成回什边作对开而己现候经发向给长几手知"
    "心问但身方吃做叫当住听呢真全才四已所最情话吗吧谢请她快明再让您喜欢些事能点早晚您哪里没关系"
)
_TRADITIONAL = (
    "的一是了我不在人們有來他這上著個地到大裡裏說就去子得也和那要下看天時過出小麼起你都把好還多沒為又可家"
    "學只以主會樣年想生同老中十從自面前頭道它後然走很像見兩用她國動進成回什邊作對開而己現候經發向給長幾手"
    "知心問但身方吃做叫當住聽呢真全才四已所最情話嗎吧謝請快明再讓您喜歡些事能點早晚哪關係"
)
_HANGUL = (
    "이다는을가에의로하고지은한어아나리기도서자사그를라니대해있보수만오게면시인거으일들정요안너내저제네여"
    "말마없무주부전우러까야세습합않었했겠것난습녕감와구상던데모신원스동생"
)
_OFTEN = {
    "gb18030": frozenset(_SIMPLIFIED),
    "cp950": frozenset(_TRADITIONAL),
    "cp949": frozenset(_HANGUL),
    "euc_jp": frozenset(_KANA),
}
"""About half of what is written in each."""
_SIGNS = re.compile(r"[\x00-\x7f\u2000-\u206f\u3000-\u303f\uff01-\uff65\ufe30-\ufe6f]+")
_ENOUGH = 0.25

_CENTRAL = ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţ")
_WESTERN = (
    "àâçéèêëîïôœùûü", "äöüßé", "áéíóúñüªº", "ãõâêôáéíóúàç", "æøåäöéü", "àèéìíòóùú", "ðþæöáéíóúý", "ëéïóèü",
    "äöõüšž",
)  # fmt: skip
"""Letters beside those of ASCII, by language: those of Windows-1250 and of Windows-1252."""


def several_bytes_a_letter(sample: bytes) -> str:
    """The Chinese, Japanese or Korean encoding whose usual letters stand in `sample`, or nothing."""
    shares = {codec: _share(sample, codec, often) for codec, often in _OFTEN.items()}
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= _ENOUGH else ""


def western_or_central(sample: bytes) -> str:
    """Windows-1250 where all but a few letters are of one language that is written in it, and of none
    that is written in Windows-1252."""
    central = _of_one_language(sample.decode("cp1250", "replace"), _CENTRAL)
    western = _of_one_language(sample.decode("cp1252", "replace"), _WESTERN)
    return "cp1250" if central > 0.8 and central > western + 0.1 else "cp1252"


def _share(sample: bytes, codec: str, often: Collection[str]) -> float:
    """How many of the foreign letters are usual ones; 0 if the bytes are no text in this encoding."""
    try:
        text = codecs.getincrementaldecoder(codec)("strict").decode(sample)
    except UnicodeDecodeError:
        return 0.0
    letters = _SIGNS.sub("", text)
    return sum(letter in often for letter in letters) / len(letters) if len(letters) > 3 else 0.0


def _of_one_language(text: str, languages: Collection[str]) -> float:
    """The share of the foreign letters that the likeliest language has."""
    letters = [letter for letter in text.lower() if letter >= "\xa1" and not _is_sign(letter)]
    if not letters:
        return 0.0
    return max(sum(letter in each for letter in letters) for each in languages) / len(letters)


def _is_sign(letter: str) -> bool:
    return "\u2010" <= letter <= "\u2122" or letter in "«»§°·¡¿©®±´"
