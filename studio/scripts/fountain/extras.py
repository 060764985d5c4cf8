"""Names under which an item keeps what Fountain says beyond our fields. The number of a scene is what
Final Draft calls it too, and is shared with it."""

NUMBER = "number"
GOES_ON, KIND, LEVEL = "fountain.goes-on", "fountain.kind", "fountain.section"
SOURCE = "fountain.source"
"""On the Document: the whole screenplay as it was read."""
