"""Pages of documents as they look, with what is quoted of them marked."""
