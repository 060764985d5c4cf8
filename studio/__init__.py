"""The core of Dialogue Studio: everything but the window. Knows no Qt."""

__version__ = "0.1.0"
