"""A document in, the same out in the other language."""
