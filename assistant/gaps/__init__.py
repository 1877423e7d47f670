"""What is asked and not answered: what the documents lack."""
