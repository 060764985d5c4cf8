"""The Mix and its parts, written to files."""
