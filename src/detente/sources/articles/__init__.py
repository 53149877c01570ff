"""Kinds of article files, a family: one file a kind, found by listing."""
