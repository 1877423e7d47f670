"""Readers of office files: documents, slides, sheets, and tables as plain text."""
