"""JSON Lines: every field of a Document, one object a row, in an order that version control likes.

The first object is the document (`"type": "document"`), then one per Speaker, then one per Line,
heading and aside in the order of the script. A Line says at least `id`, `speaker` (a name) and
`text`; what has its usual value is left out. A source that is kept whole stands at the end, an object
(`"type": "kept"`) for each of its rows, so that a change of one word is a change of one row. Objects of other tools are read too: `speaker` and
`text` are enough, and fields nobody here knows are kept.
"""
