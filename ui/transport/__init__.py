"""Play and stop, the position, and which Line is heard."""
