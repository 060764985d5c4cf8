"""Names under which an item keeps what Fountain says beyond our fields. Number and extension are what
Final Draft calls them too, and are shared with it."""

NUMBER, EXTENSION = "number", "extension"
RAW, GOES_ON, KIND = "fountain", "fountain.goes-on", "fountain.kind"
LEVEL, TITLE_PAGE = "fountain.section", "fountain.title-page"
