"""The voice protocol as values: messages, their text form, and the rules a client keeps.

No socket, no clock, no task. Both ends share the messages and the codec; each end has its own rules.
"""
