"""Characters a VOICEVOX script may name, and the ids by which projects know some of them."""

from __future__ import annotations

import re

CHARACTERS = frozenset(
    [
        "四国めたん",
        "ずんだもん",
        "春日部つむぎ",
        "雨晴はう",
        "波音リツ",
        "玄野武宏",
        "白上虎太郎",
        "青山龍星",
        "冥鳴ひまり",
        "九州そら",
        "もち子さん",
        "剣崎雌雄",
        "後鬼",
        "ナースロボ＿タイプＴ",
        "櫻歌ミコ",
        "小夜/SAYO",
        "春歌ナナ",
        "猫使アル",
        "猫使ビィ",
        "中国うさぎ",
        "栗田まろん",
        "あいえるたん",
        "満別花丸",
        "琴詠ニア",
    ]
)
BY_ID = {
    "7ffcb7ce-00ec-4bdc-82cd-45a8889e43ff": "四国めたん",
    "388f246b-8c41-4ac1-8e2d-5d79f3ff56d9": "ずんだもん",
    "35b2c544-660e-401e-b503-0e14c635303a": "春日部つむぎ",
    "3474ee95-c274-47f9-aa1a-8322163d96f1": "雨晴はう",
}
USUAL_STYLE = "ノーマル"
_STYLED = re.compile(r"([^（）\s]{1,40})（([^（）]{1,40})）")


def character_in(piece: str) -> str:
    """The character a piece of a script names, without the usual style; empty when it is words."""
    styled = _STYLED.fullmatch(piece)
    if styled:
        return styled[1] if styled[2] == USUAL_STYLE else piece
    return piece if piece in CHARACTERS else ""
