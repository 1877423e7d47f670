"""PDF: its text in reading order, with tables, and the box of every word."""
