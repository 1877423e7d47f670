"""What a question asks for: the shape of its answer, and what it is about."""
