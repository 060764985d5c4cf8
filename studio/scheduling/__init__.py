"""What to speak next, and having it spoken."""
