"""The databases of a home folder: opening them, transactions, and how tables are declared."""
