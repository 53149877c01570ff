"""The nouns, one a file; errors, citations and the listing of families."""
