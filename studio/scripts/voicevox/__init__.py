"""Scripts and projects of VOICEVOX."""
