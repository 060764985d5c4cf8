"""What was paid for: by line, speaker, scene and day."""
