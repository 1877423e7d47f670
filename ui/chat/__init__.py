"""The chat page: asking, what becomes of a question, and the list of conversations."""
