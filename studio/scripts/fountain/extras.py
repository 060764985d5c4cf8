"""Names under which an item keeps what Fountain says beyond our fields. The number of a scene is what
Final Draft calls it too, and is shared with it."""

NUMBER = "number"
RAW, GOES_ON, KIND = "fountain", "fountain.goes-on", "fountain.kind"
LEVEL, TITLE_PAGE = "fountain.section", "fountain.title-page"
