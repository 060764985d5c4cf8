"""What became longer, shorter or moved when final voices spoke."""
