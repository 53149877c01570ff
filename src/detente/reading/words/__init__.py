"""Words and what they are cut into: sentences, clauses, phrases of a lexicon, dates, forms."""
