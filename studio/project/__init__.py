"""Projects on the disk: one file each, and nothing in it lost."""
