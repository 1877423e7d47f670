"""Questions that are answered by the rows of a table: the one that has the most, or how many."""
