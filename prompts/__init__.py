"""The fixed words of the assistant, as text files with declared variables."""
