"""Takes placed in time, and the sound of that. Computed, never edited."""
