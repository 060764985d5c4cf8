"""What shortened words are read as, where espeak-ng would spell them or rest behind their full stop.

Pure. Three kinds for each language: words whose full stop never ends a sentence (`Mr. Smith`), words
short for something that is counted (`No. 5`), and words that may end one (`etc.`). Initials and the
ordinals that German writes with a full stop belong here too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import NamedTuple

_NEVER_LAST = {
    "en": """
        mr. = Mr; mrs. = Mrs; ms. = Ms; dr. = Dr; prof. = Professor; rev. = Reverend;
        sgt. = Sergeant; lt. = Lieutenant; capt. = Captain; col. = Colonel; gen. = General;
        gov. = Governor; sen. = Senator; st. = Saint; vs. = versus; e.g. = for example;
        i.e. = that is; approx. = approximately; mt. = Mount""",
    "de": """
        dr. = Doktor; prof. = Professor; hr. = Herr; st. = Sankt; z. b. = zum Beispiel;
        d. h. = das heißt; u. a. = unter anderem; bzw. = beziehungsweise; ca. = circa;
        vgl. = vergleiche; mio. = Millionen; mrd. = Milliarden; tsd. = tausend;
        evtl. = eventuell; ggf. = gegebenenfalls; inkl. = inklusive; bspw. = beispielsweise;
        sog. = sogenannte""",
    "fr": """
        m. = Monsieur; mm. = Messieurs; mme. = Madame; mlle. = Mademoiselle; dr. = Docteur;
        p. ex. = par exemple; st. = Saint; ste. = Sainte; env. = environ""",
    "es": """
        sr. = señor; sra. = señora; srta. = señorita; dr. = doctor; dra. = doctora;
        dña. = doña; ee. uu. = Estados Unidos; p. ej. = por ejemplo; prof. = profesor""",
    "it": """
        sig. = signor; sig.ra = signora; sig.na = signorina; dott. = dottor;
        dott.ssa = dottoressa; dr. = dottor; prof. = professor; avv. = avvocato;
        ing. = ingegner; on. = onorevole; p. es. = per esempio""",
    "pt": """
        sr. = senhor; sra. = senhora; dr. = doutor; dra. = doutora; prof. = professor;
        av. = avenida; p. ex. = por exemplo""",
    "nl": """
        dhr. = de heer; mevr. = mevrouw; mw. = mevrouw; dr. = dokter; prof. = professor;
        bijv. = bijvoorbeeld; d.w.z. = dat wil zeggen; m.a.w. = met andere woorden;
        o.a. = onder andere; ca. = circa""",
    "pl": """
        dr. = doktor; prof. = profesor; mgr. = magister; inż. = inżynier; ul. = ulica;
        al. = aleja; św. = święty; np. = na przykład; tzn. = to znaczy;
        m.in. = między innymi; ok. = około""",
    "sv": """
        dr. = doktor; t.ex. = till exempel; bl.a. = bland annat; d.v.s. = det vill säga;
        s.k. = så kallade; ca. = cirka""",
    "da": """
        dr. = doktor; hr. = herr; f.eks. = for eksempel; bl.a. = blandt andet;
        dvs. = det vil sige; ca. = cirka""",
    "no": """
        dr. = doktor; f.eks. = for eksempel; bl.a. = blant annet; dvs. = det vil si;
        ca. = cirka""",
    "fi": """
        tri. = tohtori; esim. = esimerkiksi; ns. = niin sanottu; mm. = muun muassa;
        n. = noin; prof. = professori""",
    "cs": """
        dr. = doktor; mudr. = doktor; judr. = doktor; ing. = inženýr; prof. = profesor;
        např. = například; tj. = to jest; tzv. = takzvaný; ul. = ulice; sv. = svatý;
        cca. = cirka""",
    "tr": "dr. = doktor; prof. = profesör; örn. = örneğin; av. = avukat; sn. = sayın",
    "ru": """
        т. е. = то есть; ул. = улица; просп. = проспект; пл. = площадь; проф. = профессор;
        акад. = академик; напр. = например; тыс. = тысяч; млн. = миллионов;
        млрд. = миллиардов; им. = имени; см. = смотри; св. = святой""",
    "uk": """
        т. зв. = так званий; вул. = вулиця; просп. = проспект; проф. = професор;
        напр. = наприклад; тис. = тисяч; ім. = імені; див. = дивись; св. = святий""",
    "el": "κ. = κύριος; π.χ. = παραδείγματος χάρη; δηλ. = δηλαδή; δρ. = δόκτωρ; βλ. = βλέπε",
}
_BEFORE_NUMBERS = {
    "en": """
        no. = number; nos. = numbers; vol. = volume; fig. = figure; ch. = chapter; p. = page;
        pp. = pages; jan. = January; feb. = February; apr. = April; aug. = August;
        sept. = September; oct. = October; nov. = November; dec. = December""",
    "de": """
        nr. = Nummer; s. = Seite; bd. = Band; kap. = Kapitel; abb. = Abbildung;
        abs. = Absatz; art. = Artikel""",
    "fr": "n°. = numéro; n° = numéro; p. = page; vol. = volume; chap. = chapitre",
    "es": "núm. = número; n.º = número; pág. = página; vol. = volumen; cap. = capítulo",
    "it": "n. = numero; pag. = pagina; vol. = volume; cap. = capitolo",
    "pt": "n.º = número; nº = número; pág. = página; p. = página; cap. = capítulo",
    "nl": "nr. = nummer; blz. = bladzijde; p. = pagina",
    "pl": "nr. = numer; str. = strona; godz. = godzina; r. = rok",
    "sv": "nr. = nummer; kl. = klockan; s. = sidan",
    "da": "nr. = nummer; kl. = klokken; s. = side",
    "no": "nr. = nummer; kl. = klokka; s. = side",
    "fi": "klo. = kello; s. = sivu; nro. = numero",
    "cs": "č. = číslo; str. = strana",
    "tr": "no. = numara; s. = sayfa",
    "ru": "стр. = страница; рис. = рисунок; гл. = глава; № = номер",
    "uk": "стор. = сторінка; рис. = рисунок; № = номер",
    "el": "αρ. = αριθμός; σελ. = σελίδα",
}
_MAYBE_LAST = {
    "en": "etc. = et cetera; jr. = Junior; inc. = Incorporated; ltd. = Limited",
    "de": "usw. = und so weiter; usf. = und so fort; etc. = et cetera",
    "fr": "etc. = et cetera",
    "es": "etc. = etcétera; ud. = usted; uds. = ustedes",
    "it": "ecc. = eccetera",
    "pt": "etc. = et cetera",
    "nl": "enz. = enzovoort",
    "pl": "itd. = i tak dalej; itp. = i tym podobne",
    "sv": "osv. = och så vidare; m.m. = med mera",
    "da": "osv. = og så videre; m.m. = med mere",
    "no": "osv. = og så videre; m.m. = med mer",
    "fi": "jne. = ja niin edelleen",
    "cs": "atd. = a tak dále; apod. = a podobně",
    "tr": "vb. = ve benzeri; vs. = vesaire",
    "ru": "т. д. = так далее; т. п. = тому подобное; руб. = рублей",
    "uk": "т. д. = так далі; т. п. = тому подібне; грн. = гривень",
    "el": "κ.λπ. = και λοιπά; κτλ. = και τα λοιπά",
}
_SHORT_SIGN = re.compile("[.°º№]")
_INITIALS = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.[ \u00a0]){2,}(?=[^\W\d_]{2})")
_EMPHASIS = re.compile(r"(?<!\w)[*_~]{1,3}(?=\w)|(?<=[\w.,!?…])[*_~]{1,3}(?!\w)")
_GERMAN_ORDINAL = re.compile(
    r"(?<![\w.,])\d{1,2}\.\s(?P<first>[A-Z])(?=(?:anuar|ebruar|ärz|pril|ai|uni|uli|ugust|eptember|ktober"
    r"|ovember|ezember|ahrhundert|eltkrieg|apitel|kt|zene|tock|lasse|ag|al)\b)"
)
_DIGIT_GOES_ON = re.compile(r"(?<=\d)(?=\d)")
_STREET_BEFORE = re.compile(r"[A-Z]\w+\s\Z")


class Respelling(NamedTuple):
    """What is to be read instead of `text[start:end]`."""

    start: int
    end: int
    said: str


def respellings(text: str, language: str) -> list[Respelling]:
    """What of `text` is to be read otherwise than it is written, in order, without overlaps."""
    found: list[Respelling] = []
    for respelling in sorted(_candidates(text, language)):
        if not found or respelling.start >= found[-1].end:
            found.append(respelling)
    return found


def digits_apart(text: str) -> list[Respelling]:
    """Every digit read by itself, where the engine would read a number."""
    return [
        Respelling(match.start(), match.start(), " ") for match in _DIGIT_GOES_ON.finditer(text)
    ]


def _candidates(text: str, language: str) -> Iterator[Respelling]:
    for match in _EMPHASIS.finditer(text):
        yield Respelling(*match.span(), " ")
    if _SHORT_SIGN.search(text) is None:
        return
    for kind, pattern, forms in _forms(language):
        for match in pattern.finditer(text):
            said = _said(kind, match, forms[_key(match[0])])
            if said is not None:
                yield Respelling(*match.span(), said)
    for match in _INITIALS.finditer(text):
        if match[0][0].isupper():
            yield Respelling(*match.span(), match[0].replace(".", ""))
    if language == "de":
        for match in _GERMAN_ORDINAL.finditer(text):
            yield Respelling(*match.span("first"), match["first"].lower())


def _said(kind: _Kind, match: re.Match[str], said: str) -> str | None:
    """With the full stop that has to stay, or None where the word is not what it looks like."""
    text, behind = (
        match.string,
        match.string[match.end() : match.end() + 12].lstrip(" \u00a0\"“„«'("),
    )
    following = behind[:1]
    if len(_key(match[0])) == 2 and match[0][0].isupper() != said[0].isupper():
        return None
    if kind is _Kind.BEFORE_NUMBER:
        return f"{said} " if following.isdigit() else None
    if text[match.end() : match.end() + 1].isalnum():
        return None
    if kind is _Kind.MAYBE_LAST:
        goes_on = following.islower() or following.isdigit() or following == ","
        return said if goes_on else f"{said}."
    if said == "Saint" and _STREET_BEFORE.search(text, 0, match.start()):
        return None
    return said if following.isalnum() else f"{said}."


class _Kind(Enum):
    NEVER_LAST = "its full stop never ends a sentence"
    BEFORE_NUMBER = "short only when a number follows"
    MAYBE_LAST = "its full stop may end a sentence, too"


def _key(short: str) -> str:
    return re.sub(r"\s", "", short).lower()


@cache
def _forms(language: str) -> tuple[tuple[_Kind, re.Pattern[str], dict[str, str]], ...]:
    return tuple(
        (kind, _pattern(forms), forms)
        for kind, table in (
            (_Kind.NEVER_LAST, _NEVER_LAST),
            (_Kind.BEFORE_NUMBER, _BEFORE_NUMBERS),
            (_Kind.MAYBE_LAST, _MAYBE_LAST),
        )
        if (forms := _read(table.get(language, "")))
    )


def _read(rows: str) -> dict[str, str]:
    pairs = (row.split("=") for row in rows.split(";") if row)
    return {_key(short): said.strip() for short, said in pairs}


def _pattern(forms: dict[str, str]) -> re.Pattern[str]:
    written = (
        re.escape(short[:-1]).replace(r"\.", r"\.[ \u00a0]?") + re.escape(short[-1])
        for short in sorted(forms, key=len, reverse=True)
    )
    return re.compile(rf"(?<![\w.])(?:{'|'.join(written)})", re.IGNORECASE)
