"""The page of looks: theme, sizes and the language of the window."""

from __future__ import annotations

from studio.sentences import sentence
from studio.settings import Settings
from ui import messages
from ui.look import LEAST_ZOOM, MOST_ZOOM, ZOOM_STEP
from ui.preferences.fields import FormPage, Say

LOOKS = sentence("ui.preferences.looks", "Appearance")
THEME = sentence("ui.preferences.theme", "Theme")
TEXT_SIZE = sentence("ui.preferences.text_size", "Size of text")
WINDOW_SCALE = sentence("ui.preferences.window_scale", "Size of everything")
LANGUAGE = sentence("ui.preferences.language", "Language of the window")
RESTART = sentence(
    "ui.preferences.restart",
    "Another language, and another size of everything, hold from the next start on.",
)
THEMES = (
    ("system", sentence("ui.preferences.theme_system", "As the system")),
    ("dark", sentence("ui.preferences.theme_dark", "Dark")),
    ("light", sentence("ui.preferences.theme_light", "Light")),
    ("contrast", sentence("ui.preferences.theme_contrast", "High contrast")),
)
SYSTEM_LANGUAGE = sentence("ui.preferences.system_language", "The system's")
LANGUAGES = (("en", "English"), ("de", "Deutsch"))
_SCALES = (100, 125, 150, 175, 200)


class LooksPage(FormPage):
    """What is set holds at once, but for what needs a new start."""

    def __init__(self, settings: Settings, say: Say) -> None:
        super().__init__(settings, say)
        self.choice(THEME, "theme", [(key, messages.say(words)) for key, words in THEMES])
        self.number(TEXT_SIZE, "text_zoom", LEAST_ZOOM, MOST_ZOOM, ZOOM_STEP, " %")
        self.choice(WINDOW_SCALE, "window_scale", [(scale, f"{scale} %") for scale in _SCALES])
        system = ("", messages.say(SYSTEM_LANGUAGE))
        self.choice(LANGUAGE, "language", [system, *LANGUAGES])
        self.hint(messages.say(RESTART))
