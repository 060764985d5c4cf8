"""Hearing the Mix: mixed ahead in this process, played in another that nothing here can hold up."""
