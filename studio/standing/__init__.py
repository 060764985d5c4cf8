"""How things stand, as values that the window shows."""
