"""Whatever encoding a script was saved in, its letters come out right, or the first bad one is named."""

from __future__ import annotations

import pytest

from studio.errors import InputError
from studio.scripts.encodings import decode, rows_of
from studio.scripts.limits import LONGEST_ROW, MOST_ROWS
from studio.scripts.source import Source

WESTERN = "ZOË: Où est l’œuf? “Là.”\nBJÖRN: Straße."
JAPANESE = "太郎「こんにちは、元気ですか」\n花子「はい、元気です」"

RUSSIAN = "АННА: Добрый вечер, сколько лет, сколько зим!\nИВАН: Ты совсем не изменилась."
GUESSED = (
    "Windows-1252", "Windows-1251", "KOI8-R", "DOS 866", "ISO 8859-5", "Windows-1253",
    "Windows-1255", "Windows-1250", "GB 18030", "Big5", "EUC-KR", "EUC-JP",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (WESTERN, "utf-8", "UTF-8"),
        (WESTERN, "utf-8-sig", "UTF-8"),
        (WESTERN, "utf-16", "UTF-16"),
        (WESTERN, "utf-16-le", "UTF-16"),
        (WESTERN, "utf-16-be", "UTF-16"),
        (WESTERN, "cp1252", "Windows-1252"),
        (RUSSIAN, "cp1251", "Windows-1251"),
        (RUSSIAN, "koi8-r", "KOI8-R"),
        (RUSSIAN, "cp866", "DOS 866"),
        (RUSSIAN, "iso8859-5", "ISO 8859-5"),
        ("АННА: Да.\nИВАН: Нет.", "cp1251", "Windows-1251"),
        ("ANNA: Say привет to her.", "cp1251", "Windows-1251"),
        ("ΑΝΝΑ: Καλησπέρα, πόσος καιρός πέρασε!", "cp1253", "Windows-1253"),
        ("אנה: ערב טוב, לא ראיתי אותך הרבה זמן.", "cp1255", "Windows-1255"),
        ("ÉTÉ: ÀÉ, OÙ ?\nGRÖSSE: SÜSS.", "cp1252", "Windows-1252"),
        ("ANNA: Zażółć gęślą jaźń.\nGOŚĆ: Dziękuję, śpię.", "cp1250", "Windows-1250"),
        ("IVO: Žádné štěstí, říkám.\nEVA: Ne.", "cp1250", "Windows-1250"),
        ("PÁL: Őrült ötlet, de tűrjük.\nÉVA: Jó.", "cp1250", "Windows-1250"),
        ("LUIS: ¿Qué año? ¡Mañana!\nANA: Sí, señor.", "cp1252", "Windows-1252"),
        ("JOÃO: Não são irmãos, à beira.\nINÊS: Três.", "cp1252", "Windows-1252"),
        ("ÅSE: Blåbær på brød.\nJØRN: Ja.", "cp1252", "Windows-1252"),
        ("THE MAP: 25 m³, ½ of it, 3 × 4 – “all”.", "cp1252", "Windows-1252"),
        ("主持人：大家好，欢迎来到节目。\n嘉宾：谢谢你们的邀请。", "gb18030", "GB 18030"),
        ("旁白：今天我们要谈一谈海边的灯塔，为什么", "gb18030", "GB 18030"),
        ("主持人：大家好，歡迎來到節目。\n嘉賓：謝謝你們的邀請。", "cp950", "Big5"),
        ("진행자: 안녕하세요 여러분.\n손님: 초대해 주셔서 감사합니다.", "cp949", "EUC-KR"),
        (JAPANESE, "euc_jp", "EUC-JP"),
        (JAPANESE, "cp932", "Shift-JIS"),
        (JAPANESE, "utf-8", "UTF-8"),
    ],
)
def test_usual_encodings_are_recognised(text: str, codec: str, name: str) -> None:
    """The same letters, whichever way they were saved."""
    found = decode("x", text.encode(codec))
    assert (found.text, found.encoding) == (text, name)
    assert len(found.remarks) == (name in GUESSED)


def test_a_guess_is_called_one() -> None:
    """Bytes do not say which alphabet they are: the first row that shows it is named, with what to
    do. A choice is no guess."""
    content = "ANNA: Hi.\nLŪDIS: Kā jūs ģērbjaties?".encode("cp1257")
    (guess,) = decode("x", content).remarks
    assert guess.row == 2
    assert "read as Windows-1252" in str(guess)
    assert "choose the encoding (--encoding)" in str(guess)
    assert decode("x", content, "cp1257").remarks == ()


def test_the_first_bad_byte_is_named() -> None:
    """A file that is UTF-8 but for a byte is read as UTF-8, and the place is shown."""
    content = "ANNA: Schön.\nBEN: Grün.\nANNA: ".encode() + b"\xff\n"
    found = decode("x", content)
    (damage,) = found.remarks
    assert damage.row == 3
    place = content.index(0xFF) + 1
    assert f"byte {place} of the file is no letter in UTF-8" in str(damage)
    assert "\ufffd" in found.text


def test_a_person_may_choose_the_encoding() -> None:
    """What was chosen is used, and an unknown name is refused in a sentence."""
    assert decode("x", b"\xe9", "latin-1").text == "é"
    with pytest.raises(InputError, match="Choose UTF-8"):
        decode("x", b"", "klingon")


@pytest.mark.parametrize("content", [bytes(range(256)) * 4, b"\x00\x01\x02\x03" * 100])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    """Bytes that are mostly no letters are not shown as if they were."""
    with pytest.raises(InputError, match="is not text"):
        decode("x", content)


def test_rows_end_where_people_see_them_end() -> None:
    """Each kind of line end ends a row; a form feed or a separator within a row does not."""
    assert rows_of("a\r\nb\rc\nd\x0ce\u2028f") == ["a", "b", "c", "d\x0ce\u2028f"]


def test_too_much_is_said_with_the_row() -> None:
    """An endless row and endless rows are refused before anything is parsed."""
    with pytest.raises(InputError, match="row 2 has"):
        _ = Source("x", b"a\n" + b"x" * (LONGEST_ROW + 1)).rows
    with pytest.raises(InputError, match=f"more than {MOST_ROWS} rows"):
        _ = Source("x", b"\n" * (MOST_ROWS + 1)).rows


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text",
    [
        "АННА: Доброе утро.\nБОРИС: Уже вечер, да?\n",
        "ΑΝΝΑ: Καλημέρα σου.\nΒΑΣΩ: Ναι, ναι.\n",
        "アンナ：こんにちは\nベン：はい\nアンナ：元気\n",
    ],
)
def test_other_alphabets_in_utf_16_without_a_mark(text: str, codec: str) -> None:
    """Few of their bytes are NULs; their spaces and line ends tell which way round they are."""
    assert decode("x.txt", text.encode(codec)).text == text
