"""Readers of what was made for the web and for mail: pages, books, messages, invitations."""
