"""Who is named: the dictionary of actors, mentions in a sentence, and what a document has named so far."""
