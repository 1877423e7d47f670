"""What the columns and rows of tables stand for."""
