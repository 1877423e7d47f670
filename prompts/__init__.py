"""The words of the program: catalogues of what it says, and what it sends to a model."""
