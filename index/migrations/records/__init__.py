"""The steps of the database of what can be made again from the documents."""
