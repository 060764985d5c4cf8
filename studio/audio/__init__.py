"""Sound as numbers: converting, resampling, reading and writing files. Pure but for the files."""
