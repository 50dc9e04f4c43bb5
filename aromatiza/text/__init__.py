"""Texts as networks count and read them, and as screens may show them; the door of the text libraries."""
