"""From texts to vectors: the models, and the arithmetic that makes them fast."""
