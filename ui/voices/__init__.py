"""Voices to choose from: who they are, where they come from, how they sound."""
