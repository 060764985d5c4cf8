"""The parts behind the front door, each with one thing to look after; `studio.studio` owns them."""
