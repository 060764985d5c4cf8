"""What is done to Clips with the mouse: one small state machine for each gesture, without Qt."""
