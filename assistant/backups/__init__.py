"""Backups of a home folder: one archive of all that it holds, and a home folder made of one."""
