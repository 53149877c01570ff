"""Claims of analysis: stance, pressure, cause, constraint and the like, with the way they point."""
