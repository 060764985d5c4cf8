"""The core of Dialogue Studio: everything but the window. Knows no Qt."""
