"""Script formats, read and written; one file per format."""
