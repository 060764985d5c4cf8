"""What the user edits: one immutable value, and what it is made of."""
