"""The embedded voices: a server on loopback that speaks the voice protocol."""
