"""Words of the format, and names under which a Document keeps what they say beyond our fields."""

SCENE_HEADING, CHARACTER, PARENTHETICAL, DIALOGUE = (
    "Scene Heading",
    "Character",
    "Parenthetical",
    "Dialogue",
)
ACTION, GENERAL, NEW_ACT = "Action", "General", "New Act"
NUMBER, EXTENSION = "number", "extension"
TYPE, GOES_ON, FRAME = "fdx.type", "fdx.goes-on", "fdx.frame"
CUE, ID = "DialogueStudioCue", "DialogueStudioId"
"""Attributes of our own on a Character paragraph; other programs pass them over."""
