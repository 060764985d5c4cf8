"""The commands of the File menu."""

from __future__ import annotations

from studio.sentences import sentence
from ui.command import Command

NEW = Command(sentence("ui.file_commands.new", "&New project"), ("Ctrl+N",), icon="new")
OPEN = Command(sentence("ui.file_commands.open", "&Open…"), ("Ctrl+O",), icon="open")
OPEN_IN_WINDOW = Command(
    sentence("ui.file_commands.open_in_window", "Open in another &window…"), ("Ctrl+Alt+O",)
)
OPEN_SAMPLE = Command(sentence("ui.file_commands.open_sample", "Open the sa&mple scene"))
SAVE = Command(sentence("ui.file_commands.save", "&Save a version"), ("Ctrl+S",), icon="save")
SAVE_AS = Command(sentence("ui.file_commands.save_as", "Save &as…"), ("Ctrl+Shift+S",))
SAVE_COPY = Command(sentence("ui.file_commands.save_copy", "Save a &copy…"), ("Ctrl+Alt+S",))
VERSIONS = Command(sentence("ui.file_commands.versions", "&Versions and backups…"))
IMPORT = Command(sentence("ui.file_commands.import", "&Import…"), ("Ctrl+Shift+I",), icon="import")
SAVE_AGAIN = Command(sentence("ui.file_commands.save_again", "&Try to save again"))
SALVAGE = Command(sentence("ui.file_commands.salvage", "Salvage a &damaged project…"))
FREE_ROOM = Command(sentence("ui.file_commands.free_room", "Remove takes nobody &needs…"))
EXPORTS = Command(sentence("ui.file_commands.exports", "Exports under &way…"), ("Ctrl+Alt+E",))
EXPORT = Command(sentence("ui.file_commands.export", "&Export…"), ("Ctrl+E",), icon="export")
QUIT = Command(sentence("ui.file_commands.quit", "&Quit"), ("Ctrl+Q", "Ctrl+W"))

FILE_MENU = (
    NEW,
    OPEN,
    OPEN_IN_WINDOW,
    OPEN_SAMPLE,
    None,
    SAVE,
    SAVE_AS,
    SAVE_COPY,
    VERSIONS,
    None,
    SAVE_AGAIN,
    SALVAGE,
    FREE_ROOM,
    None,
    IMPORT,
    EXPORT,
    EXPORTS,
    None,
    QUIT,
)
