"""Rows as the tables that they are: those of an answer, and those around a quote in its source."""
