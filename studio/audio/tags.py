"""What a sound file says about itself."""

from __future__ import annotations

from dataclasses import dataclass

AI_NOTICE = "The speech in this recording is AI-generated."


@dataclass(frozen=True, slots=True)
class Chapter:
    """A named part, in seconds from the beginning of the file."""

    title: str
    start_seconds: float
    end_seconds: float


@dataclass(frozen=True, slots=True)
class Tags:
    """Empty words are left out. `ai_notice` is what must be said of speech that nobody spoke."""

    title: str = ""
    artist: str = ""
    album: str = ""
    date: str = ""
    comment: str = ""
    ai_notice: str = ""
    chapters: tuple[Chapter, ...] = ()

    @property
    def whole_comment(self) -> str:
        """The comment and the notice: this one every player shows."""
        return " ".join(filter(None, (self.comment, self.ai_notice)))

    @property
    def words(self) -> dict[str, str]:
        """By the names that sound files usually have for them."""
        words = {
            "title": self.title,
            "artist": self.artist,
            "album": self.album,
            "date": self.date,
            "comment": self.whole_comment,
        }
        return {name: _printable(text) for name, text in words.items() if text.strip()}


NO_TAGS = Tags()


def _printable(text: str) -> str:
    folded = " ".join(text.split())
    return folded.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
