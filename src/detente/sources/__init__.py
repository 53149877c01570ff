"""Files and feeds from outside: bytes become nouns here, and nowhere else."""
