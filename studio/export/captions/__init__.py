"""Captions from the times at which words are really heard: SRT, WebVTT and ASS."""
