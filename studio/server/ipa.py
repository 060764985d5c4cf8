"""Sounds given in the international alphabet, rewritten in the letters espeak-ng reads.

Pure. The table serves English best and what it shares with other languages; a sign the table does
not know is left out, as it would be by the library.
"""

from __future__ import annotations

_SOUNDS = {
    "oʊ": "oU",
    "əʊ": "oU",
    "eɪ": "eI",
    "aɪ": "aI",
    "ɔɪ": "OI",
    "aʊ": "aU",
    "ɪə": "i@",
    "eə": "e@",
    "ɛə": "e@",
    "ʊə": "U@",
    "tʃ": "tS",
    "dʒ": "dZ",
    "t͡ʃ": "tS",
    "d͡ʒ": "dZ",
    "t͡s": "ts",
    "ʧ": "tS",
    "ʤ": "dZ",
    "ts": "ts",
    "ɜː": "3:",
    "ɝː": "3:",
    "ɝ": "3:",
    "ɜ": "3:",
    "ɚ": "3",
    "iː": "i:",
    "uː": "u:",
    "ɑː": "A:",
    "ɔː": "O:",
    "eː": "e:",
    "oː": "o:",
    "aː": "A:",
    "ɛː": "E:",
    "yː": "y:",
    "øː": "Y:",
    "œ": "W",
    "ø": "Y:",
    "ʏ": "y",
    "y": "y",
    "ə": "@",
    "ɪ": "I",
    "i": "i",
    "ɛ": "E",
    "e": "e",
    "æ": "a",
    "a": "a",
    "ɐ": "V",
    "ɑ": "A:",
    "ɒ": "0",
    "ɔ": "O",
    "o": "o",
    "ʌ": "V",
    "ʊ": "U",
    "u": "u",
    "ɨ": "I2",
    "ʉ": "u:",
    "p": "p",
    "b": "b",
    "t": "t",
    "d": "d",
    "k": "k",
    "ɡ": "g",
    "g": "g",
    "f": "f",
    "v": "v",
    "θ": "T",
    "ð": "D",
    "s": "s",
    "z": "z",
    "ʃ": "S",
    "ʒ": "Z",
    "h": "h",
    "ɦ": "h",
    "m": "m",
    "n": "n",
    "ŋ": "N",
    "ɲ": "n^",
    "l": "l",
    "ɫ": "l",
    "ʎ": "l^",
    "r": "r",
    "ɹ": "r",
    "ɾ": "t",
    "ʁ": "r",
    "ʀ": "r",
    "j": "j",
    "w": "w",
    "ʍ": "w",
    "ʔ": "?",
    "x": "x",
    "χ": "x",
    "ç": "C",
    "c": "k",
    "β": "B",
    "ɣ": "Q",
    "q": "k",
}
_STRESS = {"ˈ": "'", "ˌ": ",", "'": "'"}
_VOWELS = frozenset("@3iIeEaAoO0VUuyYW")
_MERGING = {
    *(
        ("t", "S"),
        ("d", "Z"),
        ("t", "s"),
        ("e", "I"),
        ("a", "I"),
        ("O", "I"),
        ("a", "U"),
        ("o", "U"),
    ),
}
"""Two sounds that side by side would be read as one other sound."""
_LONGEST = max(map(len, _SOUNDS))


def espeak_letters(ipa: str) -> str:
    """`həˈloʊ` as `h@l'oU`: the mark of stress moves from the syllable to its vowel."""
    written: list[str] = []
    stress = ""
    at = 0
    while at < len(ipa):
        if ipa[at] in _STRESS:
            stress = _STRESS[ipa[at]]
            at += 1
            continue
        length = next((n for n in range(_LONGEST, 0, -1) if ipa[at : at + n] in _SOUNDS), 0)
        if length == 0:
            at += 1
            continue
        sound = _SOUNDS[ipa[at : at + length]]
        if stress and sound[0] in _VOWELS:
            sound, stress = stress + sound, ""
        elif written and (written[-1][-1], sound[0]) in _MERGING:
            sound = "|" + sound
        written.append(sound)
        at += length
    return "".join(written)
