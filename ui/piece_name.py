"""What the open piece is called: its title, else its file, else that it has no name yet."""

from __future__ import annotations

from studio.sentences import sentence
from studio.studio import Studio
from ui import messages

UNTITLED = sentence("ui.piece_name.untitled", "Untitled")


def piece_name(studio: Studio) -> str:
    path = studio.project.standing.path if studio.project is not None else None
    title = studio.document.title
    return title or (path.stem if path is not None else messages.say(UNTITLED))
