"""The timeline's area of the window: every Clip in time, to look at and to steer by."""
