"""Word documents: screenplay styles, `NAME:` paragraphs, tables; written as a table with ids."""
