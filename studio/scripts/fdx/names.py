"""Words of the format, and names under which a Document keeps what they say beyond our fields."""

SCENE_HEADING, CHARACTER, PARENTHETICAL, DIALOGUE = (
    "Scene Heading",
    "Character",
    "Parenthetical",
    "Dialogue",
)
ACTION, GENERAL, NEW_ACT = "Action", "General", "New Act"
NOTE = "ScriptNote"
"""Kept as the type of a comment that was attached to the paragraph above it."""
NUMBER = "number"
TYPE, GOES_ON, FRAME = "fdx.type", "fdx.goes-on", "fdx.frame"
RAW_NAME, RAW_BRACKET, RAW_WORDS = "fdx.character", "fdx.parenthetical", "fdx.paragraph"
"""A paragraph as it was written, where it says more than its words: styles, revisions, properties."""
CUE, ID, OURS = "DialogueStudioCue", "DialogueStudioId", "DialogueStudio"
"""Attributes of our own, on a Character paragraph and on the root; other programs pass them over."""
