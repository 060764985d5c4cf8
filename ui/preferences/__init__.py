"""Preferences: the voice service, sound, money and looks; what is set holds at once."""
