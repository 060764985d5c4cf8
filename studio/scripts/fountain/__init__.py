"""Fountain: screenplays in plain text. Elements first, then a Reading of them, and back again."""
