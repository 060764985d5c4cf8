"""What all lists of voices say."""

from __future__ import annotations

from studio.sentences import sentence

NOTHING_FITS = sentence("ui.voices.nothing_fits", "No voice fits all filters.")
CLEAR = sentence("ui.voices.clear", "Clear filters")
COUNT = sentence("ui.voices.count", "{count} voices")
LOADING = sentence("ui.voices.loading", "The voices of the service are being loaded …")
FAILED = sentence(
    "ui.voices.failed", "Voices could not be loaded: {reason} You can use the {count} local voices."
)
TRY_AGAIN = sentence("ui.voices.try_again", "Try again")
