"""Shortened words are read whole, initials without a rest, and everything else as it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.server.espeak_markup import espeak_text
from studio.server.spoken_forms import digits_apart, respellings
from studio.wire.limits import LANGUAGES

READ_AS = [
    ("en", "Mr. Smith and Dr. Jones", "Mr Smith and Dr Jones"),
    ("en", "St. Mary lives at Oak St. Today", "Saint Mary lives at Oak St. Today"),
    ("en", "No. 5, not no. Then", "number 5, not no. Then"),
    ("en", "apples etc. The end, etc. and so on", "apples et cetera. The end, et cetera and so on"),
    ("en", "J. R. R. Tolkien, plan B. Go", "J R R Tolkien, plan B. Go"),
    ("en", "I *really* mean 5 * 3, snake_case", "I really mean 5 * 3, snake_case"),
    ("en", "st.com, no.one, 3.14", "st.com, no.one, 3.14"),
    ("de", "Am 3. Mai kam Hr. Dr. Maier", "Am 3. mai kam Herr Doktor Maier"),
    ("de", "Ich bin 30. Du auch.", "Ich bin 30. Du auch."),
    ("de", "z. B. 5 Mio. Euro, d.h. viel usw. Dann", "zum Beispiel 5 Millionen Euro, das heißt viel und so weiter. Dann"),
    ("de", "Es waren 5 Mio.", "Es waren 5 Millionen."),
    ("fr", "M. Dupont a 5 m. Puis p. 3", "Monsieur Dupont a 5 m. Puis page 3"),
    ("es", "El Sr. López de EE. UU. y Ud. sabe", "El señor López de Estados Unidos y usted sabe"),
    ("it", "La sig.ra Bianchi, ecc. Ecco", "La signora Bianchi, eccetera. Ecco"),
    ("pl", "Np. ul. Długa, godz. 5 itd. Potem", "na przykład ulica Długa, godzina 5 i tak dalej. Potem"),
    ("ru", "Т. е. ул. Ленина и т. д. Конец", "то есть улица Ленина и так далее. Конец"),
]  # fmt: skip


def read(text: str, language: str) -> str:
    written = espeak_text(text, lambda part: respellings(part, language)).text
    return " ".join(written.split())


@pytest.mark.parametrize(("language", "text", "said"), READ_AS)
def test_shortened_words_are_read_whole(language: str, text: str, said: str) -> None:
    """A word that is short for another is read as that one; its full stop stays only where it ends a
    sentence as well."""
    assert read(text, language) == said


@given(
    st.text(st.sampled_from("MmrsDdtzBeg .,*_~№º°5n1AИт"), max_size=40),
    st.sampled_from(sorted(LANGUAGES)),
)
def test_respellings_are_in_order_and_within_the_text(text: str, language: str) -> None:
    """Whatever the text, what is read otherwise lies in it, in order and apart, and no number is
    touched."""
    at = 0
    for start, end, _ in respellings(text, language):
        assert at <= start <= end <= len(text)
        at = end
    written = espeak_text(text, lambda part: respellings(part, language)).text
    assert [c for c in written if c.isdigit()] == [c for c in text if c.isdigit()]


def test_digits_one_by_one() -> None:
    """Digits are parted when they shall be read one by one; words and single digits are not."""
    written = espeak_text("In 1984, at 5:30", digits_apart)
    assert written.text == "In 1 9 8 4, at 5:3 0"
    assert written.position_in_piece(written.text.index("4")) == 6
    assert espeak_text("At 5", digits_apart).is_verbatim
