"""What the passages of a home folder are stored in, and whether it is as it was written."""
