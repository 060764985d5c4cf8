"""Tables of Lines: CSV and its relatives with any delimiter, and spreadsheets."""
