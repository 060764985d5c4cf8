"""Which theme is worn, the one chosen or the one the system asks for, and how large text is.

It is put on with palette and QSS. Painted widgets read `look.theme` and ask `fonts.zoomed` when they
paint; the new style sheet makes all of them repaint.
"""

from __future__ import annotations

import re
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from studio.resource_files import resource_file
from ui import fonts
from ui.theme import Theme, load_theme

SYSTEM = "system"
"""The choice that follows the system."""

USUAL_ZOOM, LEAST_ZOOM, MOST_ZOOM, ZOOM_STEP = 100, 80, 200, 10
"""Of text, in percent."""

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIZE = re.compile(r"(font-size|min-height): (\d+)px")


class Look(QObject):
    """The theme of the application; there is one, made before the first window."""

    changed = Signal()

    def __init__(
        self, application: QApplication, choice: str = SYSTEM, text_zoom: int = USUAL_ZOOM
    ) -> None:
        super().__init__(application)
        self._application = application
        self._choice = choice
        self._text_zoom = _possible(text_zoom)
        self._is_compact = False
        fonts.zoom_text(self._text_zoom)
        self.theme = load_theme(self._wanted())
        self._put_on()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)

    @property
    def choice(self) -> str:
        return self._choice

    @property
    def text_zoom(self) -> int:
        """Of script and panels, in percent."""
        return self._text_zoom

    def zoom_text(self, percent: int) -> None:
        """Write script and panels at this size, within the bounds there are."""
        wanted = _possible(percent)
        if wanted != self._text_zoom:
            self._text_zoom = wanted
            fonts.zoom_text(wanted)
            self.changed.emit()

    @property
    def is_compact(self) -> bool:
        """Whether rows are as low as their words allow."""
        return self._is_compact

    def make_compact(self, is_compact: bool) -> None:
        if is_compact != self._is_compact:
            self._is_compact = is_compact
            self.changed.emit()

    def text_sheet(self) -> str:
        """What a panel puts over the sheet of the application, so that its text has the zoom."""
        return "" if self._text_zoom == USUAL_ZOOM else zoomed_sheet(style_sheet())

    def choose(self, choice: str) -> None:
        """Wear the theme of this name, or follow the system."""
        self._choice = choice
        self._follow()

    def _follow(self) -> None:
        wanted = self._wanted()
        if wanted == self.theme.name:
            return
        self.theme = load_theme(wanted)
        self._put_on()
        self.changed.emit()

    def _wanted(self) -> str:
        return _name_for_the_system() if self._choice == SYSTEM else self._choice

    def _put_on(self) -> None:
        self._application.setPalette(palette_of(self.theme))
        self._application.setStyleSheet(style_sheet_of(self.theme))


def _name_for_the_system() -> str:
    hints = QGuiApplication.styleHints()
    # Qt 6.10 and later know that; what an earlier one does not say is no wish.
    knows_contrast = hasattr(hints, "accessibility")
    wants_contrast = knows_contrast and (
        hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
    )
    return name_for(hints.colorScheme(), wants_contrast=wants_contrast)


def name_for(scheme: Qt.ColorScheme, *, wants_contrast: bool) -> str:
    """The theme for what a system says; dark where it has no wish."""
    if wants_contrast:
        return "contrast"
    return "light" if scheme == Qt.ColorScheme.Light else "dark"


def style_sheet_of(theme: Theme) -> str:
    """The sheet for the flat controls; an unknown `$name` in it is an error, never a wrong colour."""
    return Template(style_sheet()).substitute(_Tokens(theme))


def style_sheet() -> str:
    """As it is written, without the colours."""
    return resource_file("themes/style.qss").read_text(encoding="utf-8")


def zoomed_sheet(sheet: str) -> str:
    """Only the sizes of `sheet` that go with the text, at the zoom there is."""
    without_remarks = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    rules = []
    for chosen, declared in _RULE.findall(without_remarks):
        sizes = [
            f"{name}: {fonts.zoomed(int(pixels))}px" for name, pixels in _SIZE.findall(declared)
        ]
        if sizes:
            rules.append(f"{chosen.strip()} {{ {'; '.join(sizes)}; }}")
    return "\n".join(rules)


def _possible(zoom: int) -> int:
    return min(max(zoom, LEAST_ZOOM), MOST_ZOOM)


_DRAWINGS = ("tick", "up", "down")
"""In the sheet these are pictures: Qt would draw its own arrows in none of our colours."""


class _Tokens(dict[str, str]):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def __missing__(self, token: str) -> str:
        if token in _DRAWINGS:
            return resource_file(f"themes/{token}-{self._theme.name}.svg").as_posix()
        colour = getattr(self._theme, token, None)
        if not isinstance(colour, QColor):
            raise KeyError(token)
        return colour.name()


def palette_of(theme: Theme) -> QPalette:
    """What the sheet does not reach: Qt's own dialogs, placeholders, links, disabled words."""
    role = QPalette.ColorRole
    palette = QPalette()
    for each, colour in (
        (role.Window, theme.window),
        (role.WindowText, theme.text),
        (role.Base, theme.surface),
        (role.AlternateBase, theme.panel),
        (role.Text, theme.text),
        (role.PlaceholderText, theme.text3),
        (role.Button, theme.raised),
        (role.ButtonText, theme.text),
        (role.BrightText, theme.failed),
        (role.ToolTipBase, theme.raised),
        (role.ToolTipText, theme.text),
        (role.Highlight, theme.accent_fill),
        (role.HighlightedText, theme.on_accent),
        (role.Accent, theme.accent_fill),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
        (role.Light, theme.raised),
        (role.Mid, theme.line),
        (role.Dark, theme.border),
        (role.Shadow, theme.sunken),
    ):
        palette.setColor(each, colour)
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, theme.text3)
    return palette
