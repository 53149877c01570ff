"""Readers of documents: a family; each file holds one under the name `READER`."""
