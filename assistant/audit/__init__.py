"""The audit record: a chain of entries that nobody can cut or alter unnoticed."""
