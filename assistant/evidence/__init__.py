"""Which blocks of what was found answer, how sure that is, and in which order they are quoted."""
