"""Named versions of the project and its backups: what differs, and the way back."""
