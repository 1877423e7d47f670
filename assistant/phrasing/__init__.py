"""A language model words the answer: its prompt, its limits, and what it wrote."""
