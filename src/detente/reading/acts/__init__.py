"""Who did what to whom: from a sentence to coded events."""
