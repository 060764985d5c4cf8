"""Edits: plain functions from a Document to a Document, one module per theme.

What cannot be done raises EditError with one sentence and changes nothing; what changes nothing
returns the very Document it was given.
"""
