"""Find and replace: what fits, where it stands, and what is replaced of it."""
