"""Final Draft screenplays: XML of typed paragraphs."""
