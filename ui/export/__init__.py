"""Writing the scene to files: what, where, how loud; and how it goes."""
