"""Books and articles: Markdown, HTML and EPUB, narrated, with quoted speech listed for casting."""
