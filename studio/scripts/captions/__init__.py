"""Subtitles, read: SRT, WebVTT and ASS. Their times become fixed places and room for each Line."""
