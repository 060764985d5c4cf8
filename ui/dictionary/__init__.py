"""The pronunciation dictionary: how words are said, and for whom."""
