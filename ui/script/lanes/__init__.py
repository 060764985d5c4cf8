"""The script as lanes: one column per Speaker, each Line a card in it."""
