"""Scripts of games: Yarn Spinner, Ren'Py, Ink, Twine. They are read and never run; written, each is
the source as it was with line ids appended where it had none."""
