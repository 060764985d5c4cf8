"""What can be done with a Speaker, as the menu of a card or of a lane's head."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from studio.sentences import Sentence, sentence
from ui import messages
from ui.cast.values import Card
from ui.cast_commands import Deed
from ui.theme import Theme

COLOUR = sentence("ui.cast.menu.colour", "Colour")
MENU: tuple[tuple[Deed, Sentence] | None, ...] = (
    (Deed.RENAME, sentence("ui.cast.menu.rename", "Rename…")),
    (Deed.MERGE, sentence("ui.cast.menu.merge", "Merge into…")),
    (Deed.ALIASES, sentence("ui.cast.menu.aliases", "Aliases…")),
    (Deed.COLOUR, COLOUR),
    None,
    (Deed.WALL, sentence("ui.cast.menu.wall", "Casting wall")),
    (Deed.RECAST, sentence("ui.cast.menu.recast", "Recast all lines…")),
    (
        Deed.RE_APPLY,
        sentence("ui.cast.menu.re_apply", "Re-apply settings to {count} {count:line|lines}"),
    ),
    (Deed.DRAFTS, sentence("ui.cast.menu.drafts", "Draft for all")),
    (Deed.PROMOTE, sentence("ui.cast.menu.promote", "Promote approved lines…")),
    None,
    (Deed.SELECT, sentence("ui.cast.menu.select", "Select all lines")),
    (Deed.UP, sentence("ui.cast.menu.up", "Move up")),
    (Deed.DOWN, sentence("ui.cast.menu.down", "Move down")),
    (Deed.REMOVE, sentence("ui.cast.menu.remove", "Remove")),
)
COLOURS = tuple(
    sentence(f"ui.cast.colour.{english.casefold()}", english)
    for english in (
        "Teal", "Gold", "Violet", "Blush", "Lime", "Coral",
        "Blue", "Apricot", "Sky", "Olive", "Orchid", "Stone",
    )
)  # fmt: skip
"""In the order of the palette."""


def speaker_menu(
    owner: QWidget,
    theme: Theme,
    card: Card,
    choose: Callable[[Deed], object],
    choose_colour: Callable[[int], object],
) -> QMenu:
    """To be popped up; it is gone once it is closed."""
    menu = QMenu(owner)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for entry in MENU:
        if entry is None:
            menu.addSeparator()
            continue
        deed, words = entry
        if deed is Deed.COLOUR:
            _add_colours(menu, theme, card.speaker.colour, choose_colour)
            continue
        values = {"count": card.other_lines} if deed is Deed.RE_APPLY else {}
        action = menu.addAction(messages.say(words, **values))
        action.setEnabled(deed is not Deed.RE_APPLY or card.other_lines > 0)
        action.triggered.connect(lambda _checked=False, deed=deed: choose(deed))
    return menu


def _add_colours(menu: QMenu, theme: Theme, colour: int, choose: Callable[[int], object]) -> None:
    colours = menu.addMenu(messages.say(COLOUR))
    for place, words in enumerate(COLOURS):
        action = colours.addAction(_swatch(theme, place), messages.say(words))
        action.setCheckable(True)
        action.setChecked(place == colour % len(COLOURS))
        action.triggered.connect(lambda _checked=False, place=place: choose(place))


def _swatch(theme: Theme, colour: int) -> QIcon:
    picture = QPixmap(14, 14)
    picture.fill(theme.speaker(colour).fill)
    painter = QPainter(picture)
    painter.setPen(theme.speaker(colour).ink)
    painter.drawRect(0, 0, 13, 13)
    painter.end()
    return QIcon(picture)
