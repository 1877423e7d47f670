"""The documents: reading, passages, search. Knows nothing of questions and answers."""
