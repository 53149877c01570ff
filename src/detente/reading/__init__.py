"""From text to sentences, actors, events and claims: what a document says, who says it, and how surely."""
