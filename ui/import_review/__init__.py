"""The review of a script on its way in: what was understood, and what becomes of each Line."""
