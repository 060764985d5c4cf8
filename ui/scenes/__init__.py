"""The scenes of the piece: a tree to go by, to drag and to play from."""
