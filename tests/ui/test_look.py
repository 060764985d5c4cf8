"""Which theme is worn."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from ui import fonts, icons, look
from ui.look import SYSTEM, Look, name_for
from ui.theme import THEME_NAMES, load_theme


@pytest.mark.parametrize("name", THEME_NAMES)
def test_a_chosen_theme_is_worn(qapp: QApplication, name: str) -> None:
    """Palette, sheet and painted colours are those of the chosen theme."""
    worn = Look(qapp, "dark" if name != "dark" else "light")
    worn.choose(name)
    assert worn.theme.name == name
    assert qapp.palette().window().color() == load_theme(name).window
    assert load_theme(name).accent.name() in qapp.styleSheet()


def test_a_system_without_a_wish_gets_the_dark_theme() -> None:
    """Light only when the system says so; its wish for contrast comes first."""
    schemes = Qt.ColorScheme
    plain = {scheme: name_for(scheme, wants_contrast=False) for scheme in schemes}
    assert plain == {schemes.Unknown: "dark", schemes.Dark: "dark", schemes.Light: "light"}
    assert {name_for(scheme, wants_contrast=True) for scheme in schemes} == {"contrast"}


def test_the_system_is_followed(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a choice the theme changes when the system's does; with one, nothing changes."""
    following, fixed = Look(qapp, SYSTEM), Look(qapp, "contrast")
    told: list[str] = []
    following.changed.connect(lambda: told.append(following.theme.name))
    fixed.changed.connect(lambda: told.append("fixed"))
    other = "light" if following.theme.name == "dark" else "dark"
    monkeypatch.setattr(look, "_name_for_the_system", lambda: other)
    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert told == [other]
    assert following.theme.name == other


@pytest.mark.parametrize("name", ["play", "stop", "states/draft", "cutin", "chip"])
def test_an_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication, name: str) -> None:
    """An icon holds its colour, at the scale asked for, and nothing where it is empty."""
    theme = load_theme("light")
    picture = icons.pixmap(name, theme, theme.failed, 16, 2.0).toImage()
    assert (picture.width(), picture.height()) == (32, 32)
    corner = picture.pixelColor(0, 0)
    assert corner.alpha() == 0
    solid = {
        QColor(picture.pixelColor(x, y)).name()
        for x in range(32)
        for y in range(32)
        if picture.pixelColor(x, y).alpha() == 255
    }
    assert solid == {theme.failed.name()}


def test_a_label_can_be_made_before_any_window(qapp: QApplication) -> None:
    """The sheet can be put on with widgets there already."""
    label = QLabel("here")
    Look(qapp, "contrast")
    label.ensurePolished()
    assert label.palette().windowText().color() == load_theme("contrast").text


def test_text_grows_within_its_bounds(qapp: QApplication) -> None:
    """Sizes in script and panels follow the zoom, from 80 to 200 percent; the sheet of a panel has them."""
    worn = Look(qapp, "dark", 150)
    told: list[int] = []
    worn.changed.connect(lambda: told.append(worn.text_zoom))
    assert fonts.zoomed(14) == 21
    assert "font-size: 20px" in worn.text_sheet()  # 13 of the body
    worn.zoom_text(500)
    worn.zoom_text(10)
    worn.zoom_text(100)
    assert told == [200, 80, 100]
    assert worn.text_sheet() == ""
