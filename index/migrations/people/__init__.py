"""The steps of the database of what people said and did."""
