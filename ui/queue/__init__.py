"""What is being made and what waits for it, as a tab of the right area."""
