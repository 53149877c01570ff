"""Events coded by who did what to whom: their ontologies, sets of actors, series, and what changed in them."""
