"""The right area of the window: one Line or several, everything that can be said about them."""
