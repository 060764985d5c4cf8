"""The script as rows: one Line after the other, with the Speaker on every row."""
