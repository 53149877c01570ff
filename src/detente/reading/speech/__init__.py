"""Who says so, and how surely: attribution, quotations and standing."""
