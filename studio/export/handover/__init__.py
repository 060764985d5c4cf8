"""The piece for other programs: Reaper, editors that read OpenTimelineIO, Audacity, spreadsheets."""
