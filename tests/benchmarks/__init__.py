"""Figures, not verdicts: each module here measures one thing and says it in JSON."""
