"""The Cast: who speaks, with which voice, how loud and from where, and how far ahead they are ready."""
