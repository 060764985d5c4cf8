"""Hints for the first minutes: what to try next, once each."""
