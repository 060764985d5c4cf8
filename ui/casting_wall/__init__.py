"""The casting wall: one Line in many Voices side by side, or a few Lines in several casts, to choose by ear."""
